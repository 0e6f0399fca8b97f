"""A page of a list, everything in it, and how much that is: the same rows in the same order for every format."""

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from boucle.commons.search import engine
from boucle.commons.search.enums import Sort
from boucle.commons.search.queries import near, projection, walk, words
from boucle.commons.search.queries.asked import Asked
from boucle.commons.search.queries.cursor import Cursor, write
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.found import COUNTED, Found, beside
from boucle.commons.search.queries.projection import Row

CHUNK = 500


@dataclass(frozen=True)
class Page:
    """`next` and `previous` are addresses (`?…`), empty where there is nothing more; `total` stops at 1,000, by words
    at 300."""

    filter: Filter
    ids: list[int]  # of the contributions, in the order of the list
    total: int
    is_more: bool  # there are more than `total`
    is_close: bool  # by words: some rows do not say all of them
    next: str
    previous: str

    @cached_property
    def rows(self) -> list[Row]:
        """Those of them that are public at this moment: read when somebody asks for them, as exports read their own."""
        return projection.of(self.filter.kind).rows(self.ids, self.filter.point)


@dataclass(frozen=True)
class Taken:
    found: list[Found]  # in the order of the list
    is_more: bool  # beyond, in the direction that was asked
    total: int | None  # when finding them gave it
    is_close: bool = False
    groups: tuple[engine.Group, ...] = ()
    stop: Found | None = None  # a long walk ended here, before the page was full

    @property
    def goes_on(self) -> bool:
        return self.is_more or self.stop is not None


def page(asked: Filter) -> Page:
    """One page: two queries, whatever the size of the list, and one more for its rows."""
    taken = take(asked, asked.after, asked.size)
    counted = count(asked) if taken.total is None else taken.total
    most = words.FIRST_READ if asked.q else COUNTED
    ids = [row.id for row in taken.found]
    return Page(asked, ids, min(counted, most), counted > most, taken.is_close, *links(asked, taken))


def links(asked: Asked, taken: Taken) -> tuple[str, str]:
    """The addresses of the next page and of the previous one."""
    after = asked.after
    is_back = after is not None and after.is_back
    return (
        link(asked, taken, is_back=False) if is_back or taken.goes_on else "",
        link(asked, taken, is_back=True) if (taken.goes_on if is_back else after) else "",
    )


def link(asked: Asked, taken: Taken, *, is_back: bool) -> str:
    """The address of the page beside this one; of the first page, when this one is empty."""
    is_onward = asked.after is None or asked.after.is_back == is_back
    edge = taken.stop if taken.stop and is_onward else None
    if edge is None and not taken.found:
        return asked.to_query(apres="")
    edge = edge or taken.found[0 if is_back else -1]
    groups = taken.groups if asked.sort == Sort.RELEVANCE else ()
    return asked.to_query(apres=write(Cursor(asked.sort, edge.key, edge.id, is_back, groups)))


def take(asked: Asked, after: Cursor | None, number: int) -> Taken:
    """The rows beside a cursor, by the strategy that the filter calls for."""
    if asked.q:
        return cut(words.find(asked, after), after, number)
    if asked.sort == Sort.DISTANCE:
        assert isinstance(asked, Filter), "only the list of one kind is sorted by distance"
        return ordered(near.take(asked, after, number + 1), after, number)
    walked = walk.take(asked, after, number + 1)
    return dataclasses.replace(ordered(walked.rows, after, number, walked.total), stop=walked.stop)


def cut(matches: words.Matches, after: Cursor | None, number: int) -> Taken:
    """The rows beside a cursor, out of all those that match."""
    found = beside(matches.rows, after, number + 1)
    return ordered(found, after, number, matches.total, matches.is_close, matches.groups)


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


def count(asked: Asked) -> int:
    """How many rows fit, up to 1,001."""
    return words.find(asked).total if asked.q else walk.count(asked)


def rows(asked: Filter) -> Iterator[Row]:
    """Every row of the list in its order, a few hundred in memory at a time."""
    after: Cursor | None = None
    while True:
        taken = take(asked, after, CHUNK)
        yield from projection.of(asked.kind).rows([row.id for row in taken.found], asked.point)
        if not taken.goes_on:
            return
        last = taken.stop or taken.found[-1]
        after = Cursor(asked.sort, last.key, last.id, False, taken.groups)


def page_rows(asked: Filter, limit: int) -> list[Row]:
    """The first rows of a list, and nothing else: two queries."""
    found = take(asked, None, limit).found
    return projection.of(asked.kind).rows([row.id for row in found], asked.point)
