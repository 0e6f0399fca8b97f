"""The full text in few pieces: a search opens each piece of each of its words.

SQLite's FTS5 writes a piece at each commit and joins some of them by itself; PostgreSQL tidies its index by itself.
"""

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

IN_MEMORY, USUAL = 64 << 20, 1 << 20  # bytes of postings that wait before they are written
PAGES = 500  # joined in one transaction: a writer waits some milliseconds for it
MOST_STEPS = 10_000
NOTHING_LEFT = 2  # changes of a step that found nothing to join (https://sqlite.org/fts5.html, the merge command)
FILL = """
INSERT INTO search_words (rowid, words)
SELECT -contribution_id, title || ' ' || body || ' ' || names || ' ' || shelf
FROM search_document ORDER BY contribution_id DESC
"""


def fill_words(cursor: CursorWrapper) -> None:
    """Fills an empty index from the documents, in one piece."""
    order(cursor, "hashsize", IN_MEMORY)
    cursor.execute(FILL)
    cursor.execute("INSERT INTO search_words (search_words) VALUES ('optimize')")
    order(cursor, "hashsize", USUAL)


def join_pieces() -> int:
    """Joins the pieces of the full text a little at a time; returns how many steps it took."""
    if connection.vendor != "sqlite":
        return 0
    steps = 0
    while steps < MOST_STEPS and joined(-PAGES if steps == 0 else PAGES):
        steps += 1
    return steps


@transaction.atomic
def joined(pages: int) -> bool:
    """One step; a negative number asks for all pieces to become one. Whether there was something to join."""
    with connection.cursor() as cursor:
        before = changes(cursor)
        order(cursor, "merge", pages)
        return changes(cursor) - before >= NOTHING_LEFT


def order(cursor: CursorWrapper, word: str, number: int) -> None:
    cursor.execute("INSERT INTO search_words (search_words, rank) VALUES (%s, %s)", [word, number])


def changes(cursor: CursorWrapper) -> int:
    cursor.execute("SELECT total_changes()")
    return int(cursor.fetchone()[0])
