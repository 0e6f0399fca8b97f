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
    links: Sequence[str] = ()  # an address for each row, empty where there is none

    @property
    def lines(self) -> list[tuple[str, Sequence[str | float]]]:
        """Each row after its address."""
        return [(self.links[index] if self.links else "", row) for index, row in enumerate(self.rows)]


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
    if any(getattr(picture, "links", ())):
        drawn.set("role", "group")  # the parts of an image are not read out, and its links must be
    picture.draw(drawn)
    return shapes.text_of(drawn)
