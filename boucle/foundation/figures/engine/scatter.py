"""Scatter: people on a plane, by shape and colour of their group, with the outline of each group."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

WIDTH, HEIGHT, MARGIN = 440, 380, 44
FIRST_ROW, ROW = 18, 20  # of the words on the picture
LOOSE = "l-soft"
SHAPES = (
    ("f-loop", "l-loop", "m-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0"),
    ("f-blue", "l-blue", "m-3-3h6v6h-6z"),
    ("f-clay", "l-clay", "m0-4l4 7h-8z"),
    ("f-ink", "l-ink", "m0-4l4 4-4 4-4-4z"),
    ("f-soft", "l-soft", "m-1-4h2v3h3v2h-3v3h-2v-3h-3v-2h3z"),
)  # colour of the points, of the outline, and a point: circle, square, triangle, diamond, cross
DASH = "m-3 0h6"
LOW = 1.1  # twice the share of the height under which a group has its name below it
ROOM = 80  # a name begins, or ends, no further than this from the side

Point = tuple[float, float]


@dataclass(frozen=True)
class Cloud:
    """A group: its points and its outline (the corners in order), from -1 to 1 on each axis, the second one upwards."""

    name: str
    size: str  # in words
    points: Sequence[Point]
    outline: Sequence[Point]
    short: str = ""  # its name on the picture, where the whole one is long: that one is in the legend


@dataclass(frozen=True)
class Scatter:
    clouds: Sequence[Cloud]
    loose: Sequence[Point] = ()  # those who are in no group
    loose_name: str = ""
    mine: Point | None = None
    mine_name: str = ""

    box: str = f"0 0 {WIDTH} {HEIGHT}"
    height: int = HEIGHT

    def draw(self, svg: Element) -> None:
        middle_x, middle_y = placed((0.0, 0.0))
        shapes.add(svg, "line", "grid", x1=0, x2=WIDTH, y1=middle_y, y2=middle_y)
        shapes.add(svg, "line", "grid", x1=middle_x, x2=middle_x, y1=0, y2=HEIGHT)
        for index, cloud in enumerate(self.clouds):
            outline = "L".join(written(place) for place in cloud.outline)
            dashes = {"stroke-linejoin": "round", "stroke-dasharray": "2 4"}
            shapes.add(svg, "path", style(index)[1], d=f"M{outline}Z", **dashes)
        marks(svg, self.loose, LOOSE, DASH)
        for index, cloud in enumerate(self.clouds):
            marks(svg, cloud.points, style(index)[0], style(index)[2])
        for cloud, (x, y) in zip(self.clouds, labels(self.clouds), strict=True):
            shapes.write(svg, f"b halo {side(x)}", cloud.short or cloud.name, x=x, y=y)
            shapes.write(svg, f"s halo {side(x)}", cloud.size, x=x, y=y + ROW)
        if self.mine is not None:
            self.draw_mine(svg, self.mine)

    def draw_mine(self, svg: Element, mine: Point) -> None:
        x, y = placed(mine)
        shapes.add(svg, "circle", "o-ink", cx=x, cy=y, r=8)
        shapes.add(svg, "circle", "f-ink", cx=x, cy=y, r=3)
        shapes.write(svg, "b halo m", self.mine_name, x=min(WIDTH - 20, max(20, x)), y=y - 13)

    @property
    def legend(self) -> list[tuple[str, str]]:
        found = [(swatch(style(index)[0], style(index)[2]), cloud.name) for index, cloud in enumerate(self.clouds)]
        return found + ([(swatch(LOOSE, DASH), self.loose_name)] if self.loose_name else [])


def style(index: int) -> tuple[str, str, str]:
    return SHAPES[index % len(SHAPES)]


def placed(point: Point) -> tuple[int, int]:
    """Pixels: whole ones keep a map of thousands light."""
    x, y = point
    across = MARGIN + (WIDTH - 2 * MARGIN) * (x + 1) / 2
    return round(across), round(MARGIN + (HEIGHT - 2 * MARGIN) * (1 - y) / 2)


def written(point: Point) -> str:
    x, y = placed(point)
    return f"{x} {y}"


def marks(svg: Element, points: Sequence[Point], kind: str, shape: str) -> None:
    """Points that fall on the same pixel are drawn once."""
    places = sorted({placed(point) for point in points})
    if places:
        opacity = {} if kind == LOOSE else {"opacity": ".75"}
        shapes.add(svg, "path", kind, d="".join(f"M{x} {y}{shape}" for x, y in places), **opacity)


def side(x: int) -> str:
    return "e" if x > WIDTH / 2 else ""


def labels(clouds: Sequence[Cloud]) -> list[tuple[int, int]]:
    """Above or below each group, on its outer side, none on another one."""
    taken: list[tuple[bool, int]] = []
    found = []
    for cloud in clouds:
        corners = [placed(corner) for corner in cloud.outline]
        left, right = min(x for x, _y in corners), max(x for x, _y in corners)
        top, foot = min(y for _x, y in corners), max(y for _x, y in corners)
        is_right, is_low = left + right > WIDTH, top + foot > LOW * HEIGHT
        wanted = foot + FIRST_ROW if is_low else top - ROW - 8
        rows = [row for side, row in taken if side == is_right]
        y = free(min(HEIGHT - ROW - 4, max(FIRST_ROW, wanted)), rows, is_low)
        taken.append((is_right, y))
        found.append((max(right, WIDTH - ROOM) if is_right else min(left, ROOM), y))
    return found


def free(y: int, taken: Sequence[int], is_low: bool) -> int:
    while any(abs(y - row) < 2 * ROW for row in taken):
        y += -2 * ROW if is_low else 2 * ROW
    return y


def swatch(kind: str, shape: str) -> str:
    return shapes.swatch("path", kind, d=f"M8 7{shape}")
