"""Freshest first: one range of a shelf, walked in its own order; or, where the area is small, its few rows sorted."""

from boucle.commons.search.queries import conditions
from boucle.commons.search.queries.conditions import Conditions
from boucle.commons.search.queries.cursor import Cursor
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.found import COUNTED, Found, beside, fetch

FEW = 2000  # rows of an area that are read and sorted; where there are more, a walk soon meets enough of them
READ_TO_COUNT = 4 * COUNTED


def take(asked: Filter, after: Cursor | None, number: int) -> list[Found]:
    """The next `number` rows, in the direction of the cursor."""
    ranges = conditions.area_ranges(asked)
    if ranges is not None:
        few = within(asked, ranges, FEW + 1)
        if len(few) <= FEW:
            return beside(few, after, number)
    return along(asked, after, number)


def along(asked: Filter, after: Cursor | None, number: int) -> list[Found]:
    """Walks the shelf until enough rows fit."""
    fixed = conditions.address(asked).join(conditions.narrowed(asked))
    is_back = after is not None and after.is_back
    mark = Found(after.key, after.id) if after else None
    taken: list[Found] = []
    while len(taken) < number:
        step = 2 * number if asked.distance else number - len(taken)
        read = fetch(*statement(fixed, mark, is_back, step))
        taken += [Found(rank, id_) for rank, id_, tile in read if conditions.accepts(asked, tile)]
        if len(read) < step:
            break
        mark = Found(*read[-1][:2])
    return taken[:number]


def statement(fixed: Conditions, mark: Found | None, is_back: bool, limit: int) -> tuple[str, list[int]]:
    sign, way = (">", "ASC") if is_back else ("<", "DESC")
    where = fixed
    if mark is not None:
        where = fixed.join(Conditions().add(f"(s.rank, s.contribution_id) {sign} (%s, %s)", *mark))
    sql = (
        f"SELECT s.rank, s.contribution_id, s.tile FROM search_shelf s WHERE {where.sql}"
        f" ORDER BY s.rank {way}, s.contribution_id {way} LIMIT {limit}"
    )
    return sql, where.parameters


def within(asked: Filter, ranges: Conditions, limit: int) -> list[Found]:
    """The rows of an area, in no order, at most `limit` of them."""
    where = conditions.address(asked).join(ranges).join(conditions.narrowed(asked))
    sql = f"SELECT s.rank, s.contribution_id, s.tile FROM search_shelf s WHERE {where.sql} LIMIT {limit}"
    read = fetch(sql, where.parameters)
    kept = [Found(rank, id_) for rank, id_, tile in read if conditions.accepts(asked, tile)]
    return kept if len(read) < limit else kept + [Found(0, 0)] * (limit - len(kept))


def count(asked: Filter) -> int:
    """How many rows fit, up to one more than COUNTED."""
    where = conditions.address(asked).join(conditions.narrowed(asked))
    ranges = conditions.area_ranges(asked)
    if ranges is not None:
        where = where.join(ranges)
    if asked.distance is None:
        inner = f"SELECT 1 FROM search_shelf s WHERE {where.sql} LIMIT {COUNTED + 1}"
        return int(fetch(f"SELECT count(*) FROM ({inner}) capped", where.parameters)[0][0])
    sql = f"SELECT s.tile FROM search_shelf s WHERE {where.sql} LIMIT {READ_TO_COUNT}"
    fitting = sum(conditions.accepts(asked, tile) for (tile,) in fetch(sql, where.parameters))
    return min(fitting, COUNTED + 1)
