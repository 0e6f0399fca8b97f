"""Rows as the strategies find them, all in one order: descending by key, then by id."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from django.db import connection

from boucle.commons.search.queries.cursor import Cursor

COUNTED = 1000  # beyond, a count is "more than 1,000": nobody reads so far, and counting would cost more than reading


class Found(NamedTuple):
    """A row and what the order compares: its rank, its score, or minus its decimetres."""

    key: int
    id: int


def fetch(sql: str, parameters: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(parameters))
        return list(cursor.fetchall())


def beside(rows: Iterable[Found], after: Cursor | None, number: int) -> list[Found]:
    """The first rows after a cursor (before it, nearest first, when it goes back), out of all rows."""
    if after is None:
        return sorted(rows, reverse=True)[:number]
    mark = Found(after.key, after.id)
    if after.is_back:
        return sorted(row for row in rows if row > mark)[:number]
    return sorted((row for row in rows if row < mark), reverse=True)[:number]
