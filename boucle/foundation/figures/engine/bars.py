"""Bars: amounts by day, or by class of a distribution."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

TOP, FOOT, HEIGHT = 25, 205, 232


@dataclass(frozen=True)
class Series:
    name: str
    values: Sequence[float]
    style: str = "f-loop"  # a class of work.css: f-loop, o-soft, f-clay, f-blue


@dataclass(frozen=True)
class Bars:
    """Amounts side by side for each label (a day, a class of a distribution). Unit: that of the values, from 0."""

    labels: Sequence[str]
    series: Sequence[Series]
    marked: int | None = None  # index of the label that stands out
    note: str = ""  # said above it
    most_named: int = 12  # labels written under it, fewer where they are long
    links: Sequence[str] = ()  # an address for each label, empty where there is none

    def draw(self, svg: Element) -> None:
        values = [value for series in self.series for value in series.values]
        steps = shapes.ticks(max(values, default=0))
        for step in steps[1:]:
            y = self.level(step, steps[-1])
            shapes.add(svg, "line", "grid", x1="0", x2="100%", y1=y, y2=y)
            shapes.write(svg, "s", f"{step:g}", x="0", y=y - 4)
        for index, label in enumerate(shapes.shown_labels(self.labels, self.most_named)):
            self.draw_group(svg, index, label, steps[-1])
        shapes.add(svg, "line", "axis", x1="0", x2="100%", y1=FOOT, y2=FOOT)
        if self.note and self.marked is not None:
            place = shapes.at(svg, (self.marked + 0.5) / len(self.labels), 14)
            shapes.write(place, "b m halo", self.note, x=0, y=0)

    def draw_group(self, svg: Element, index: int, label: str, top: float) -> None:
        wide = 1 / len(self.labels)
        svg = self.linked(svg, index, wide)
        bar = wide * 0.72 / len(self.series)
        for rank, series in enumerate(self.series):
            y = self.level(series.values[index], top)
            left = wide * (index + 0.14) + bar * rank
            rect = {"x": shapes.percent(left), "width": shapes.percent(bar * 0.94)}
            shapes.add(svg, "rect", series.style, **rect, y=y, height=round(FOOT - y, 1))
        if label or index == self.marked:
            kind = "m b" if index == self.marked else "m s"
            shapes.write(svg, kind, self.labels[index], x=shapes.percent(wide * (index + 0.5)), y=HEIGHT - 9)

    def linked(self, svg: Element, index: int, wide: float) -> Element:
        """Where a label is drawn: in a link that says its figures, as high as the picture, when it has one."""
        if not self.links or not self.links[index]:
            return svg
        figures = ", ".join(f"{series.values[index]:g}" for series in self.series)
        link = shapes.add(svg, "a", "", href=self.links[index])
        link.set("aria-label", f"{self.labels[index]}: {figures}")
        place = {"x": shapes.percent(wide * index), "width": shapes.percent(wide)}
        hit = shapes.add(link, "rect", "hit", **place, y=0, height=HEIGHT, fill="none")
        hit.set("pointer-events", "all")
        return link

    @staticmethod
    def level(value: float, top: float) -> float:
        return round(FOOT - (FOOT - TOP) * value / top, 1)

    @property
    def height(self) -> int:
        return HEIGHT

    @property
    def legend(self) -> list[tuple[str, str]]:
        return [
            (shapes.swatch("rect", series.style, x=3, y=1, width=9, height=12), series.name) for series in self.series
        ]
