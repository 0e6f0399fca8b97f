"""Reads of territories: `queries.find`, `queries.commune_at`, `queries.ancestors` and the others below."""

from boucle.foundation.territories.queries.drawings import has_outline, members_box, outline_box, outline_paths
from boucle.foundation.territories.queries.finding import Candidate, Found, find
from boucle.foundation.territories.queries.nesting import (
    ancestors,
    by_code,
    by_slug,
    children,
    descendants_ids,
    is_within,
    members,
    open_around,
    open_territories,
    postal_codes,
)
from boucle.foundation.territories.queries.pointing import commune_at, contains

__all__ = [
    "Candidate",
    "Found",
    "ancestors",
    "by_code",
    "by_slug",
    "children",
    "commune_at",
    "contains",
    "descendants_ids",
    "find",
    "has_outline",
    "is_within",
    "members",
    "members_box",
    "open_around",
    "open_territories",
    "outline_box",
    "outline_paths",
    "postal_codes",
]
