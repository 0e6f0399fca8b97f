"""Reads of themes, templates and situations."""

from boucle.foundation.situations.queries.themes import Branch, theme_and_descendants_ids, theme_tree

__all__ = ["Branch", "theme_and_descendants_ids", "theme_tree"]
