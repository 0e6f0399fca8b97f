"""How each engine looks for a beginning through its index: the one thing that differs between them here."""

from django.db import connection
from django.db.models import Q


def starting(field: str, beginning: str) -> Q:
    """Rows whose `field` (folded letters, digits and spaces, or a code) starts with `beginning`.

    SQLite's LIKE ignores its index, so a range says the same; PostgreSQL's order depends on the language of the
    server, so a range would lie, and its LIKE has an index of its own.
    """
    if connection.vendor == "sqlite":
        return Q(**{f"{field}__gte": beginning, f"{field}__lt": beginning + "\U0010ffff"})
    return Q(**{f"{field}__startswith": beginning})
