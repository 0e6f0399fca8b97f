"""What SQLite and PostgreSQL say differently: whole days between two dates."""

from django.db import connection


def days(start: str, end: str) -> str:
    """SQL of an integer; `start` and `end` are columns of dates. NULL where one of them is."""
    if connection.vendor == "postgresql":
        return f"({end} - {start})"
    return f"CAST(julianday({end}) - julianday({start}) AS INTEGER)"
