"""Dots: amounts by lane and by day, where silence shows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

FIRST_LANE, LANE_STEP = 34, 46
SMALLEST_DOT, LARGEST_DOT = 1.7, 8.4  # radius, pixels


@dataclass(frozen=True)
class Lane:
    name: str
    values: Sequence[float]
    note: str = ""  # said at the right; the lane is then drawn as a warning


@dataclass(frozen=True)
class Dots:
    """Amounts by lane and by label; the area of a circle grows with the amount, none is drawn for 0."""

    labels: Sequence[str]
    lanes: Sequence[Lane]
    one: str  # legend: "1 fiche"
    many: str  # legend of the largest: "15 fiches"
    silent: str  # legend of the warning
    marked: int | None = None

    def draw(self, svg: Element) -> None:
        for index, label in enumerate(shapes.shown_labels(self.labels, most=10)):
            kind = "m b" if index == self.marked else "m s"
            shapes.write(svg, kind, label, x=shapes.percent(self.share(index)), y=10)
        for rank, lane in enumerate(self.lanes):
            self.draw_lane(svg, lane, FIRST_LANE + LANE_STEP * rank)

    def draw_lane(self, svg: Element, lane: Lane, y: int) -> None:
        shapes.write(svg, "b", lane.name, x="0", y=y)
        if lane.note:
            shapes.write(svg, "e b k", f"▲ {lane.note}", x="100%", y=y)
        shapes.add(svg, "line", "limit" if lane.note else "grid", x1="0", x2="100%", y1=y + 16, y2=y + 16)
        for index, value in enumerate(lane.values):
            if value > 0:
                place = shapes.percent(self.share(index))
                shapes.add(svg, "circle", "f-loop", cx=place, cy=y + 16, r=self.radius(value))

    def share(self, index: int) -> float:
        return 0.06 + 0.88 * index / max(1, len(self.labels) - 1)

    def radius(self, value: float) -> float:
        return round(SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * math.sqrt(value / self.largest), 1)

    @property
    def largest(self) -> float:
        return max((value for lane in self.lanes for value in lane.values), default=1) or 1

    @property
    def height(self) -> int:
        return FIRST_LANE + LANE_STEP * len(self.lanes) - 8

    @property
    def legend(self) -> list[tuple[str, str]]:
        small = shapes.swatch("circle", "f-loop", cx=7, cy=7, r=self.radius(1))
        large = shapes.swatch("circle", "f-loop", cx=8, cy=7, r=7)
        return [(small, self.one), (large, self.many), (shapes.swatch("path", "limit", d="M0 7h16"), self.silent)]
