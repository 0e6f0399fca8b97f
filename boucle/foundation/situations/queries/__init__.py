"""Reads of themes, templates and situations."""

from boucle.foundation.situations.queries.situations import (
    active,
    by_slug,
    current,
    due_for_reminder,
    due_for_review,
    of_territory,
    offered_themes,
    own,
    themes_by_slug,
)
from boucle.foundation.situations.queries.templates import Fields, fields_of, template, templates
from boucle.foundation.situations.queries.themes import (
    Branch,
    indented,
    theme_and_descendants_ids,
    theme_tree,
    widest_themes,
)

__all__ = [
    "Branch",
    "Fields",
    "active",
    "by_slug",
    "current",
    "due_for_reminder",
    "due_for_review",
    "fields_of",
    "indented",
    "of_territory",
    "offered_themes",
    "own",
    "template",
    "templates",
    "theme_and_descendants_ids",
    "theme_tree",
    "themes_by_slug",
    "widest_themes",
]
