"""A page of a list, everything in it, and how much that is: the same rows in the same order for every format."""

from collections.abc import Iterator
from dataclasses import dataclass

from boucle.commons.search import engine
from boucle.commons.search.enums import Sort
from boucle.commons.search.queries import near, projection, walk, words
from boucle.commons.search.queries.cursor import Cursor, write
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.found import COUNTED, Found, beside
from boucle.commons.search.queries.projection import Row

CHUNK = 500


@dataclass(frozen=True)
class Page:
    """`next` and `previous` are addresses (`?…`), empty where there is nothing more; `total` stops at 1,000."""

    filter: Filter
    rows: list[Row]
    total: int
    is_more: bool  # there are more than `total`
    is_close: bool  # by words: some rows do not say all of them
    next: str
    previous: str


@dataclass(frozen=True)
class Taken:
    found: list[Found]  # in the order of the list
    is_more: bool  # beyond, in the direction that was asked
    total: int | None  # when finding them gave it
    is_close: bool = False
    groups: tuple[engine.Group, ...] = ()


def page(asked: Filter) -> Page:
    """One page: three queries, whatever the size of the list."""
    after = asked.after
    taken = take(asked, after, asked.size)
    counted = count(asked) if taken.total is None else taken.total
    shown = projection.of(asked.kind).rows([row.id for row in taken.found], asked.point)
    is_back = after is not None and after.is_back
    return Page(
        asked,
        shown,
        min(counted, COUNTED),
        counted > COUNTED,
        taken.is_close,
        next=link(asked, taken, is_back=False) if is_back or taken.is_more else "",
        previous=link(asked, taken, is_back=True) if (taken.is_more if is_back else after) else "",
    )


def link(asked: Filter, taken: Taken, *, is_back: bool) -> str:
    """The address of the page beside this one; of the first page, when this one is empty."""
    if not taken.found:
        return asked.to_query(apres="")
    edge = taken.found[0 if is_back else -1]
    groups = taken.groups if asked.sort == Sort.RELEVANCE else ()
    return asked.to_query(apres=write(Cursor(asked.sort, edge.key, edge.id, is_back, groups)))


def take(asked: Filter, after: Cursor | None, number: int) -> Taken:
    """The rows beside a cursor, by the strategy that the filter calls for."""
    if asked.q:
        matches = words.find(asked, after)
        found = beside(matches.rows, after, number + 1)
        return ordered(found, after, number, matches.total, matches.is_close, matches.groups)
    strategy = near if asked.sort == Sort.DISTANCE else walk
    return ordered(strategy.take(asked, after, number + 1), after, number)


def ordered(
    found: list[Found],
    after: Cursor | None,
    number: int,
    total: int | None = None,
    is_close: bool = False,
    groups: tuple[engine.Group, ...] = (),
) -> Taken:
    kept = found[:number]
    if after is not None and after.is_back:
        kept.reverse()
    return Taken(kept, len(found) > number, total, is_close, groups)


def count(asked: Filter) -> int:
    """How many rows fit, up to 1,001."""
    return words.find(asked).total if asked.q else walk.count(asked)


def rows(asked: Filter) -> Iterator[Row]:
    """Every row of the list in its order, a few hundred in memory at a time."""
    after: Cursor | None = None
    while True:
        taken = take(asked, after, CHUNK)
        yield from projection.of(asked.kind).rows([row.id for row in taken.found], asked.point)
        if not taken.is_more:
            return
        last = taken.found[-1]
        after = Cursor(asked.sort, last.key, last.id, False, taken.groups)


def page_rows(asked: Filter, limit: int) -> list[Row]:
    """The first rows of a list, and nothing else: two queries."""
    found = take(asked, None, limit).found
    return projection.of(asked.kind).rows([row.id for row in found], asked.point)
