"""The map that the server draws: borders, groups, and the numbered pins of the list beside it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from boucle.commons.maps.queries import ground
from boucle.commons.maps.queries.ground import Point, Town
from boucle.commons.search import queries as search
from boucle.foundation.core import tiles
from boucle.foundation.territories.engine import outlines
from boucle.foundation.territories.models import Territory

WIDTH, HEIGHT = 440, 560
SMALL_WIDTH, SMALL_HEIGHT = 300, 170
NEAR = 1200  # metres around the pin of a fiche
APART = 25  # units between two pins
EDGE = 30  # units: the largest disc stays whole


@dataclass(frozen=True)
class Pin:
    number: int
    x: float
    y: float
    title: str
    target: str

    @property
    def y_text(self) -> float:
        """The middle of the drop's head, whose tip is the point."""
        return round(self.y - 17, 1)


@dataclass(frozen=True)
class Group:
    count: int
    words: str  # `38`, `1000+`
    x: float
    y: float
    radius: int
    url: str

    @property
    def text_y(self) -> float:
        return round(self.y + 5, 1)


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    borders: list[str]
    pins: list[Pin] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    towns: list[Town] = field(default_factory=list)
    here: Point | None = None
    box: str = ""  # what it shows, in degrees: west, south, east, north


def of_page(page: search.Page, start: int = 1, *, by_commune: bool = False) -> Drawing | None:
    """The rows of a page with their numbers, the others in groups; None when nothing says where to look. `by_commune`:
    a row without a point stands in the middle of its commune, rather than on the list only."""
    asked = page.filter
    points = [where(row, by_commune=by_commune) for row in page.rows]
    box = box_of(asked, points)
    if box is None:
        return None
    view = outlines.frame(box, WIDTH, HEIGHT)
    pins = place_pins(page.rows, points, view, start)
    groups = place_groups(asked, page.rows, box, view)
    here = first(ground.place(view, [asked.point])) if asked.point else None
    communes = ground.communes_of(asked.territory)
    return Drawing(
        WIDTH, HEIGHT, ground.borders(communes, box, WIDTH, HEIGHT), pins, groups, ground.towns(communes, view), here
    )


def where(row: search.Row, *, by_commune: bool) -> tuple[float | None, float | None]:
    if row.lat is not None or not by_commune:
        return row.lat, row.lon
    return row.contribution.territory.lat, row.contribution.territory.lon


def box_of(asked: search.Filter, points: Sequence[tuple[float | None, float | None]]) -> tiles.Box | None:
    """What the map shows: the area asked for, the circle asked for, else the territory."""
    if asked.box is not None:
        return asked.box
    if asked.point is not None and asked.distance:
        return tiles.around(*asked.point, asked.distance * 1000)
    known = [(lat, lon) for lat, lon in points if lat is not None and lon is not None]
    whole = search.territory_box(asked.narrowest)
    if asked.point is not None and known:
        return ground.around_all([*known, asked.point])
    return whole or (ground.around_all(known) if known else None)


def first(points: Sequence[Point]) -> Point | None:
    return points[0] if points else None


def inside(view: outlines.Frame, x: float, y: float) -> bool:
    return 0 <= x <= view.width and 0 <= y <= view.height


def place_pins(
    rows: Iterable[search.Row],
    points: Iterable[tuple[float | None, float | None]],
    view: outlines.Frame,
    start: int,
) -> list[Pin]:
    """A pin for each row that has a point in the frame; pins that would hide each other stand side by side."""
    pins: list[Pin] = []
    for number, (row, (lat, lon)) in enumerate(zip(rows, points, strict=True), start):
        if lat is None or lon is None:
            continue
        x, y = ground.place(view, [(lat, lon)])[0]
        if not inside(view, x, y):
            continue
        x, y = min(max(x, 14), view.width - 14), min(max(y, 30), view.height - 4)
        while any(abs(x - other.x) < APART and abs(y - other.y) < APART for other in pins):
            x, y = (x + APART, y) if x + APART < view.width - 14 else (14, y - APART)
        pins.append(Pin(number, round(x, 1), round(y, 1), row.title, f"#f{number}"))
    return pins


def place_groups(asked: search.Filter, rows: Sequence[search.Row], box: tiles.Box, view: outlines.Frame) -> list[Group]:
    """What the page does not show, gathered in cells about as wide as a thumb."""
    zoom = zoom_of(box)
    groups: list[Group] = []
    for cluster in search.clusters(asked, zoom, box):
        shown = sum(holds(cluster.box, row.lat, row.lon) for row in rows)
        count = cluster.count - shown
        x, y = ground.place(view, [(cluster.lat, cluster.lon)])[0]
        if count > 0 and inside(view, x, y):
            words = f"{count}+" if cluster.is_more else str(count)
            url = asked.to_query(zone=zone(cluster.box))
            x, y = min(max(x, EDGE), view.width - EDGE), min(max(y, EDGE), view.height - EDGE)
            groups.append(Group(count, words, x, y, 13 + min(13, round(3 * math.log2(count + 1))), url))
    return groups


def zoom_of(box: tiles.Box) -> int:
    """The web map's zoom at which cells are a quarter of the drawing wide: few groups, none over another."""
    return max(0, -1 + round(math.log2(WIDTH * 360 / max(box.east - box.west, 1e-6) / 256)))


def holds(box: tiles.Box, lat: float | None, lon: float | None) -> bool:
    return lat is not None and lon is not None and box.south <= lat < box.north and box.west <= lon < box.east


def zone(box: tiles.Box) -> str:
    return ",".join(f"{side:.5f}" for side in (box.west, box.south, box.east, box.north))


def of_point(territory: Territory, lat: float | None, lon: float | None, title: str) -> Drawing | None:
    """The small map of a fiche: its pin in its commune, or the commune alone."""
    has_point = lat is not None and lon is not None
    box = tiles.around(lat, lon, NEAR) if lat is not None and lon is not None else search.territory_box(territory)
    if box is None:
        return None
    view = outlines.frame(box, SMALL_WIDTH, SMALL_HEIGHT)
    pins = [Pin(0, SMALL_WIDTH / 2, SMALL_HEIGHT / 2, title, "")] if has_point else []
    drawn = ground.borders([territory], box, SMALL_WIDTH, SMALL_HEIGHT)
    if not drawn and not pins:
        return None
    return Drawing(SMALL_WIDTH, SMALL_HEIGHT, drawn, pins, towns=ground.towns([territory], view))
