"""A publication as plain data: a title, chapters, each a text of Markdown. Every form of it is made from this."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True)
class Chapter:
    title: str
    text: str  # Markdown; its headings begin at the third level

    @property
    def anchor(self) -> str:
        return re.sub(r"\W+", "-", self.title.lower()).strip("-")[:60]


@dataclass(frozen=True)
class Booklet:
    title: str
    subtitle: str
    address: str  # of the page that is kept up to date
    licence: str
    language: str
    chapters: Sequence[Chapter]


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
