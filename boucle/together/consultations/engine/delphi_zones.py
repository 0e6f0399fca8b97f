"""How opinions share out between the low, middle and high marks of a scale, against the share that a rule asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes
from boucle.together.consultations.engine import delphi_summary, stability
from boucle.together.consultations.engine.delphi_terms import Rule

STEP, BAR = 64, 26
MIDDLE = 0.1  # of the width: nearer to its middle, the words of the limit are centred under it
STYLES = ("f-clay", "f-line", "f-loop")


@dataclass(frozen=True)
class Cut:
    """Where the zones end: low up to `low`, high from `high`; None: no such zone."""

    low: float | None
    high: float | None

    def count(self, opinions: Sequence[float]) -> tuple[int, int, int]:
        """Opinions in the low, middle and high zone."""
        edge = delphi_summary.TOLERANCE
        low = sum(self.low is not None and mark <= self.low + edge for mark in opinions)
        high = sum(self.high is not None and mark >= self.high - edge for mark in opinions)
        return low, len(opinions) - low - high, high


def cut(rule: Rule) -> Cut:
    """The zones that a rule speaks of: its bands, or the medians from which it takes sides."""
    if rule.seventy_fifteen is not None:
        return Cut(rule.seventy_fifteen.low[1], rule.seventy_fifteen.high[0])
    return Cut(rule.median_at_most, stability.agreement_from(rule))


def wanted(rule: Rule) -> float | None:
    """The share of high marks that agreement needs: as stated, or half of them where the rule asks for a median."""
    if rule.seventy_fifteen is not None:
        return rule.seventy_fifteen.in_at_least
    return 0.5 if rule.median_at_least is not None else None


@dataclass(frozen=True)
class Row:
    name: str
    label: str
    counts: tuple[int, int, int]
    is_alarm: bool = False


@dataclass(frozen=True)
class Zones:
    """One bar for each row, from the low marks to the high ones; a line stands where the threshold begins."""

    rows: Sequence[Row]
    names: tuple[str, str, str]  # of the zones; an empty one is not there
    limit: float | None  # share of high marks
    limit_words: str

    def draw(self, svg: Element) -> None:
        for index, row in enumerate(self.rows):
            self.draw_row(svg, row, 14 + STEP * index, is_last=index == len(self.rows) - 1)
        if self.limit is not None and self.rows:
            is_middle, is_right = abs(self.limit - 0.5) < MIDDLE, self.limit < 0.5
            side = "m b" if is_middle else "e b" if is_right else "b"
            x = shapes.percent(1 - self.limit) if is_middle else "100%" if is_right else "0"
            shapes.write(svg, side, self.limit_words, x=x, y=self.height - 6)

    def draw_row(self, svg: Element, row: Row, y: int, *, is_last: bool) -> None:
        shapes.write(svg, "b", row.name, x="0", y=y)
        shapes.write(svg, "e b k" if row.is_alarm else "e b" if is_last else "e", row.label, x="100%", y=y)
        total, left = sum(row.counts) or 1, 0.0
        for count, style in zip(row.counts, STYLES, strict=True):
            place = {"x": shapes.percent(left), "width": shapes.percent(count / total)}
            shapes.add(svg, "rect", style, **place, y=y + 8, height=BAR)
            left += count / total
        if self.limit is not None:
            x = shapes.percent(1 - self.limit)
            shapes.add(svg, "line", "cursor", x1=x, x2=x, y1=y + 3, y2=y + BAR + 13)

    @property
    def height(self) -> int:
        return STEP * len(self.rows) + (12 if self.limit is not None else -8)

    @property
    def legend(self) -> list[tuple[str, str]]:
        shown = zip(STYLES, self.names, strict=True)
        return [(shapes.swatch("rect", style, y=1, width=16, height=12), name) for style, name in shown if name]
