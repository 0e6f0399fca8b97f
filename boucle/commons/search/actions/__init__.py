"""Writes of the search: `actions.index(ids=…)` after a change, `actions.reindex()` for everything."""

from boucle.commons.search.actions.alerts import match, note_told, purge_hits, save
from boucle.commons.search.actions.indexing import index
from boucle.commons.search.actions.rebuild import reindex
from boucle.commons.search.actions.searches import (
    EMPTY_SEARCHES,
    keep_empty_searches,
    keep_visits,
    note_empty_search,
)
from boucle.commons.search.actions.upkeep import join_pieces

__all__ = [
    "EMPTY_SEARCHES",
    "index",
    "join_pieces",
    "keep_empty_searches",
    "keep_visits",
    "match",
    "note_empty_search",
    "note_told",
    "purge_hits",
    "reindex",
    "save",
]
