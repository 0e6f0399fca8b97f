"""The map that the server draws: borders, groups, and the numbered pins of the list beside it."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from boucle.commons.search import queries as search
from boucle.foundation.core import tiles
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.engine import outlines
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory

WIDTH, HEIGHT = 440, 560
SMALL_WIDTH, SMALL_HEIGHT = 300, 170
NEAR = 1200  # metres around the pin of a fiche
APART = 25  # units between two pins
MOST_NAMES = 9
MOST_BORDERS = 80
SLIGHTEST = 0.004  # degrees: a map of one point still shows its street
GROUND = 11_000  # signs of all borders
MARGIN = 0.06

Point = tuple[float, float]


@dataclass(frozen=True)
class Pin:
    number: int
    x: float
    y: float
    title: str
    target: str


@dataclass(frozen=True)
class Group:
    count: int
    words: str  # `38`, `1000+`
    x: float
    y: float
    radius: int
    url: str


@dataclass(frozen=True)
class Town:
    name: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    borders: list[str]
    pins: list[Pin] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    towns: list[Town] = field(default_factory=list)
    here: Point | None = None

    @property
    def alone(self) -> int:
        return len(self.pins)


def of_page(page: search.Page, start: int = 1) -> Drawing | None:
    """The rows of a page with their numbers, the others in groups; None when nothing says where to look."""
    asked = page.filter
    box = box_of(asked, [(row.lat, row.lon) for row in page.rows])
    if box is None:
        return None
    view = outlines.frame(box, WIDTH, HEIGHT)
    pins = place_pins(page.rows, view, start)
    groups = place_groups(asked, page.rows, box, view)
    here = first(place(view, [asked.point])) if asked.point else None
    communes = communes_of(asked.territory)
    return Drawing(WIDTH, HEIGHT, borders(communes, box, WIDTH, HEIGHT), pins, groups, towns(communes, view), here)


def box_of(asked: search.Filter, points: Sequence[tuple[float | None, float | None]]) -> tiles.Box | None:
    """What the map shows: the area asked for, the circle asked for, else the territory."""
    if asked.box is not None:
        return asked.box
    if asked.point is not None and asked.distance:
        return tiles.around(*asked.point, asked.distance * 1000)
    known = [(lat, lon) for lat, lon in points if lat is not None and lon is not None]
    whole = search.territory_box(asked.narrowest)
    if asked.point is not None and known:
        return around_all([*known, asked.point])
    return whole or (around_all(known) if known else None)


def around_all(points: Sequence[Point]) -> tiles.Box:
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    tall = max((max(lats) - min(lats)) * (1 + 4 * MARGIN), SLIGHTEST) / 2
    wide = max((max(lons) - min(lons)) * (1 + 4 * MARGIN), SLIGHTEST) / 2
    lat, lon = (max(lats) + min(lats)) / 2, (max(lons) + min(lons)) / 2
    return tiles.Box(lat - tall, lon - wide, lat + tall, lon + wide)


def place(view: outlines.Frame, points: Sequence[Point]) -> list[Point]:
    """Latitudes and longitudes to units of the drawing."""
    if not points:
        return []
    placed = view.place(np.array([[lon, lat] for lat, lon in points]))
    return [(round(float(x), 1), round(float(y), 1)) for x, y in placed]


def first(points: Sequence[Point]) -> Point | None:
    return points[0] if points else None


def inside(view: outlines.Frame, x: float, y: float) -> bool:
    return 0 <= x <= view.width and 0 <= y <= view.height


def place_pins(rows: Iterable[search.Row], view: outlines.Frame, start: int) -> list[Pin]:
    """A pin for each row that has a point in the frame; pins that would hide each other stand side by side."""
    pins: list[Pin] = []
    for number, row in enumerate(rows, start):
        if row.lat is None or row.lon is None:
            continue
        x, y = place(view, [(row.lat, row.lon)])[0]
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
        x, y = place(view, [(cluster.lat, cluster.lon)])[0]
        if count > 0 and inside(view, x, y):
            words = f"{count}+" if cluster.is_more else str(count)
            url = asked.to_query(zone=zone(cluster.box))
            groups.append(Group(count, words, x, y, 13 + min(13, round(3 * math.log2(count + 1))), url))
    return groups


def zoom_of(box: tiles.Box) -> int:
    """The web map's zoom at which a box is as wide as the drawing."""
    return max(0, round(math.log2(WIDTH * 360 / max(box.east - box.west, 1e-6) / 256)))


def holds(box: tiles.Box, lat: float | None, lon: float | None) -> bool:
    return lat is not None and lon is not None and box.south <= lat < box.north and box.west <= lon < box.east


def zone(box: tiles.Box) -> str:
    return ",".join(f"{side:.5f}" for side in (box.west, box.south, box.east, box.north))


def communes_of(territory: Territory) -> list[Territory]:
    """The communes of a territory, most people first; itself when it is one."""
    if territory.level == Level.COMMUNE:
        return [territory]
    found = territories.members(territory).order_by("-population", "code")
    return list(found[:MOST_BORDERS])


def borders(communes: Sequence[Territory], box: tiles.Box, width: int, height: int) -> list[str]:
    return [path for _, path in territories.outline_paths(communes, box, width, height, most=GROUND)]


def towns(communes: Sequence[Territory], view: outlines.Frame) -> list[Town]:
    """The names of the largest communes in the frame that do not run into one another."""
    named: list[Town] = []
    for commune in communes:
        if commune.lat is None or commune.lon is None or len(named) == MOST_NAMES:
            continue
        x, y = place(view, [(commune.lat, commune.lon)])[0]
        half = 4 * len(commune.name)
        is_free = all(abs(y - other.y) > 20 or abs(x - other.x) > half + 4 * len(other.name) for other in named)
        if half < x < view.width - half and 16 < y < view.height - 8 and is_free:
            named.append(Town(commune.name, x, y))
    return named


def of_point(territory: Territory, lat: float | None, lon: float | None, title: str) -> Drawing | None:
    """The small map of a fiche: its pin in its commune, or the commune alone."""
    has_point = lat is not None and lon is not None
    box = tiles.around(lat, lon, NEAR) if lat is not None and lon is not None else search.territory_box(territory)
    if box is None:
        return None
    view = outlines.frame(box, SMALL_WIDTH, SMALL_HEIGHT)
    pins = [Pin(0, SMALL_WIDTH / 2, SMALL_HEIGHT / 2, title, "")] if has_point else []
    drawn = borders([territory], box, SMALL_WIDTH, SMALL_HEIGHT)
    if not drawn and not pins:
        return None
    return Drawing(SMALL_WIDTH, SMALL_HEIGHT, drawn, pins, towns=towns([territory], view))
