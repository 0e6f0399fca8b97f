"""Freshest first: one range of a shelf, walked in its own order; or, where the area is small, its few rows sorted."""

from typing import Any, NamedTuple

from boucle.commons.search.queries import conditions
from boucle.commons.search.queries.asked import Asked
from boucle.commons.search.queries.conditions import Conditions
from boucle.commons.search.queries.cursor import Cursor
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


def take(asked: Asked, after: Cursor | None, number: int) -> Walked:
    """The next `number` rows, in the direction of the cursor."""
    ranges = conditions.area_ranges(asked)
    few = None
    if ranges is not None and not is_crowded(asked, ranges):
        few = (chosen if is_plain(asked) else sifted)(asked, ranges, after, number)
    return few or along(asked, after, number)


def is_crowded(asked: Asked, ranges: conditions.Ranges) -> bool:
    """Whether the widest range of an area alone holds too many rows to sort: one seek tells it."""
    first, last = max(ranges, key=lambda each: each[1] - each[0])
    where = conditions.address(asked).add("s.tile BETWEEN %s AND %s", first, last)
    sql = f"SELECT 1 FROM search_shelf s WHERE {where.sql} LIMIT 1 OFFSET {FEW}"
    return bool(fetch(sql, where.parameters))


def is_plain(asked: Asked) -> bool:
    """Whether the database alone can tell which rows fit."""
    return asked.distance is None and not asked.extras


def along(asked: Asked, after: Cursor | None, number: int) -> Walked:
    """Walks the shelf until enough rows fit."""
    accepts = conditions.accepts(asked)
    sign, way, mark = beyond(after)
    taken: list[Found] = []
    walked, step = 0, number if is_plain(asked) else max(number, FIRST_STEP)
    while walked < MOST_WALKED:
        inner = statement(asked, sign, way, mark, step)
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


def statement(asked: Asked, sign: str, way: str, mark: Found | None, limit: int) -> tuple[str, list[Any]]:
    """The first rows beside a mark. A lane is a range of the index: of several, the first rows of each are merged."""
    where = Conditions().add("s.territory_id = %s AND s.theme_id = %s", *conditions.shelf(asked))
    where = where.join(conditions.narrowed(asked))
    if mark is not None:
        where.add(f"(s.rank, s.contribution_id) {sign} (%s, %s)", *mark)
    order = f"ORDER BY s.rank {way}, s.contribution_id {way} LIMIT {limit}"
    one = f"SELECT {COLUMNS} FROM search_shelf s WHERE s.lane = %s AND {where.sql} {order}"
    parameters = [value for lane in asked.lanes for value in (lane, *where.parameters)]
    if len(asked.lanes) == 1:
        return one, parameters
    several = " UNION ALL ".join([f"SELECT * FROM ({one}) one"] * len(asked.lanes))
    return f"SELECT {COLUMNS} FROM ({several}) s {order}", parameters


def within(asked: Asked, ranges: conditions.Ranges) -> tuple[str, list[Any]]:
    """The rows of an area, in no order, one more than FEW at most."""
    tables, condition = conditions.over(ranges)
    where = conditions.address(asked).add(condition).join(conditions.narrowed(asked))
    return f"SELECT {COLUMNS} FROM {tables} WHERE {where.sql} LIMIT {FEW + 1}", where.parameters


def chosen(asked: Asked, ranges: conditions.Ranges, after: Cursor | None, number: int) -> Walked | None:
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


def sifted(asked: Asked, ranges: conditions.Ranges, after: Cursor | None, number: int) -> Walked | None:
    """A page of an area whose rows are looked at one by one; None when they are too many."""
    read = fetch(*conditions.fitting(asked, *within(asked, ranges), COLUMNS))
    if len(read) > FEW:
        return None
    accepts = conditions.accepts(asked)
    kept = [Found(rank, id_) for rank, id_, tile, fits in read if fits and accepts(tile)]
    return Walked(beside(kept, after, number), total=len(kept))


def count(asked: Asked) -> int:
    """How many rows fit, up to one more than COUNTED; as many, when there were too many to look at each."""
    if is_plain(asked):
        inner, parameters = to_count(asked, "1", COUNTED + 1)
        return int(fetch(f"SELECT count(*) FROM ({inner}) capped", parameters)[0][0])
    inner, parameters = to_count(asked)
    read = fetch(*conditions.fitting(asked, inner, parameters, "s.tile"))
    accepts = conditions.accepts(asked)
    kept = sum(bool(fits) and accepts(tile) for tile, fits in read)
    return COUNTED + 1 if len(read) == READ_TO_COUNT and kept else min(kept, COUNTED + 1)


def to_count(
    asked: Asked, columns: str = "s.contribution_id, s.tile, s.lane", limit: int = READ_TO_COUNT
) -> tuple[str, list[Any]]:
    """The rows that the shelf alone keeps, in no order."""
    where = conditions.address(asked).join(conditions.narrowed(asked))
    tables, ranges = "search_shelf s", conditions.area_ranges(asked)
    if ranges is not None:
        tables, condition = conditions.over(ranges)
        where = where.add(condition)
    return f"SELECT {columns} FROM {tables} WHERE {where.sql} LIMIT {limit}", where.parameters
