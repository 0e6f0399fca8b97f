"""Words on PostgreSQL: a tsvector of the stems of `Document`, with a GIN index."""

import itertools
from collections.abc import Sequence

from django.db.models import QuerySet

from boucle.commons.search import engine
from boucle.commons.search.models import Term

# Only letters, digits and the underscore are in a word, and it stands in quotes: no operator can come through.
FROM = "search_document s"
ALONE = "search_document s"  # when nothing but words narrows the search
ID = "s.contribution_id"
# The sum keeps the order off the primary key: sure to meet enough matches soon, the planner would walk it backwards and
# read the words of every document on its way.
NEWEST_FIRST = "s.contribution_id + 0 DESC"
CONDITION = "s.terms @@ %s::tsquery"


def expression(groups: Sequence[engine.Group], shelves: Sequence[Sequence[str]], endings: Sequence[str]) -> str:
    """All groups, each by any of its words with one of these endings, on one shelf of each of these."""
    ways = [[word.stem + ending for ending in endings for word in group] for group in groups]
    return " & ".join(one_of(words) for words in [*shelves, *ways])


def two_of(groups: Sequence[engine.Group], shelves: Sequence[Sequence[str]], endings: Sequence[str]) -> str:
    """Two of the groups at least, on one shelf of each of these."""
    said = (expression(pair, (), endings) for pair in itertools.combinations(groups, 2))
    ways = " | ".join(f"({pair})" for pair in said)
    return " & ".join([*(one_of(words) for words in shelves), f"({ways})"])


def one_of(words: Sequence[str]) -> str:
    quoted = [f"'{word}'" for word in words]
    return quoted[0] if len(quoted) == 1 else f"({' | '.join(quoted)})"


def beginning(terms: QuerySet[Term], start: str) -> QuerySet[Term]:
    """Terms that begin so: a range of the index that Django makes for patterns, whatever the collation."""
    return terms.filter(word__startswith=start)
