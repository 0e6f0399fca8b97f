"""A picture, the sentence that reads it, the same figures as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from boucle.foundation.figures.engine import shapes
from boucle.foundation.figures.engine.bars import Bars
from boucle.foundation.figures.engine.dots import Dots
from boucle.foundation.figures.engine.ranges import Ranges

Picture = Bars | Ranges | Dots


@dataclass(frozen=True)
class Table:
    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str | float]]  # the first cell names its row


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
        drawn = shapes.chart(self.key, self.picture.height, self.title, self.description)
        self.picture.draw(drawn)
        return shapes.text_of(drawn)
