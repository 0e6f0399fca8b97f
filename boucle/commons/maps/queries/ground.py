"""The ground of a map: communes, their borders and names, and degrees as units of a drawing."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from boucle.commons.search import queries as search
from boucle.foundation.core import tiles
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.engine import outlines
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory

MOST_NAMES = 9
MOST_BORDERS = 80
SLIGHTEST = 0.004  # degrees: a map of one point still shows its street
HEAVIEST = 11_000  # signs of all borders
MARGIN = 0.06
GRID = 1000
FRANCE = tiles.Box(41.0, -5.2, 51.2, 9.6)

Point = tuple[float, float]


@dataclass(frozen=True)
class Town:
    name: str
    x: float
    y: float


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


def communes_of(territory: Territory) -> list[Territory]:
    """The communes of a territory, most people first; itself when it is one."""
    if territory.level == Level.COMMUNE:
        return [territory]
    found = territories.members(territory).order_by("-population", "code")
    return list(found[:MOST_BORDERS])


def borders(communes: Sequence[Territory], box: tiles.Box, width: int, height: int) -> list[str]:
    return [path for _, path in territories.outline_paths(communes, box, width, height, most=HEAVIEST)]


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


def ground(territory: Territory) -> dict[str, object]:
    """The borders for the moving map: a square drawing, the box in degrees that it fills, and where to look first."""
    communes = communes_of(territory)
    box = territories.outline_box(communes) or search.territory_box(territory) or FRANCE
    drawn = territories.outline_paths(communes, box, GRID, GRID)
    view = outlines.frame(box, GRID, GRID)
    north_west, south_east = unplace(view, 0, 0), unplace(view, GRID, GRID)
    return {
        "box": [box.west, box.south, box.east, box.north],
        "bounds": [north_west, south_east],
        "svg": f"0 0 {GRID} {GRID}" if drawn else "",
        "paths": [{"name": one.name, "d": path} for one, path in drawn],
    }


def unplace(view: outlines.Frame, x: float, y: float) -> list[float]:
    """Latitude and longitude of a place of the drawing."""
    lon = math.degrees(view.middle[0] + (x - view.width / 2) / view.scale)
    lat = math.degrees(math.atan(math.sinh(view.middle[1] - (y - view.height / 2) / view.scale)))
    return [lat, lon]
