"""The loop as a ring of six stations: what arrives at each, how long to the next, where most stops."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes

CENTRE, RADIUS, NODE = (230.0, 176.0), 110.0, 23
WIDEST, THINNEST = 15.0, 1.5  # half of a band's width, in pixels
WORDS = 75.0  # radius at which the delays stand
FIRST, STEP = -90.0, 60.0  # degrees: the first station is at the top, the others follow clockwise
LABELS = ((230, 34, "m b"), (355, 119, "b"), (355, 243, "b"), (230, 330, "m b"), (105, 243, "e b"), (105, 119, "e b"))


@dataclass(frozen=True)
class Station:
    """`delay`: in words, from here to the next one; `is_stuck`: most stops before the next one."""

    label: str
    count: int
    delay: str = ""
    is_stuck: bool = False


@dataclass(frozen=True)
class Ring:
    """Six stations, the first at the top. A band is as wide as the root of what arrived where it begins."""

    stations: Sequence[Station]
    centre: str  # "9 out of 46"
    under: str  # "went all the way round"
    stop: str = ""  # what waits where it is stuck, in words

    box = "-22 6 506 350"
    height = 350

    @property
    def legend(self) -> list[tuple[str, str]]:
        return []

    def draw(self, svg: Element) -> None:
        most = max((one.count for one in self.stations), default=0)
        for number, one in enumerate(self.stations[:-1]):
            if one.count:
                band(svg, number, one, most)
        back(svg, len(self.stations) - 1)
        for number, one in enumerate(self.stations):
            station(svg, number, one, self.stations[number - 1].is_stuck if number else False)
        if self.stop:
            shapes.write(svg, "k b", f"▲ {self.stop}", x=298, y=303)
        shapes.write(svg, "m xl", self.centre, x=CENTRE[0], y=172)
        shapes.write(svg, "m s", self.under, x=CENTRE[0], y=194)


def at(degrees: float, radius: float) -> tuple[float, float]:
    angle = math.radians(degrees)
    return CENTRE[0] + radius * math.cos(angle), CENTRE[1] + radius * math.sin(angle)


def point(degrees: float, radius: float) -> str:
    x, y = at(degrees, radius)
    return f"{shapes.plain(round(x, 1))} {shapes.plain(round(y, 1))}"


def band(svg: Element, number: int, one: Station, most: int) -> None:
    start, end = FIRST + number * STEP, FIRST + (number + 1) * STEP
    half = max(THINNEST, WIDEST * math.sqrt(one.count / most))
    outer, inner = RADIUS + half, RADIUS - half
    turn = (
        f"M{point(start, outer)}A{arc(outer)} 0 0 1 {point(end, outer)}"
        f"L{point(end, inner)}A{arc(inner)} 0 0 0 {point(start, inner)}z"
    )
    kind = "f-clay" if one.is_stuck else "f-tint" if number == 0 else "f-loop"
    shapes.add(svg, "path", kind, d=turn)
    if one.delay:
        x, y = at((start + end) / 2, WORDS)
        shapes.write(svg, "m b k" if one.is_stuck else "m s", one.delay, x=round(x), y=round(y + 4))


def arc(radius: float) -> str:
    shown = shapes.plain(round(radius, 1))
    return f"{shown} {shown}"


def back(svg: Element, last: int) -> None:
    """From the last station to the first: what was learnt meets the next event."""
    start = FIRST + last * STEP
    shapes.add(
        svg,
        "path",
        "l-loop",
        d=f"M{point(start, RADIUS)}A{arc(RADIUS)} 0 0 1 {point(FIRST + 360 - 12, RADIUS)}",
        **{"stroke-dasharray": "5 5"},
    )
    shapes.add(svg, "path", "f-loop", d="M214 65l-14-4 3 13z")


def station(svg: Element, number: int, one: Station, is_after_stop: bool) -> None:
    x, y = at(FIRST + number * STEP, RADIUS)
    shapes.add(svg, "circle", "o-clay" if is_after_stop else "o-ink", cx=round(x), cy=round(y), r=NODE)
    shapes.write(svg, "m b", str(one.count), x=round(x), y=round(y) + 5)
    left, top, kind = LABELS[number]
    shapes.write(svg, kind, one.label, x=left, y=top)
