"""When: the rows of a search month by month, the newest months first to be counted."""

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from boucle.commons.search.enums import Sort
from boucle.commons.search.queries import conditions, walk
from boucle.commons.search.queries.everywhere.said import Said
from boucle.commons.search.queries.filter_everywhere import Everywhere, midnight
from boucle.commons.search.queries.found import COUNTED, fetch
from boucle.foundation.core import clock

MOST = 24  # months shown


@dataclass(frozen=True)
class Month:
    first: date  # its first day
    last: date
    count: int
    is_more: bool  # there are more than `count`
    url: str  # of the same search, narrowed to it; empty where nothing stands


@dataclass(frozen=True)
class Months:
    """Consecutive months, oldest first, none that nothing precedes or follows."""

    rows: list[Month]
    has_older: bool  # rows stand before the first month


def months(asked: Everywhere, said: Said | None) -> Months:
    """The rows of a search by the month of their last check, over 24 months at most. By words, and in a circle, of the
    thousand newest rows. `said`: those that say the words, where it asks for some."""
    assert asked.sort == Sort.FRESHNESS, "the months are those of ranks, which rows by relevance do not have"
    every = asked.changed(after=None)
    if is_plain(every):
        edges = [edge(every, way) for way in ("ASC", "DESC")]
        starts = firsts(*(day(rank) for rank in edges if rank is not None))
        counts = counted(every, starts[-MOST:]) if starts else []
        return shown(asked, starts, counts)
    ranks = sorted(read(every, said))
    starts = firsts(day(ranks[0]), day(ranks[-1])) if ranks else []
    places = [conditions.milliseconds(midnight(first)) for first in starts]
    counts = [0] * len(starts)
    for rank in ranks:
        counts[bisect_right(places, rank) - 1] += 1
    return shown(asked, starts, counts[-MOST:])


def is_plain(every: Everywhere) -> bool:
    """Whether the index alone tells which rows fit."""
    return not every.q and not every.extras and conditions.area_ranges(every) is None


def read(every: Everywhere, said: Said | None) -> list[int]:
    """The ranks of the newest rows that fit."""
    rows = walk.take(every, None, COUNTED).rows if said is None else said.own.rows
    return [row.key for row in rows]


def edge(every: Everywhere, way: str) -> int | None:
    """The rank of the oldest row, or of the newest one: the end of a range of the index."""
    found = fetch(*walk.statement(every, ">", way, None, 1))
    return int(found[0][0]) if found else None


def counted(every: Everywhere, starts: Sequence[date]) -> list[int]:
    """Rows of each month, each up to COUNTED + 1, in one query."""
    bounds = [conditions.milliseconds(midnight(first)) for first in [*starts, after(starts[-1])]]
    values = ",".join(f"({first},{last})" for first, last in itertools.pairwise(bounds))
    where = conditions.address(every).join(conditions.age(every))
    one = (
        f"SELECT 1 FROM search_shelf s WHERE {where.sql} AND s.rank >= m.first AND s.rank < m.last LIMIT {COUNTED + 1}"
    )
    sql = (
        f"WITH m(first, last) AS (VALUES {values}) SELECT (SELECT count(*) FROM ({one}) capped) FROM m ORDER BY m.first"
    )
    return [int(number) for (number,) in fetch(sql, where.parameters)]


def shown(asked: Everywhere, starts: Sequence[date], counts: Sequence[int]) -> Months:
    kept = starts[-MOST:]
    rows = [month(asked, first, number) for first, number in zip(kept, counts, strict=True)]
    return Months(rows, len(starts) > MOST)


def month(asked: Everywhere, first: date, number: int) -> Month:
    last = after(first) - timedelta(days=1)
    begins, ends = max(first, asked.first or first), min(last, asked.last or last)
    url = asked.to_query(du=begins.isoformat(), au=ends.isoformat(), apres="") if number else ""
    return Month(first, last, min(number, COUNTED), number > COUNTED, url)


def firsts(*days: date) -> list[date]:
    """The first days of the months between two days, both included."""
    return list(between(days[0].replace(day=1), days[-1])) if days else []


def between(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = after(first)


def after(first: date) -> date:
    """The first day of the next month."""
    return (first + timedelta(days=32)).replace(day=1)


def day(rank: int) -> date:
    """The day of a rank, where the platform lives."""
    return timezone.localtime(clock.at_milliseconds(rank)).date()
