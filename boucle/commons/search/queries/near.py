"""Nearest first: circles that widen until enough rows are in them."""

from boucle.commons.search import engine
from boucle.commons.search.queries import conditions
from boucle.commons.search.queries.conditions import Conditions
from boucle.commons.search.queries.cursor import Cursor
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.found import Found, beside, fetch
from boucle.foundation.core import tiles

FIRST_RADIUS = 300.0  # metres
WIDER = 3.0  # times
WORLD = 20_100_000.0  # metres: half of a great circle
MOST_READ = 5000  # rows of one circle
MOST_HALVINGS = 12


def take(asked: Filter, after: Cursor | None, number: int) -> list[Found]:
    """The next `number` rows, in the direction of the cursor."""
    assert asked.point is not None, "an order by distance needs a point"
    if after is not None and after.is_back:
        reach = min(-after.key / 10 + 1, WORLD)
        return beside(circle(asked, reach)[0] + nowhere(asked), after, number)
    limit = asked.distance * 1000.0 if asked.distance else WORLD
    too_small, radius = 0.0, max(FIRST_RADIUS, -after.key / 10 if after else 0.0)
    halvings = 0
    while True:
        radius = min(radius, limit)
        rows, is_cut = circle(asked, radius)
        if is_cut and halvings < MOST_HALVINGS:
            halvings += 1
            radius = (too_small + radius) / 2
            continue
        taken = beside(rows, after, number)
        if len(taken) >= number or is_cut:
            return taken
        if radius >= limit:
            return beside(rows + nowhere(asked), after, number)
        too_small = radius
        radius = (radius + limit) / 2 if halvings else radius * WIDER


def circle(asked: Filter, radius: float) -> tuple[list[Found], bool]:
    """The rows in a circle of some metres, and whether there were more of them than are read."""
    assert asked.point is not None
    tables, condition = conditions.over(conditions.ranges(tiles.around(*asked.point, radius), is_exact=False))
    where = conditions.address(asked).add(condition).join(conditions.narrowed(asked))
    inner = f"{SELECT} FROM {tables} WHERE {where.sql} LIMIT {MOST_READ + 1}"
    read = fetch(*conditions.fitting(asked, inner, where.parameters, COLUMNS))
    reach = round(radius * 10)
    measured = (Found(-engine.decimetres(asked.point, tile), id_) for id_, tile, fits in read if fits)
    return [row for row in measured if -row.key <= reach], len(read) > MOST_READ


def nowhere(asked: Filter) -> list[Found]:
    """What has no place is for everybody here, and comes last."""
    if asked.box is not None:
        return []
    where = conditions.address(asked).join(Conditions().add(f"s.tile = {engine.NOWHERE}"))
    where = where.join(conditions.age(asked))
    order = f"ORDER BY s.contribution_id DESC LIMIT {MOST_READ}"
    inner = f"{SELECT} FROM search_shelf s WHERE {where.sql} {order}"
    read = fetch(*conditions.fitting(asked, inner, where.parameters, COLUMNS))
    return [Found(-engine.FARTHEST, id_) for id_, _, fits in read if fits]


COLUMNS = "s.contribution_id, s.tile"
SELECT = f"SELECT {COLUMNS}"
