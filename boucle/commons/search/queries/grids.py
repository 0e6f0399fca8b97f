"""The map: the same rows as the list, gathered in the cells of a grid."""

from dataclasses import dataclass

from boucle.commons.search import engine
from boucle.commons.search.queries import conditions, projection, words
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.found import fetch
from boucle.commons.search.queries.projection import Row
from boucle.foundation.core import tiles
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory

MOST_CELLS = 256
CELL_PIXELS = 64  # of a web map, whose tiles are 256 wide
COUNTED = 1000  # in one cell
MARGIN = 0.03  # degrees around the middles of the outermost communes


@dataclass(frozen=True)
class Cluster:
    """A cell of the grid: where its rows are (the middle of them), how many, and the row itself when it is alone."""

    lat: float
    lon: float
    count: int  # up to 1,000
    is_more: bool
    box: tiles.Box  # to zoom into
    row: Row | None


def clusters(asked: Filter, zoom: int | None = None, box: tiles.Box | None = None) -> list[Cluster]:
    """The cells that hold rows, by cell. The box is the filter's own, else the one given, else the territory's; the
    grid follows the zoom, and is coarser when the box would hold more than 256 cells."""
    seen = asked.box or box or territory_box(asked.narrowest)
    if seen is None:
        return []
    bits = engine.cell_bits(seen, MOST_CELLS)
    if zoom is not None:
        bits = max(bits, 2 * max(0, tiles.ZOOM - zoom - 2))
    within = asked.changed(box=seen, after=None)
    counted = by_words(within, bits) if asked.q else by_shelf(within, bits, seen)
    alone = [one for _, number, _, _, one in counted if number == 1][:MOST_CELLS]
    known = {row.id: row for row in projection.of(asked.kind).rows(alone, asked.point)}
    return [cluster(cell, bits, number, first, last, known.get(one)) for cell, number, first, last, one in counted]


def territory_box(territory: Territory) -> tiles.Box | None:
    """The box of its border, else that of its communes' borders or middles, else the circle of its size."""
    drawn = territories.outline_box([territory])
    if drawn is not None:
        return drawn
    if territory.level == Level.COMMUNE and territory.lat is not None and territory.lon is not None:
        return tiles.around(territory.lat, territory.lon, (territory.radius or 2000) * 2)
    return territories.members_box(territory, MARGIN)


Cell = tuple[int, int, int, int, int]  # cell, rows, least tile, greatest tile, a row


def by_shelf(asked: Filter, bits: int, box: tiles.Box) -> list[Cell]:
    """Counts cell by cell, each up to COUNTED + 1: at most 256 short ranges of the index, at any size."""
    cells = grid(box, bits)
    where = conditions.address(asked).join(conditions.narrowed(asked))
    within = f"FROM search_shelf s WHERE {where.sql} AND s.tile BETWEEN g.first AND g.last"
    kept = conditions.extras(asked)
    here = within
    if kept.pieces:  # however few the filters of the kind keep, no cell reads more than it may count
        here = f"FROM (SELECT s.tile, s.contribution_id {within} LIMIT {COUNTED + 1}) s WHERE {kept.sql}"
    values = ",".join(["(%s, %s, %s)"] * len(cells))
    sql = (
        f"WITH g(cell, first, last) AS (VALUES {values}) SELECT g.cell,"
        f" (SELECT count(*) FROM (SELECT 1 {here} LIMIT {COUNTED + 1}) capped),"
        f" (SELECT s.tile {here} ORDER BY s.tile LIMIT 1),"
        f" (SELECT s.tile {here} ORDER BY s.tile DESC LIMIT 1),"
        f" (SELECT s.contribution_id {here} ORDER BY s.tile LIMIT 1) FROM g ORDER BY g.cell"
    )
    bounds = [bound for cell in cells for bound in (cell, cell << bits, (cell << bits) + (1 << bits) - 1)]
    return [row for row in fetch(sql, [*bounds, *[*where.parameters, *kept.parameters] * 4]) if row[1]]


def grid(box: tiles.Box, bits: int) -> list[int]:
    left, top = tiles.column_row(box.north, box.west)
    right, bottom = tiles.column_row(box.south, box.east)
    shift = bits // 2
    columns, lines = range(left >> shift, (right >> shift) + 1), range(top >> shift, (bottom >> shift) + 1)
    return sorted(tiles.join(column, line) for column in columns for line in lines)


def by_words(asked: Filter, bits: int) -> list[Cell]:
    """The same over the rows that match words, which are at most a thousand."""
    found: dict[int, list[tuple[int, int]]] = {}
    for match in words.located(asked):
        found.setdefault(match.tile >> bits, []).append((match.tile, match.id))
    return [
        (cell, len(rows), min(tile for tile, _ in rows), max(tile for tile, _ in rows), min(id_ for _, id_ in rows))
        for cell, rows in sorted(found.items())
    ]


def cluster(cell: int, bits: int, number: int, least: int, greatest: int, row: Row | None) -> Cluster:
    """Placed between its first and last tile, which keeps it inside its cell."""
    here, there = engine.tile_place(least), engine.tile_place(greatest)
    assert here is not None and there is not None
    shift = bits // 2
    column, line = tiles.split(cell)
    return Cluster(
        (here[0] + there[0]) / 2,
        (here[1] + there[1]) / 2,
        min(number, COUNTED),
        number > COUNTED,
        tiles.tile_box(tiles.ZOOM - shift, column, line),
        row,
    )
