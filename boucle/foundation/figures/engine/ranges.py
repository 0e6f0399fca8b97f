"""Ranges: a typical and an extreme value for each line, against a limit."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

FIRST_ROW, ROW_STEP = 36, 48
MOST_HALVES = 5
ROOM_FOR_LABEL = 0.86  # a value further right than this share writes its label on its left


@dataclass(frozen=True)
class Range:
    name: str
    typical: float
    extreme: float
    label: str  # the extreme value as people say it: "2,1 h"


@dataclass(frozen=True)
class Ranges:
    """For each line a typical value (a circle) and an extreme one (a diamond), on one axis from 0."""

    rows: Sequence[Range]
    typical: str  # what the circle means
    extreme: str
    unit: str  # after the figures of the axis: "h"
    limit: float | None = None
    limit_label: str = ""

    def draw(self, svg: Element) -> None:
        steps = self.ticks(max([row.extreme for row in self.rows] + [self.limit or 0]))
        top = steps[-1]
        for step in steps[:-1]:
            self.draw_tick(svg, step, top)
        if self.limit is not None:
            share = shapes.percent(self.limit / top)
            shapes.add(svg, "line", "limit", x1=share, x2=share, y1=16, y2=self.height - 6)
            shapes.write(svg, "m b k halo", self.limit_label, x=share, y=10)
        for index, row in enumerate(self.rows):
            self.draw_row(svg, row, FIRST_ROW + ROW_STEP * index, top)

    def ticks(self, top: float) -> list[float]:
        """Halves of the limit, where that makes few enough; else round values."""
        half = (self.limit or 0) / 2
        if half and top / half <= MOST_HALVES:
            return [half * count for count in range(math.ceil(top / half - 1e-9) + 1)]
        return shapes.ticks(top)

    def draw_tick(self, svg: Element, step: float, top: float) -> None:
        share = shapes.percent(step / top)
        shapes.add(svg, "line", "grid", x1=share, x2=share, y1=16, y2=self.height - 6)
        if self.limit is None or abs(step - self.limit) > top / 5:
            shapes.write(svg, "s m" if step else "s", f"{step:g} {self.unit}", x=share, y=10)

    def draw_row(self, svg: Element, row: Range, y: int, top: float) -> None:
        is_late = self.limit is not None and row.extreme > self.limit
        shapes.write(svg, "b halo", row.name, x="0", y=y)
        left, right = row.typical / top, row.extreme / top
        shapes.add(svg, "line", "l-soft", x1=shapes.percent(left), x2=shapes.percent(right), y1=y + 16, y2=y + 16)
        shapes.add(svg, "circle", "f-loop", cx=shapes.percent(left), cy=y + 16, r=5.5)
        place = shapes.at(svg, right, y + 16)
        shapes.add(place, "path", "f-clay" if is_late else "o-loop", d="M0-7 7 0 0 7-7 0z")
        kind = "k b halo" if is_late else "halo"
        is_far = right > ROOM_FOR_LABEL
        shapes.write(place, f"{kind} e" if is_far else kind, row.label, x=-13 if is_far else 13, y=4)

    @property
    def height(self) -> int:
        return FIRST_ROW + ROW_STEP * len(self.rows) - 24

    @property
    def legend(self) -> list[tuple[str, str]]:
        circle = shapes.swatch("circle", "f-loop", cx=7, cy=7, r=5.5)
        return [(circle, self.typical), (shapes.swatch("path", "o-loop", d="M7 0l7 7-7 7-7-7z"), self.extreme)]
