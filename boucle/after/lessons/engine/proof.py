"""A figure before a change and after it: two bars."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes


@dataclass(frozen=True)
class Bar:
    label: str
    value: float
    words: str  # the value as people say it


@dataclass(frozen=True)
class Proof:
    """Two bars from zero to the larger value, the first one in clay."""

    bars: Sequence[Bar]

    height = 74

    @property
    def legend(self) -> list[tuple[str, str]]:
        return []

    def draw(self, svg: Element) -> None:
        top = max((abs(bar.value) for bar in self.bars), default=0) or 1
        for number, bar in enumerate(self.bars):
            y = 40 * number
            shapes.write(svg, "b", bar.label, x=0, y=y + 12)
            shapes.write(svg, "e b k" if number == 0 else "e b", bar.words, x="100%", y=y + 12)
            share = abs(bar.value) / top
            if share:
                style = "f-clay" if number == 0 else "f-loop"
                shapes.add(svg, "rect", style, width=shapes.percent(share), y=y + 18, height=10)
            else:
                shapes.add(svg, "line", "l-loop", x1=0, x2="100%", y1=y + 23, y2=y + 23)
