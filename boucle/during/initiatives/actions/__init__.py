"""Writes of initiatives: each takes keywords, and does all or nothing."""

from boucle.during.initiatives.actions.content import apply, refresh_spans

__all__ = ["apply", "refresh_spans"]
