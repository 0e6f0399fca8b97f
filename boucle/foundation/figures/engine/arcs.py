"""Who is joined to whom: names one below the other, and an arc beside them for each pair. A phone shows it as well."""

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

WIDTH, ROW, ARCS = 460, 32, 292  # the arcs begin at the marks, names end before them
SIGNS = 30  # of a name
BULGE = 30  # how far an arc leans out for each row that it spans
WIDEST = WIDTH - ARCS - 4
MARKS = (("circle", "f-loop"), ("square", "f-clay"))  # of a node: shape and colour say the same


@dataclass(frozen=True)
class Node:
    """`mark`: 0 or 1, told in the legend."""

    name: str
    mark: int


@dataclass(frozen=True)
class Arcs:
    """`pairs`: ranks of two nodes; `names`: of the marks, for the legend."""

    nodes: Sequence[Node]
    pairs: Sequence[tuple[int, int]]
    names: Sequence[str]

    @property
    def height(self) -> int:
        return ROW * len(self.nodes)

    @property
    def box(self) -> str:
        return f"0 0 {WIDTH} {self.height}"

    @property
    def legend(self) -> list[tuple[str, str]]:
        used = sorted({node.mark for node in self.nodes})
        return [(swatch(mark), self.names[mark]) for mark in used]

    def draw(self, svg: Element) -> None:
        at = {rank: row for row, rank in enumerate(self.order())}
        for one, other in self.pairs:
            arc(svg, *sorted((at[one], at[other])))
        for rank, node in enumerate(self.nodes):
            y = middle(at[rank])
            draw_mark(svg, node.mark, ARCS, y)
            shapes.write(svg, "e", shapes.cut(node.name, SIGNS), x=ARCS - 14, y=y + 5)

    def order(self) -> list[int]:
        """Those who are joined stand close: from the most joined outward, group after group."""
        near: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in self.pairs:
            near[one].add(other)
            near[other].add(one)
        placed: dict[int, None] = {}
        for start in sorted(range(len(self.nodes)), key=lambda rank: (-len(near[rank]), rank)):
            waiting = deque([start])
            while waiting:
                rank = waiting.popleft()
                if rank not in placed:
                    placed[rank] = None
                    waiting.extend(sorted(near[rank] - placed.keys()))
        return list(placed)


def middle(row: int) -> int:
    return ROW * row + ROW // 2


def arc(svg: Element, first: int, last: int) -> None:
    top, bottom = middle(first), middle(last)
    wide, tall = min(WIDEST, BULGE * (last - first) + 10), (bottom - top) / 2
    shapes.add(svg, "path", "l-ink", d=f"M{ARCS} {top}A{wide} {shapes.plain(tall)} 0 0 1 {ARCS} {bottom}")


def draw_mark(svg: Element, mark: int, x: int, y: int) -> None:
    shape, style = MARKS[mark]
    if shape == "circle":
        shapes.add(svg, "circle", style, cx=x, cy=y, r=6)
    else:
        shapes.add(svg, "rect", style, x=x - 6, y=y - 6, width=12, height=12)


def swatch(mark: int) -> str:
    shape, style = MARKS[mark]
    if shape == "circle":
        return shapes.swatch("circle", style, cx=8, cy=7, r=6)
    return shapes.swatch("rect", style, x=2, y=1, width=12, height=12)
