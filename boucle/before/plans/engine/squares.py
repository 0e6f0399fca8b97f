"""One square per point of a checklist, chapter by chapter: full, half, with a triangle, or struck."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.before.plans.engine.coverage import Verdict
from boucle.foundation.figures.engine import shapes

ACROSS = 10  # squares on a line
STEP, WIDTH = 0.1, 0.09  # shares of the column
FIRST_NAME, SQUARE_TOP, SQUARE, LINE, BETWEEN = 12, 8, 12, 18, 28  # pixels


@dataclass(frozen=True)
class Row:
    """A chapter: its name, what is said of it at the right, the verdict of each of its points in order."""

    name: str
    label: str
    verdicts: Sequence[Verdict]

    @property
    def lines(self) -> int:
        return max(1, -(-len(self.verdicts) // ACROSS))


@dataclass(frozen=True)
class Squares:
    rows: Sequence[Row]
    words: Mapping[Verdict, str]  # for the legend

    @property
    def height(self) -> int:
        return sum(self.step(row) for row in self.rows) - BETWEEN + SQUARE_TOP

    def step(self, row: Row) -> int:
        return SQUARE_TOP + LINE * row.lines - (LINE - SQUARE) + BETWEEN

    @property
    def legend(self) -> list[tuple[str, str]]:
        return [(swatch(verdict), word) for verdict, word in self.words.items()]

    def draw(self, svg: Element) -> None:
        top = FIRST_NAME
        for row in self.rows:
            shapes.write(svg, "b", row.name, x="0", y=top)
            shapes.write(svg, "e s", row.label, x="100%", y=top)
            for index, verdict in enumerate(row.verdicts):
                line, column = divmod(index, ACROSS)
                square(svg, verdict, STEP * column, top + SQUARE_TOP + LINE * line)
            top += self.step(row)


def square(svg: Element, verdict: Verdict, left: float, top: int) -> None:
    x, width, bottom = shapes.percent(left), shapes.percent(WIDTH), top + SQUARE
    if verdict == Verdict.COVERED:
        shapes.add(svg, "rect", "f-loop", x=x, width=width, y=top, height=SQUARE)
        return
    style = "o-loop" if verdict == Verdict.PARTIAL else "o-clay"
    shapes.add(svg, "rect", style, x=x, width=width, y=top, height=SQUARE)
    if verdict == Verdict.PARTIAL:
        shapes.add(svg, "rect", "f-loop", x=x, width=shapes.percent(WIDTH / 2), y=top, height=SQUARE)
    elif verdict == Verdict.MISSING:
        end = shapes.percent(left + WIDTH)
        shapes.add(svg, "line", "l-clay", x1=x, x2=end, y1=bottom, y2=top)
    else:
        middle = shapes.at(svg, left + WIDTH / 2, top)
        shapes.add(middle, "path", "f-clay", d="M0 2 6 10H-6z")


def swatch(verdict: Verdict) -> str:
    svg = Element("svg", {"width": "16", "height": "14", "aria-hidden": "true"})
    if verdict == Verdict.COVERED:
        shapes.add(svg, "rect", "f-loop", x=1, y=1, width=14, height=12)
        return shapes.text_of(svg)
    shapes.add(svg, "rect", "o-loop" if verdict == Verdict.PARTIAL else "o-clay", x=1, y=1, width=14, height=12)
    if verdict == Verdict.PARTIAL:
        shapes.add(svg, "rect", "f-loop", x=1, y=1, width=7, height=12)
    else:
        drawn = "M8 3 14 11H2z" if verdict == Verdict.LATE else "M1 13 15 1"
        shapes.add(svg, "path", "f-clay" if verdict == Verdict.LATE else "l-clay", d=drawn)
    return shapes.text_of(svg)
