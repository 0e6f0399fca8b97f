"""Stacks: for each line, how a whole is shared out."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

FIRST_LINE, BAR_TOP, BAR, STEP = 13, 6, 9, 40


@dataclass(frozen=True)
class Stack:
    """`parts` of a whole, 0 to 1, from the left; `label` says them at the right."""

    name: str
    parts: Sequence[float]
    label: str
    is_marked: bool = False
    styles: Sequence[str] = ()  # of its own parts, where they differ from the others'


@dataclass(frozen=True)
class Stacks:
    """One bar per line, as wide as its column; what the parts leave is drawn as the ground."""

    rows: Sequence[Stack]
    names: Sequence[str] = ()  # of the parts; none where the labels say it
    styles: Sequence[str] = ("f-loop", "f-line", "f-clay")
    has_ground: bool = False

    def draw(self, svg: Element) -> None:
        for index, row in enumerate(self.rows):
            self.draw_row(svg, row, FIRST_LINE + STEP * index)

    def draw_row(self, svg: Element, row: Stack, y: int) -> None:
        shapes.write(svg, "b" if row.is_marked else "", row.name, x="0", y=y)
        shapes.write(svg, "e s", row.label, x="100%", y=y)
        if self.has_ground:
            shapes.add(svg, "rect", "f-line", width="100%", y=y + BAR_TOP, height=BAR)
        left = 0.0
        for part, style in zip(row.parts, row.styles or self.styles, strict=False):
            place = {"x": shapes.percent(left)} if left else {}
            shapes.add(svg, "rect", style, **place, width=shapes.percent(part), y=y + BAR_TOP, height=BAR)
            left += part

    @property
    def height(self) -> int:
        return STEP * len(self.rows) - 8

    @property
    def legend(self) -> list[tuple[str, str]]:
        shown = zip(self.styles, self.names, strict=False)
        return [(shapes.swatch("rect", style, y=1, width=16, height=12), name) for style, name in shown]
