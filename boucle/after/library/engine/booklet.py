"""A publication as plain data: a title, chapters, each a text of Markdown. Every form of it is made from this."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

PICTURE = re.compile(r"!\[([^\]]*)\]\(image:(\d+)\)")
NOTE = re.compile(r"\[\^([^\]\s]+)\]")
A_PAGE = 2500  # signs
SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True)
class Chapter:
    title: str
    text: str  # Markdown; its headings begin at the third level

    @property
    def is_long(self) -> bool:
        """About a page: it begins one."""
        return len(self.text) > A_PAGE


@dataclass(frozen=True)
class Figure:
    """A picture that the chapters show, by the name that they give it: `image:7Q4K2ZB-1`. Its bytes, half a megabyte
    each, are read by the formats that carry them."""

    kept: int  # under which its bytes are kept
    name: str
    description: str
    address: str  # of the picture, on the site
    width: int  # pixels
    height: int

    @property
    def file(self) -> str:
        return f"{self.name.removeprefix('image:').lower()}.jpg"


@dataclass(frozen=True)
class Booklet:
    title: str
    subtitle: str
    address: str  # of the page that is kept up to date
    licence: str
    language: str
    chapters: Sequence[Chapter]
    figures: Sequence[Figure] = ()

    @property
    def by_name(self) -> dict[str, Figure]:
        return {each.name: each for each in self.figures}


def placed(text: str, figures: Sequence[Figure]) -> str:
    """The text of one sheet in a publication of several: its pictures take the names that they have there, and their
    description where the text gives none; any other becomes words."""

    def name(found: re.Match[str]) -> str:
        number = int(found[2]) - 1
        if not 0 <= number < len(figures):
            return found[1]
        figure = figures[number]
        return f"![{found[1] or plain(figure.description)}]({figure.name})"

    return PICTURE.sub(name, text)


def apart(text: str, name: str) -> str:
    """The footnotes of one text, named so that they do not mix with those of another: `[^1]` is `[^7Q4K2ZB-1]`."""
    return NOTE.sub(lambda found: f"[^{name}-{found[1]}]", text)


def lone(texts: Sequence[str], figures: Sequence[Figure]) -> list[str]:
    """The pictures that no text shows, each as a paragraph."""
    said = {int(found[2]) - 1 for text in texts for found in PICTURE.finditer(text)}
    return [f"![{plain(each.description)}]({each.name})" for number, each in enumerate(figures) if number not in said]


def plain(words: str) -> str:
    """Words as they are, in a text of Markdown."""
    return SPECIAL.sub(r"\\\1", words)


def bullet(text: str) -> str:
    """A text of Markdown as one item of a list, its paragraphs and lists inside it."""
    first, *rest = text.strip().split("\n")
    return "\n".join([f"- {first}", *(f"  {line}" if line else "" for line in rest)])


def heading(words: str, level: int = 3) -> str:
    return f"{'#' * level} {plain(words)}"


def joined(blocks: Sequence[str]) -> str:
    return "\n\n".join(block for block in blocks if block.strip())
