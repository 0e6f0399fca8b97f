"""Reads of initiatives: their content, hours in words, filters, and what their pages show."""

from boucle.during.initiatives.queries.fields import content, searched
from boucle.during.initiatives.queries.hours import OpenWords, open_state, open_words, week_table

__all__ = ["OpenWords", "content", "open_state", "open_words", "searched", "week_table"]
