"""A timeline: for each line, what state it is in and when, on one axis of minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

TOP, STEP, BAR = 32, 50, 16
HATCH = "hach"


@dataclass(frozen=True)
class Span:
    """From minute `start` to minute `end`; `style`: a class of work.css, or HATCH for a reserve."""

    start: float
    end: float
    style: str


@dataclass(frozen=True)
class Line:
    name: str
    label: str  # said at its right
    spans: Sequence[Span]
    tints: Sequence[tuple[float, float]] = ()  # what happens from outside meanwhile
    is_bad: bool = False


@dataclass(frozen=True)
class Timeline:
    """From minute `start` to minute `end`; `ticks`: minutes and their words; `cursor`: the minute that is looked at."""

    lines: Sequence[Line]
    start: float
    end: float
    ticks: Sequence[tuple[float, str]]
    names: Sequence[tuple[str, str]] = ()  # style and meaning, for the legend
    cursor: tuple[float, str] | None = None

    def draw(self, svg: Element) -> None:
        hatch(svg)
        for minute, label in self.ticks:
            at_end = self.share(minute) > 0.97
            shapes.write(svg, "e s" if at_end else "m s", label, x=shapes.percent(self.share(minute)), y=12)
        for index, line in enumerate(self.lines):
            self.draw_line(svg, line, TOP + STEP * index)
        if self.cursor:
            minute, label = self.cursor
            place = shapes.at(svg, self.share(minute), self.height - 6)
            place.set("class", "cursor-word")
            shapes.write(place, "m b halo", label, x=0, y=0)

    def draw_line(self, svg: Element, line: Line, y: int) -> None:
        for start, end in line.tints:
            self.rect(svg, "f-warm", start, end, y + 11, BAR + 6)
        for minute, _label in self.ticks:
            side = shapes.percent(self.share(minute))
            shapes.add(svg, "line", "grid", x1=side, x2=side, y1=y + 11, y2=y + 33)
        shapes.add(svg, "line", "l-loop", x1="0", x2="100%", y1=y + 22, y2=y + 22)
        for span in line.spans:
            self.rect(svg, span.style, span.start, span.end, y + 14, BAR)
        if self.cursor:
            side = shapes.percent(self.share(self.cursor[0]))
            shapes.add(svg, "line", "cursor", x1=side, x2=side, y1=y + 9, y2=y + 35)
        shapes.write(svg, "b halo", line.name, x="0", y=y + 6)
        shapes.write(svg, "e halo b k" if line.is_bad else "e halo s", line.label, x="100%", y=y + 6)

    def rect(self, svg: Element, style: str, start: float, end: float, y: int, height: int) -> None:
        left, right = self.share(start), self.share(end)
        if right <= left:
            return
        place = {"x": shapes.percent(left), "width": shapes.percent(right - left)}
        drawn = shapes.add(svg, "rect", "" if style == HATCH else style, **place, y=y, height=height)
        if style == HATCH:
            drawn.set("fill", f"url(#{HATCH})")

    def share(self, minute: float) -> float:
        return min(1.0, max(0.0, (minute - self.start) / max(1.0, self.end - self.start)))

    @property
    def height(self) -> int:
        return TOP + STEP * len(self.lines) + (22 if self.cursor else 0)

    @property
    def legend(self) -> list[tuple[str, str]]:
        return [(mark(style), name) for style, name in self.names]


def hatch(svg: Element) -> None:
    """The pattern of a reserve: told apart without its colour."""
    holder = shapes.add(svg, "defs", "")
    pattern = shapes.add(
        holder, "pattern", "", id=HATCH, width=6, height=6, patternUnits="userSpaceOnUse", patternTransform="rotate(45)"
    )
    shapes.add(pattern, "rect", "f-tint", width=6, height=6)
    shapes.add(pattern, "rect", "f-loop", width=2.5, height=6)


def mark(style: str) -> str:
    if style == HATCH:
        return shapes.swatch("rect", "", y=0, width=16, height=14, fill=f"url(#{HATCH})")
    if style.startswith("l-"):
        return shapes.swatch("path", style, d="M0 7h16")
    return shapes.swatch("rect", style, y=0, width=16, height=14)
