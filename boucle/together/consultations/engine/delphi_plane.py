"""Where people place something on two axes: a cloud, each circle as large as the people who chose its place."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

WIDTH, HEIGHT, MARGIN = 440, 380, 36
SMALLEST = 4.0  # radius of one person, pixels
REACH = 100.0  # of both axes, from the middle


@dataclass(frozen=True)
class Plane:
    """`cloud`: across, up (from -100 to 100 each) and people; `axes`: the two ends of each axis, low first."""

    cloud: Sequence[tuple[float, float, int]]
    axes: Sequence[tuple[str, str]]
    own: tuple[float, float] | None
    own_name: str
    circle: str  # what a circle means

    box: str = f"0 0 {WIDTH} {HEIGHT}"
    height: int = HEIGHT

    def draw(self, svg: Element) -> None:
        across, up = placed(0, 0)
        shapes.add(svg, "line", "grid", x1=MARGIN, x2=WIDTH - MARGIN, y1=up, y2=up)
        shapes.add(svg, "line", "grid", x1=across, x2=across, y1=MARGIN, y2=HEIGHT - MARGIN)
        for x, y, people in self.cloud:
            place = placed(x, y)
            radius = round(SMALLEST * math.sqrt(people), 1)
            shapes.add(svg, "circle", "f-loop", cx=place[0], cy=place[1], r=radius, opacity=".6")
        self.draw_ends(svg, across, up)
        if self.own is not None:
            x, y = placed(*self.own)
            shapes.add(svg, "path", "f-clay", d=f"M{x} {y - 7}l7 7-7 7-7-7z")
            shapes.write(svg, "b k halo m", self.own_name, x=min(WIDTH - 30, max(30, x)), y=y - 13)

    def draw_ends(self, svg: Element, across: float, up: float) -> None:
        if len(self.axes) != 2:
            return
        (left, right), (foot, top) = self.axes
        shapes.write(svg, "s halo", left, x=0, y=up - 8)
        shapes.write(svg, "s halo e", right, x=WIDTH, y=up - 8)
        shapes.write(svg, "s halo m", top, x=across, y=MARGIN - 14)
        shapes.write(svg, "s halo m", foot, x=across, y=HEIGHT - MARGIN + 24)

    @property
    def legend(self) -> list[tuple[str, str]]:
        found = [(shapes.swatch("circle", "f-loop", cx=8, cy=7, r=SMALLEST, opacity=".6"), self.circle)]
        own = shapes.swatch("path", "f-clay", d="M8 0l7 7-7 7-7-7z")
        return found + ([(own, self.own_name)] if self.own is not None else [])


def placed(across: float, up: float) -> tuple[float, float]:
    x = MARGIN + (WIDTH - 2 * MARGIN) * (across + REACH) / (2 * REACH)
    return round(x, 1), round(MARGIN + (HEIGHT - 2 * MARGIN) * (REACH - up) / (2 * REACH), 1)
