"""Levels: one bar for each line, a line under it for how far it may go, a note; a mark shared by all."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

FIRST, BAR = 12, 9
LONGEST = 38  # signs of a name: a phone has no more beside its amount
STEP_PLAIN, STEP_NOTED = 42, 72


@dataclass(frozen=True)
class Level:
    """A bar from `start` to `end`; `low` and `high`: bounds of `end`; `label` at its right, `note` below."""

    name: str
    end: float
    label: str
    start: float = 0
    low: float | None = None
    high: float | None = None
    note: str = ""
    is_bad: bool = False


@dataclass(frozen=True)
class Levels:
    """Values from `bottom` to `top`, the unit of the labels; `mark`: a value that each line is held to."""

    rows: Sequence[Level]
    top: float
    bottom: float = 0
    mark: float | None = None
    has_ground: bool = False

    def draw(self, svg: Element) -> None:
        for index, row in enumerate(self.rows):
            self.draw_row(svg, row, FIRST + self.step * index)

    def draw_row(self, svg: Element, row: Level, y: int) -> None:
        shapes.write(svg, "b", shapes.cut(row.name, LONGEST), x="0", y=y)
        shapes.write(svg, "e b k" if row.is_bad else "e b" if row.note else "e s", row.label, x="100%", y=y)
        if self.has_ground:
            shapes.add(svg, "rect", "f-line", width="100%", y=y + 8, height=BAR)
        left, right = sorted((self.share(row.start), self.share(row.end)))
        place = {"x": shapes.percent(left), "width": shapes.percent(max(right - left, 0.004))}
        shapes.add(svg, "rect", "f-clay" if row.is_bad else "f-loop", **place, y=y + 8, height=BAR)
        if row.low is not None and row.high is not None:
            self.draw_bounds(svg, self.share(row.low), self.share(row.high), y + 22)
        if self.mark is not None:
            side = shapes.percent(self.share(self.mark))
            shapes.add(svg, "line", "cursor", x1=side, x2=side, y1=y + 4, y2=y + 21)
        if row.note:
            shapes.write(svg, "s", row.note, x="0", y=y + 42)

    def draw_bounds(self, svg: Element, left: float, right: float, y: int) -> None:
        low, high = shapes.percent(left), shapes.percent(right)
        shapes.add(svg, "line", "l-soft", x1=low, x2=high, y1=y, y2=y)
        for side in (low, high):
            shapes.add(svg, "line", "l-soft", x1=side, x2=side, y1=y - 3, y2=y + 3)

    def share(self, value: float) -> float:
        width = self.top - self.bottom
        return min(1.0, max(0.0, (value - self.bottom) / width)) if width else 0.0

    @property
    def step(self) -> int:
        return STEP_NOTED if any(row.note or row.low is not None for row in self.rows) else STEP_PLAIN

    @property
    def height(self) -> int:
        return self.step * len(self.rows) - (self.step - FIRST - BAR - 10 - (21 if self.step == STEP_NOTED else 0))

    @property
    def legend(self) -> list[tuple[str, str]]:
        return []
