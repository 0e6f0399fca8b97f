"""Freshest first: one range of a shelf, walked in its own order; or, where the area is small, its few rows sorted."""

from typing import Any, NamedTuple

from boucle.commons.search.queries import conditions
from boucle.commons.search.queries.conditions import Conditions
from boucle.commons.search.queries.cursor import Cursor
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.found import COUNTED, Found, beside, fetch

FEW = 2000  # rows of an area that are read and sorted; where there are more, a walk soon meets enough of them
FIRST_STEP, WIDER, LONGEST_STEP = 64, 4, 4000  # rows read at once while a filter keeps few of them
MOST_WALKED = 20_000  # rows; then the page ends where it is, and the next one goes on from there
READ_TO_COUNT = 4 * COUNTED
COLUMNS = "s.rank, s.contribution_id, s.tile"


class Walked(NamedTuple):
    rows: list[Found]
    stop: Found | None = None  # where a walk that met too few rows left off
    total: int | None = None  # of all rows that fit, where reading them told it


def take(asked: Filter, after: Cursor | None, number: int) -> Walked:
    """The next `number` rows, in the direction of the cursor."""
    ranges = conditions.area_ranges(asked)
    few = None
    if ranges is not None and not is_crowded(asked, ranges):
        few = (chosen if is_plain(asked) else sifted)(asked, ranges, after, number)
    return few or along(asked, after, number)


def is_crowded(asked: Filter, ranges: conditions.Ranges) -> bool:
    """Whether the widest range of an area alone holds too many rows to sort: one seek tells it."""
    first, last = max(ranges, key=lambda each: each[1] - each[0])
    where = conditions.address(asked).add("s.tile BETWEEN %s AND %s", first, last)
    sql = f"SELECT 1 FROM search_shelf s WHERE {where.sql} LIMIT 1 OFFSET {FEW}"
    return bool(fetch(sql, where.parameters))


def is_plain(asked: Filter) -> bool:
    """Whether the database alone can tell which rows fit."""
    return asked.distance is None and not asked.extras


def along(asked: Filter, after: Cursor | None, number: int) -> Walked:
    """Walks the shelf until enough rows fit."""
    fixed = conditions.address(asked).join(conditions.narrowed(asked))
    accepts = conditions.accepts(asked)
    sign, way, mark = beyond(after)
    taken: list[Found] = []
    walked, step = 0, number if is_plain(asked) else max(number, FIRST_STEP)
    while walked < MOST_WALKED:
        inner = statement(fixed, sign, way, mark, step)
        read = fetch(*conditions.fitting(asked, *inner, COLUMNS))
        taken += [Found(rank, id_) for rank, id_, tile, fits in read if fits and accepts(tile)]
        if len(taken) >= number or len(read) < step:
            return Walked(taken[:number])
        mark = Found(*read[-1][:2])
        walked, step = walked + step, min(step * WIDER, LONGEST_STEP)
    return Walked(taken, mark)


def beyond(after: Cursor | None) -> tuple[str, str, Found | None]:
    """How rows are compared with a cursor's mark, in which order they come, and the mark."""
    sign, way = (">", "ASC") if after is not None and after.is_back else ("<", "DESC")
    return sign, way, Found(after.key, after.id) if after else None


def statement(fixed: Conditions, sign: str, way: str, mark: Found | None, limit: int) -> tuple[str, list[int]]:
    where = fixed
    if mark is not None:
        where = fixed.join(Conditions().add(f"(s.rank, s.contribution_id) {sign} (%s, %s)", *mark))
    sql = (
        f"SELECT {COLUMNS} FROM search_shelf s WHERE {where.sql}"
        f" ORDER BY s.rank {way}, s.contribution_id {way} LIMIT {limit}"
    )
    return sql, where.parameters


def within(asked: Filter, ranges: conditions.Ranges) -> tuple[str, list[Any]]:
    """The rows of an area, in no order, one more than FEW at most."""
    tables, condition = conditions.over(ranges)
    where = conditions.address(asked).add(condition).join(conditions.narrowed(asked))
    return f"SELECT {COLUMNS} FROM {tables} WHERE {where.sql} LIMIT {FEW + 1}", where.parameters


def chosen(asked: Filter, ranges: conditions.Ranges, after: Cursor | None, number: int) -> Walked | None:
    """A page of an area, sorted and counted by the database; None when its rows are too many to sort."""
    inner, parameters = within(asked, ranges)
    sign, way, mark = beyond(after)
    where, beside_mark = (f"WHERE (rank, contribution_id) {sign} (%s, %s)", list(mark)) if mark else ("", [])
    read = fetch(
        f"SELECT rank, contribution_id, every FROM (SELECT s.*, count(*) OVER () AS every FROM ({inner}) s) s {where}"
        f" ORDER BY rank {way}, contribution_id {way} LIMIT {number}",
        [*parameters, *beside_mark],
    )
    if read and read[0][2] > FEW:
        return None
    total = read[0][2] if read else 0 if mark is None else None
    return Walked([Found(rank, id_) for rank, id_, _ in read], total=total)


def sifted(asked: Filter, ranges: conditions.Ranges, after: Cursor | None, number: int) -> Walked | None:
    """A page of an area whose rows are looked at one by one; None when they are too many."""
    read = fetch(*conditions.fitting(asked, *within(asked, ranges), COLUMNS))
    if len(read) > FEW:
        return None
    accepts = conditions.accepts(asked)
    kept = [Found(rank, id_) for rank, id_, tile, fits in read if fits and accepts(tile)]
    return Walked(beside(kept, after, number), total=len(kept))


def count(asked: Filter) -> int:
    """How many rows fit, up to one more than COUNTED; as many, when there were too many to look at each."""
    where = conditions.address(asked).join(conditions.narrowed(asked))
    tables, ranges = "search_shelf s", conditions.area_ranges(asked)
    if ranges is not None:
        tables, condition = conditions.over(ranges)
        where = where.add(condition)
    if is_plain(asked):
        inner = f"SELECT 1 FROM {tables} WHERE {where.sql} LIMIT {COUNTED + 1}"
        return int(fetch(f"SELECT count(*) FROM ({inner}) capped", where.parameters)[0][0])
    inner = f"SELECT s.contribution_id, s.tile FROM {tables} WHERE {where.sql} LIMIT {READ_TO_COUNT}"
    read = fetch(*conditions.fitting(asked, inner, where.parameters, "s.tile"))
    accepts = conditions.accepts(asked)
    kept = sum(bool(fits) and accepts(tile) for tile, fits in read)
    return COUNTED + 1 if len(read) == READ_TO_COUNT and kept else min(kept, COUNTED + 1)
