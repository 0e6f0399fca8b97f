"""Everything again, from the contributions: after a restore, a change of nesting, a new version of the stems."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from boucle.commons.search.actions import indexing, postings, upkeep
from boucle.commons.search.actions.atlas import Atlas
from boucle.commons.search.models import Document, Neighbour, Shelf, Term
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories import actions as territories

CHUNK = 2000
COLUMNS = ("lane", "territory_id", "theme_id", "rank", "tile", "contribution_id")


def quiet(done: int, total: int) -> None:
    """Shows no progress."""


@transaction.atomic
def reindex(*, progress: Callable[[int, int], object] = quiet) -> int:
    """Empties and fills every table of the search; returns how many contributions are public. Readers see the old
    tables until it is done. One million contributions take some minutes."""
    with set_aside():
        empty()
        count = fill(progress)
    every = Contribution.objects.order_by().values_list("territory_id", flat=True).distinct()
    territories.bump_revisions(territory_ids=list(every))
    return count


@contextmanager
def set_aside() -> Iterator[None]:
    """Drops the indexes and triggers of the two large tables, and makes them again, sorted, at the end."""
    made = SQLITE_MADE if connection.vendor == "sqlite" else POSTGRESQL_MADE
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # it indexes no table whose rows are still to be checked
        cursor.execute(made)
        found = cursor.fetchall()
        for kind, name, _ in found:
            cursor.execute(f'DROP {kind} "{name}"')
    yield
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            upkeep.fill_words(cursor)
        for _, _, sql in found:
            cursor.execute(sql)


SQLITE_MADE = """
SELECT type, name, sql FROM sqlite_master
WHERE sql IS NOT NULL AND type IN ('index', 'trigger') AND tbl_name IN ('search_shelf', 'search_document')
ORDER BY type, name
"""
POSTGRESQL_MADE = """
SELECT 'INDEX', indexname, indexdef FROM pg_indexes
WHERE schemaname = current_schema() AND tablename IN ('search_shelf', 'search_document') AND indexname NOT LIKE '%_pkey'
ORDER BY indexname
"""


def empty() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('delete-all')")
        for model in (Shelf, Document, Neighbour, Term):
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')


def fill(progress: Callable[[int, int], object]) -> int:
    rows = Contribution.objects.filter(state=State.PUBLISHED, erased_at__isnull=True, kind__in=registry.KINDS)
    total, done = rows.count(), 0
    counts: Counter[str] = Counter()
    atlas = Atlas()
    source = rows.select_related(*registry.KINDS).order_by("pk").iterator(CHUNK)
    while some := list(itertools.islice(source, CHUNK)):
        atlas.read(some)
        stand(some, atlas)
        documents = [indexing.document(row, atlas) for row in some]
        Document.objects.bulk_create(documents, batch_size=CHUNK)
        counts.update(postings.told(documents))
        done += len(some)
        progress(done, total)
    postings.learn_all(counts)
    return done


def stand(rows: Iterable[Contribution], atlas: Atlas) -> None:
    """The shelves of many rows, as plain tuples: twelve million of them for a million rows."""
    values = [
        (lane, territory, theme, indexing.rank(row), atlas.tile(row), row.pk)
        for row in rows
        for lane, territory, theme in atlas.place(row)
    ]
    sql = f"INSERT INTO search_shelf ({', '.join(COLUMNS)}) VALUES (%s, %s, %s, %s, %s, %s)"
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)
