"""How many documents say each word. The database itself keeps the postings (triggers on SQLite, a generated column on
PostgreSQL: see the first migration), so that they can never differ from the documents."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from django.db import connection

from boucle.commons.search import engine
from boucle.commons.search.models import Document, Neighbour, Term

BATCH = 500
M = TypeVar("M")


def told(documents: Iterable[Document]) -> Counter[str]:
    """How many of these documents say each word."""
    counts: Counter[str] = Counter()
    for one in documents:
        counts.update(set(f"{one.title} {one.body} {one.names}".split()))
    return counts


def count(documents: Iterable[Document], sign: int) -> None:
    """Adds or takes away one for each word of each document. In the order of words: two workers cannot block."""
    counts = told(documents)
    if sign > 0:
        learn(sorted(counts))
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE search_term SET documents = documents + %s WHERE word = %s",
            [(sign * number, word) for word, number in sorted(counts.items())],
        )


def learn(told_words: Sequence[str]) -> None:
    """Makes the terms that are new, with the keys under which a typo finds them."""
    known: set[str] = set()
    for start in range(0, len(told_words), BATCH):
        some = told_words[start : start + BATCH]
        known.update(Term.objects.filter(word__in=some).order_by().values_list("word", flat=True))
    fresh = [word for word in told_words if word not in known]
    Term.objects.bulk_create([Term(word=word) for word in fresh], ignore_conflicts=True, batch_size=BATCH)
    keys = [Neighbour(key=key, word=word) for word in fresh for key in sorted(engine.shorter(word))]
    Neighbour.objects.bulk_create(keys, ignore_conflicts=True, batch_size=BATCH)


def learn_all(counts: Counter[str]) -> None:
    """Fills empty tables of terms and neighbours."""
    terms = (Term(word=word, documents=number) for word, number in sorted(counts.items()))
    keys = (Neighbour(key=key, word=word) for word in sorted(counts) for key in sorted(engine.shorter(word)))
    for some in batches(terms):
        Term.objects.bulk_create(some)
    for others in batches(keys):
        Neighbour.objects.bulk_create(others)


def batches(rows: Iterable[M]) -> Iterator[list[M]]:
    source = iter(rows)
    while some := list(itertools.islice(source, BATCH)):
        yield some
