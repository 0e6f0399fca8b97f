"""The map of a moment: borders, and each service that is not simply running; the list beside it is the same."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from boucle.before.dominos.queries.moment import Moment
from boucle.before.dominos.queries.runs import Ran
from boucle.foundation.core import tiles
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.engine import outlines
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory

WIDTH, HEIGHT = 640, 420
MARGIN = 0.08
SLIGHTEST = 0.01  # degrees
MOST_BORDERS, HEAVIEST = 40, 8_000
MOST_NAMED = 30  # marks with a number, told in the list
MOST_DOTS = 400
GRID = 1000
EDGE = 14


@dataclass(frozen=True)
class Mark:
    number: int
    x: float
    y: float
    state: str  # lost, standing
    name: str
    code: str

    @property
    def shape(self) -> str:
        """A square is stopped, a diamond stands on a reserve: the shape says it without the colour."""
        if self.state == "lost":
            return f"M{self.x - 11} {self.y - 11}h22v22h-22z"
        return f"M{self.x} {self.y - 14}l14 14-14 14-14-14z"

    @property
    def y_text(self) -> float:
        return self.y + 4.5


@dataclass(frozen=True)
class Drawing:
    width: int
    height: int
    borders: list[str]
    marks: list[Mark]
    dots: str  # path of the services that run
    towns: list[tuple[str, float, float]]
    unplaced: list[tuple[str, str, str]]  # code, name and state of what moves and has no point


def drawing(found: Ran, at: Moment) -> Drawing | None:
    """None when no service has a point."""
    services = found.town.services
    placed = [row for row, one in enumerate(services) if one.lat is not None and one.lon is not None]
    if not placed:
        return None
    box = around([(float(services[row].lat or 0), float(services[row].lon or 0)) for row in placed])
    view = outlines.frame(box, WIDTH, HEIGHT)
    where = dict(zip(placed, spots(view, found, placed), strict=True))
    moving = [(row, "lost") for row in at.lost] + [(row, "standing") for row in at.standing]
    marks = [
        Mark(number, *where[row], state, services[row].name, services[row].code)
        for number, (row, state) in enumerate([one for one in moving if one[0] in where][:MOST_NAMED], start=1)
    ]
    busy = {row for row, _state in moving}
    communes = communes_of(found.schedule.inventory.territory)
    return Drawing(
        WIDTH,
        HEIGHT,
        [path for _one, path in territories.outline_paths(communes, box, WIDTH, HEIGHT, most=HEAVIEST)],
        apart(marks),
        "".join(f"M{where[row][0]} {where[row][1]}h0" for row in placed[:MOST_DOTS] if row not in busy),
        names(view, communes),
        [(services[row].code, services[row].name, state) for row, state in moving if row not in where],
    )


def around(points: Sequence[tuple[float, float]]) -> tiles.Box:
    lats, lons = [lat for lat, _lon in points], [lon for _lat, lon in points]
    tall = max((max(lats) - min(lats)) * MARGIN, SLIGHTEST / 2)
    wide = max((max(lons) - min(lons)) * MARGIN, SLIGHTEST / 2)
    return tiles.Box(min(lats) - tall, min(lons) - wide, max(lats) + tall, max(lons) + wide)


def spots(view: outlines.Frame, found: Ran, rows: Sequence[int]) -> list[tuple[float, float]]:
    points = np.array([[found.town.services[row].lon, found.town.services[row].lat] for row in rows], float)
    return [(round(float(x), 1), round(float(y), 1)) for x, y in view.place(points)]


def apart(marks: list[Mark]) -> list[Mark]:
    """Marks that would hide one another stand side by side."""
    found: list[Mark] = []
    for one in marks:
        x, y = min(max(one.x, EDGE), WIDTH - EDGE), min(max(one.y, EDGE), HEIGHT - EDGE)
        while any(abs(x - other.x) < 2 * EDGE and abs(y - other.y) < 2 * EDGE for other in found):
            x, y = (x + 2 * EDGE, y) if x + 3 * EDGE < WIDTH else (float(EDGE), y + 2 * EDGE)
        found.append(Mark(one.number, round(x, 1), round(y, 1), one.state, one.name, one.code))
    return found


def communes_of(territory: Territory) -> list[Territory]:
    if territory.level == Level.COMMUNE:
        return [territory]
    return list(territories.members(territory).order_by("-population", "code")[:MOST_BORDERS])


def names(view: outlines.Frame, communes: Sequence[Territory]) -> list[tuple[str, float, float]]:
    """Of communes whose middle is in the frame, where they do not run into one another."""
    found: list[tuple[str, float, float]] = []
    for one in communes:
        if one.lat is None or one.lon is None:
            continue
        x, y = (float(side) for side in view.place(np.array([[one.lon, one.lat]]))[0])
        half = 4 * len(one.name)
        is_free = all(abs(y - b) > 22 or abs(x - a) > half + 4 * len(name) for name, a, b in found)
        if half < x < WIDTH - half and 16 < y < HEIGHT - 8 and is_free:
            found.append((one.name, round(x, 1), round(y, 1)))
    return found


def ground(territory: Territory) -> dict[str, object]:
    """The borders for the moving map, as a square drawing, and the box in degrees that it fills."""
    communes = communes_of(territory)
    box = territories.outline_box(communes) or territories.members_box(territory, MARGIN)
    if box is None:
        return {"box": [-5.2, 41.0, 9.6, 51.2], "bounds": [], "svg": "", "paths": []}
    drawn = territories.outline_paths(communes, box, GRID, GRID)
    view = outlines.frame(box, GRID, GRID)
    return {
        "box": [box.west, box.south, box.east, box.north],
        "bounds": [unplace(view, 0, 0), unplace(view, GRID, GRID)],
        "svg": f"0 0 {GRID} {GRID}" if drawn else "",
        "paths": [{"name": one.name, "d": path} for one, path in drawn],
    }


def unplace(view: outlines.Frame, x: float, y: float) -> list[float]:
    """Latitude and longitude of a place of the drawing."""
    lon = math.degrees(view.middle[0] + (x - view.width / 2) / view.scale)
    lat = math.degrees(math.atan(math.sinh(view.middle[1] - (y - view.height / 2) / view.scale)))
    return [lat, lon]
