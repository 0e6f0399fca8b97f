"""Drawings of a Delphi: how marks spread, where each family stands, how shares stand against a threshold."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

BASE, TALLEST, TOP = 178, 127, 20  # of the bars, in pixels from the top
MARKERS, FIRST_BAND, BAND = 204, 262, 46
BESIDE = 0.25  # markers nearer than this share of the width write their words on two lines
EDGE = 0.14
MOST_COUNTED = 21  # marks beyond which no count fits above its bar
HALF_OPACITY = ".35"


@dataclass(frozen=True)
class Axis:
    """A scale whose marks are the middles of equal columns. Shares are of the width, from 0 to 1."""

    low: float
    high: float
    step: float = 1.0

    @property
    def count(self) -> int:
        return round((self.high - self.low) / self.step) + 1

    def at(self, value: float) -> float:
        return ((value - self.low) / self.step + 0.5) / self.count


@dataclass(frozen=True)
class Half:
    """Where half of a family stands: from q1 to q3, around the median; None throughout: hidden, `note` says so."""

    name: str
    label: str  # at the right: "8 answers"
    q1: float | None = None
    median: float | None = None
    q3: float | None = None
    note: str = ""


@dataclass(frozen=True)
class Bands:
    """One line for each family on the same scale; `own` is drawn across."""

    axis: Axis
    rows: Sequence[Half]
    own: float | None = None
    words: tuple[str, str, str] = ("", "", "")  # of the legend: median, central half, one's own answer
    ends: tuple[str, str] = ("", "")  # of the scale, under the lines
    first: int = 14

    def draw(self, svg: Element) -> None:
        for index, row in enumerate(self.rows):
            self.draw_row(svg, row, self.first + BAND * index)
        for kind, x, end in (("s", "0", self.ends[0]), ("s e", "100%", self.ends[1])):
            if end:
                shapes.write(svg, kind, end, x=x, y=self.height - 4)

    def draw_row(self, svg: Element, row: Half, y: int) -> None:
        shapes.write(svg, "b halo", row.name, x="0", y=y)
        shapes.write(svg, "e s", row.label, x="100%", y=y)
        if row.q1 is None or row.median is None or row.q3 is None:
            shapes.write(svg, "s halo", row.note, x="0", y=y + 20)
            return
        whole = shapes.percent(self.axis.at(self.axis.low)), shapes.percent(self.axis.at(self.axis.high))
        shapes.add(svg, "line", "grid", x1=whole[0], x2=whole[1], y1=y + 17, y2=y + 17)
        draw_half(svg, self.axis.at(row.q1), self.axis.at(row.q3), y + 11, 12)
        for edge in (row.q1, row.q3):
            x = shapes.percent(self.axis.at(edge))
            shapes.add(svg, "line", "l-loop", x1=x, x2=x, y1=y + 9, y2=y + 25)
        shapes.add(svg, "circle", "f-ink", cx=shapes.percent(self.axis.at(row.median)), cy=y + 17, r=6)
        if self.own is not None:
            x = shapes.percent(self.axis.at(self.own))
            shapes.add(svg, "line", "limit", x1=x, x2=x, y1=y + 6, y2=y + 28)

    @property
    def height(self) -> int:
        return self.first + BAND * len(self.rows) - 16 + (18 if any(self.ends) else 0)

    @property
    def legend(self) -> list[tuple[str, str]]:
        median, half, own = self.words
        found = [
            (shapes.swatch("circle", "f-ink", cx=8, cy=7, r=6), median),
            (shapes.swatch("rect", "f-loop", y=1, width=16, height=12, opacity=HALF_OPACITY), half),
        ]
        return found + ([(shapes.swatch("path", "limit", d="M8 0v14"), own)] if self.own is not None else [])


@dataclass(frozen=True)
class Spread:
    """How many gave each mark, the central half tinted, the median and one's own answer marked; then the families."""

    axis: Axis
    counts: Sequence[int]
    labels: Sequence[str]  # of the marks
    half: Half  # of everybody; its label is written above the tint
    own: float | None
    markers: tuple[str, str, str]  # words under the axis: one's own, the group's, both at one place
    bands: Bands

    def draw(self, svg: Element) -> None:
        self.draw_tint(svg)
        wide = 1 / self.axis.count
        shown = shapes.shown_labels(self.labels)
        for index, count in enumerate(self.counts):
            tall = round(TALLEST * count / (max(self.counts) or 1))
            left = {"x": shapes.percent(wide * (index + 0.081)), "width": shapes.percent(wide * 0.838)}
            shapes.add(svg, "rect", "f-loop", **left, y=BASE - tall, height=tall)
            middle = shapes.percent(wide * (index + 0.5))
            if count and self.axis.count <= MOST_COUNTED:
                shapes.write(svg, "m b", str(count), x=middle, y=BASE - tall - 6)
            if shown[index]:
                shapes.write(svg, "m s", shown[index], x=middle, y=BASE + 18)
        shapes.add(svg, "line", "axis", x1="0", x2="100%", y1=BASE, y2=BASE)
        self.draw_markers(svg)
        self.placed_bands.draw(svg)

    def draw_tint(self, svg: Element) -> None:
        if self.half.q1 is None or self.half.q3 is None:
            return
        edge = 0.5 / self.axis.count
        left, right = self.axis.at(self.half.q1) - edge, self.axis.at(self.half.q3) + edge
        place = {"x": shapes.percent(left), "width": shapes.percent(right - left)}
        shapes.add(svg, "rect", "f-tint", **place, y=TOP, height=BASE - TOP)
        if right > 0.5:
            shapes.write(svg, "s e", self.half.label, x=shapes.percent(right), y=14)
        else:
            shapes.write(svg, "s", self.half.label, x=shapes.percent(left), y=14)

    def draw_markers(self, svg: Element) -> None:
        own, group, both = self.markers
        if self.own is not None and self.own == self.half.median:
            marker(svg, self.axis.at(self.own), "f-ink", "b", both)
            return
        if self.own is not None:
            marker(svg, self.axis.at(self.own), "f-clay", "b k", own)
        if self.half.median is not None:
            marker(svg, self.axis.at(self.half.median), "f-ink", "b", group, 46 if self.is_tight else 28)

    @property
    def is_tight(self) -> bool:
        if self.own is None or self.half.median is None or self.own == self.half.median:
            return False
        return abs(self.axis.at(self.own) - self.axis.at(self.half.median)) < BESIDE

    @property
    def placed_bands(self) -> Bands:
        first = FIRST_BAND + (18 if self.is_tight else 0)
        return Bands(self.bands.axis, self.bands.rows, self.bands.own, self.bands.words, first=first)

    @property
    def height(self) -> int:
        return self.placed_bands.height + 4

    @property
    def legend(self) -> list[tuple[str, str]]:
        return self.bands.legend


