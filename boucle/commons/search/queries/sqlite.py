"""Words on SQLite: an FTS5 table that holds nothing but postings, over the stems of `Document`."""

import itertools
from collections.abc import Sequence

from django.db.models import QuerySet

from boucle.commons.search import engine
from boucle.commons.search.models import Term

# A word per posting, no positions, no columns: relevance is computed from the documents that match, see engine.score.
# Only letters, digits and the underscore are in a word, and it stands in double quotes: no operator can come through.
FROM = "search_words f CROSS JOIN search_document s ON s.contribution_id = -f.rowid"
ALONE = "search_words f"  # when nothing but words narrows the search
CONDITION = "f.search_words MATCH %s"
LAST_LETTER = "\U0010ffff"
ID = "-f.rowid"
NEWEST_FIRST = "f.rowid"  # their numbers go down: see migration 0003


def expression(groups: Sequence[engine.Group], shelves: Sequence[Sequence[str]], endings: Sequence[str]) -> str:
    """All groups, each by any of its words with one of these endings, on one shelf of each of these."""
    ways = [[word.stem + ending for ending in endings for word in group] for group in groups]
    return " AND ".join(one_of(words) for words in [*shelves, *ways])


def two_of(groups: Sequence[engine.Group], shelves: Sequence[Sequence[str]], endings: Sequence[str]) -> str:
    """Two of the groups at least, on one shelf of each of these."""
    said = (expression(pair, (), endings) for pair in itertools.combinations(groups, 2))
    ways = " OR ".join(f"({pair})" for pair in said)
    return " AND ".join([*(one_of(words) for words in shelves), f"({ways})"])


def one_of(words: Sequence[str]) -> str:
    quoted = [f'"{word}"' for word in words]
    return quoted[0] if len(quoted) == 1 else f"({' OR '.join(quoted)})"


def beginning(terms: QuerySet[Term], start: str) -> QuerySet[Term]:
    """Terms that begin so: a range of their index, which LIKE would not use here."""
    return terms.filter(word__gte=start, word__lt=start + LAST_LETTER)
