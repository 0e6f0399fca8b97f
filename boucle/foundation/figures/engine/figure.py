"""A picture, the sentence that reads it, the same figures as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from xml.etree.ElementTree import Element

from boucle.foundation.figures.engine import shapes


class Picture(Protocol):
    """As wide as its column and so many pixels high; one with a `box` (a viewBox) keeps its proportions instead."""

    @property
    def height(self) -> int: ...

    @property
    def legend(self) -> list[tuple[str, str]]: ...

    def draw(self, svg: Element) -> None: ...


@dataclass(frozen=True)
class Table:
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | float]]  # the first cell names its row
    texts: Sequence[int] = ()  # columns that hold words rather than figures, from 0


@dataclass(frozen=True)
class Figure:
    key: str  # unique in the page, an identifier
    headline: str  # the sentence that reads the picture
    reading: str  # what is counted, when, how
    title: str  # of the picture, for whoever does not see it
    description: str
    picture: Picture
    table: Table

    def svg(self) -> str:
        return svg(self.key, self.picture, self.title, self.description)


def svg(key: str, picture: Picture, title: str, description: str) -> str:
    """A picture alone, where its page gives the figures otherwise."""
    drawn = shapes.chart(key, picture.height, title, description)
    if box := getattr(picture, "box", ""):
        drawn.set("class", "chart draw")
        drawn.set("viewBox", box)
        del drawn.attrib["height"]
    picture.draw(drawn)
    return shapes.text_of(drawn)
