"""Counts what is looked for in vain, and pages read. Numbers only: nobody can be found in them."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from boucle.commons.search import engine
from boucle.foundation.core import clock, counters, text
from boucle.foundation.territories.models import Territory

PERSONAL = re.compile(r"\S*@\S*|\S*\d\S*|\S*//\S*|\bwww\.\S*")  # addresses of mail and pages, numbers of any kind
LONGEST = 80
EMPTY_SEARCHES = "empty searches"


def note_empty_search(*, territory: Territory, q: str) -> None:
    """Counts a search that found nothing, without what could be somebody's. Kept in memory, written a little later."""
    words = cleaned(q)
    if words:
        counters.count(EMPTY_SEARCHES, (territory.pk, words, clock.today()))


def cleaned(q: str) -> str:
    """The telling words of a question in their order, folded, without numbers nor addresses."""
    kept = engine.typed_words(PERSONAL.sub(" ", q))
    return " ".join(text.fold(word) for word in kept)[:LONGEST].strip()


@transaction.atomic
def keep_empty_searches(counts: Mapping[tuple[int, str, date], int]) -> None:
    add("search_emptysearch", ("territory_id", "words", "day"), counts)


@transaction.atomic
def keep_visits(counts: Mapping[tuple[int, date], int]) -> None:
    add("search_visit", ("territory_id", "day"), counts)


def add(table: str, keys: tuple[str, ...], counts: Mapping[Any, int]) -> None:
    """Adds to counters that may not be there yet; in their order, so that two processes cannot block each other."""
    columns = ", ".join(keys)
    marks = ", ".join(["%s"] * (len(keys) + 1))
    sql = (
        f"INSERT INTO {table} ({columns}, count) VALUES ({marks})"
        f" ON CONFLICT ({columns}) DO UPDATE SET count = {table}.count + excluded.count"
    )
    with connection.cursor() as cursor:
        cursor.executemany(sql, [(*key, number) for key, number in sorted(counts.items())])
