"""A chain of causes: boxes from top to bottom, what is waited for beside each arrow; one branch beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

WIDTH, HALF, BOX, STEP = 460, 222, 56, 116
NARROW, WIDE = 22, 46  # signs that a box holds
ARROW = 17  # signs beside an arrow; what is longer stands on two lines


@dataclass(frozen=True)
class Box:
    """`wait`: what is said beside the arrow that leads to it."""

    title: str
    note: str
    wait: str = ""


@dataclass(frozen=True)
class Chain:
    """`main` from its root to what is asked about; `branch` hangs on the box number `fork` of the main one."""

    main: Sequence[Box]
    branch: Sequence[Box] = ()
    fork: int = 0

    def draw(self, svg: Element) -> None:
        last = len(self.main) - 1
        for index, box in enumerate(self.main):
            is_wide = bool(self.branch) and index <= self.fork
            self.draw_box(svg, box, 0, index, kind(index, last), is_wide)
        for index, box in enumerate(self.branch, start=self.fork + 1):
            self.draw_box(svg, box, WIDTH - HALF, index, "o-ink", False)

    def draw_box(self, svg: Element, box: Box, x: int, row: int, style: str, is_wide: bool) -> None:
        y = STEP * row
        room = WIDE if is_wide else NARROW
        if row:
            shapes.add(svg, "path", "l-ink", d=f"M{x + 60} {y - 60}V{y - 8}")
            shapes.add(svg, "path", "f-ink", d=f"M{x + 60} {y}l-5-8h10z")
            for line, text in enumerate(lines(box.wait)):
                shapes.write(svg, "", text, x=x + 74, y=y - 24 - 10 * (len(lines(box.wait)) - 1) + 20 * line)
        shapes.add(svg, "rect", style, x=x, y=y, width=WIDTH if is_wide else HALF, height=BOX, rx=4)
        inverse = " inv" if style == "f-clay" else ""
        shapes.write(svg, f"b{inverse}", shapes.cut(box.title, room), x=x + 12, y=y + 23)
        shapes.write(svg, "inv" if inverse else "s", shapes.cut(box.note, room + 3), x=x + 12, y=y + 44)

    @property
    def rows(self) -> int:
        return max(len(self.main), self.fork + 1 + len(self.branch))

    @property
    def height(self) -> int:
        return STEP * self.rows - (STEP - BOX) + 4

    @property
    def box(self) -> str:
        return f"-2 -2 {WIDTH + 4} {self.height}"

    @property
    def legend(self) -> list[tuple[str, str]]:
        return []


def kind(index: int, last: int) -> str:
    if index == 0:
        return "o-clay"
    return "f-clay" if index == last else "o-ink"


def lines(wait: str) -> list[str]:
    """In two at its bracket, where it is too long."""
    first, bracket, rest = wait.partition(" (")
    return [wait] if len(wait) <= ARROW or not bracket else [first, f"({rest}"]