def draw_half(svg: Element, left: float, right: float, y: int, height: int) -> None:
    place = {"x": shapes.percent(left), "width": shapes.percent(right - left), "opacity": HALF_OPACITY}
    shapes.add(svg, "rect", "f-loop", **place, y=y, height=height, rx=2)


def marker(svg: Element, share: float, style: str, kind: str, words: str, y: int = 28) -> None:
    """A triangle that points at a place of the axis, its words under it, inside the picture."""
    place = shapes.at(svg, share, MARKERS)
    shapes.add(place, "path", style, d="M0 0l8 12h-16z")
    side, x = ("", -8) if share < EDGE else ("e ", 8) if share > 1 - EDGE else ("m ", 0)
    shapes.write(place, f"{side}{kind}", words, x=x, y=y)


def small_half(axis: Axis, q1: float, median: float, q3: float) -> str:
    """Median and central half in a cell, the ends of the scale being those of the cell; the cell says them in words."""
    svg = Element("svg", {"class": "chart", "height": "18", "aria-hidden": "true"})
    span = axis.high - axis.low

    def at(value: float) -> float:
        return (value - axis.low) / span

    shapes.add(svg, "line", "grid", x1="0", x2="100%", y1=9, y2=9)
    place = {"x": shapes.percent(at(q1)), "width": shapes.percent(at(q3) - at(q1)), "opacity": HALF_OPACITY}
    shapes.add(svg, "rect", "f-loop", **place, y=4, height=10)
    shapes.add(svg, "circle", "f-ink", cx=shapes.percent(at(median)), cy=9, r=5)
    return shapes.text_of(svg)
