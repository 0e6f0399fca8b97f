"""Freshest first: one range of a shelf, walked in its own order; or, where the area is small, its few rows sorted."""

from typing import NamedTuple

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


def take(asked: Filter, after: Cursor | None, number: int) -> Walked:
    """The next `number` rows, in the direction of the cursor."""
    ranges = conditions.area_ranges(asked)
    if ranges is not None:
        few = within(asked, ranges)
        if few is not None:
            return Walked(beside(few, after, number))
    return along(asked, after, number)


def along(asked: Filter, after: Cursor | None, number: int) -> Walked:
    """Walks the shelf until enough rows fit."""
    fixed = conditions.address(asked).join(conditions.narrowed(asked))
    accepts = conditions.accepts(asked)
    is_back = after is not None and after.is_back
    mark = Found(after.key, after.id) if after else None
    taken: list[Found] = []
    walked, step = 0, number if not asked.extras and asked.distance is None else max(number, FIRST_STEP)
    while walked < MOST_WALKED:
        inner = statement(fixed, mark, is_back, step)
        read = fetch(*conditions.fitting(asked, *inner, COLUMNS))
        taken += [Found(rank, id_) for rank, id_, tile, fits in read if fits and accepts(tile)]
        if len(taken) >= number or len(read) < step:
            return Walked(taken[:number])
        mark = Found(*read[-1][:2])
        walked, step = walked + step, min(step * WIDER, LONGEST_STEP)
    return Walked(taken, mark)


def statement(fixed: Conditions, mark: Found | None, is_back: bool, limit: int) -> tuple[str, list[int]]:
    sign, way = (">", "ASC") if is_back else ("<", "DESC")
    where = fixed
    if mark is not None:
        where = fixed.join(Conditions().add(f"(s.rank, s.contribution_id) {sign} (%s, %s)", *mark))
    sql = (
        f"SELECT {COLUMNS} FROM search_shelf s WHERE {where.sql}"
        f" ORDER BY s.rank {way}, s.contribution_id {way} LIMIT {limit}"
    )
    return sql, where.parameters


def within(asked: Filter, ranges: conditions.Ranges) -> list[Found] | None:
    """The rows of an area, in no order; None when they are too many to read."""
    tables, condition = conditions.over(ranges)
    where = conditions.address(asked).add(condition).join(conditions.narrowed(asked))
    inner = f"SELECT {COLUMNS} FROM {tables} WHERE {where.sql} LIMIT {FEW + 1}"
    read = fetch(*conditions.fitting(asked, inner, where.parameters, COLUMNS))
    if len(read) > FEW:
        return None
    accepts = conditions.accepts(asked)
    return [Found(rank, id_) for rank, id_, tile, fits in read if fits and accepts(tile)]


def count(asked: Filter) -> int:
    """How many rows fit, up to one more than COUNTED; as many, when there were too many to look at each."""
    where = conditions.address(asked).join(conditions.narrowed(asked))
    tables, ranges = "search_shelf s", conditions.area_ranges(asked)
    if ranges is not None:
        tables, condition = conditions.over(ranges)
        where = where.add(condition)
    if asked.distance is None and not asked.extras:
        inner = f"SELECT 1 FROM {tables} WHERE {where.sql} LIMIT {COUNTED + 1}"
        return int(fetch(f"SELECT count(*) FROM ({inner}) capped", where.parameters)[0][0])
    inner = f"SELECT s.contribution_id, s.tile FROM {tables} WHERE {where.sql} LIMIT {READ_TO_COUNT}"
    read = fetch(*conditions.fitting(asked, inner, where.parameters, "s.tile"))
    accepts = conditions.accepts(asked)
    kept = sum(bool(fits) and accepts(tile) for tile, fits in read)
    return COUNTED + 1 if len(read) == READ_TO_COUNT and kept else min(kept, COUNTED + 1)
