"""Words on PostgreSQL: a tsvector of the stems of `Document`, with a GIN index."""

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


def expression(groups: Sequence[engine.Group], places: Sequence[str], ending: str = "") -> str:
    """All groups, each by any of its words with this ending, on these shelves."""
    parts = [f"'{place}'" for place in places]
    parts += ["(" + " | ".join(f"'{word.stem}{ending}'" for word in group) + ")" for group in groups]
    return " & ".join(parts)


def beginning(terms: QuerySet[Term], start: str) -> QuerySet[Term]:
    """Terms that begin so: a range of the index that Django makes for patterns, whatever the collation."""
    return terms.filter(word__startswith=start)
