"""Reads of the library."""

from boucle.after.library.queries.fields import content, searched

__all__ = ["content", "searched"]
