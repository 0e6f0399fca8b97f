"""One question asked of every kind: fiches, sheets, lessons, sections of plans… whatever the registry knows.

The rows of several lanes are read as one list, in the order of their last check or of what they say, with the same
strategies as the list of one kind.
"""

from boucle.commons.search.queries.everywhere.months import Month, Months, months
from boucle.commons.search.queries.everywhere.reading import parse
from boucle.commons.search.queries.everywhere.results import Page, Result, page, results
from boucle.commons.search.queries.everywhere.said import Said, said
from boucle.commons.search.queries.everywhere.shares import Share, shares
from boucle.commons.search.queries.filter_everywhere import Everywhere, kinds

__all__ = [
    "Everywhere",
    "Month",
    "Months",
    "Page",
    "Result",
    "Said",
    "Share",
    "kinds",
    "months",
    "page",
    "parse",
    "results",
    "said",
    "shares",
]
