"""What changes between two texts, word by word (longest common blocks: J. W. Ratcliff and J. A. Obershelp, 1988)."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

WORD = re.compile(r"\S+\s*|\s+")
PARAGRAPH = re.compile(r"[^\n]+\n*|\n+")
ALIKE = 0.4  # below, crumbs of common words tell less than the two texts one after the other


class Piece(NamedTuple):
    """A stretch of text that stays (`same`), goes (`gone`) or comes (`new`)."""

    kind: str
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """The pieces that make `before` when the new ones are left out, `after` when the gone ones are.

    Paragraphs first: a word that two paragraphs have in common by chance joins nothing.
    """
    old, new = PARAGRAPH.findall(before), PARAGRAPH.findall(after)
    matcher = SequenceMatcher(None, bare(old), bare(new), autojunk=False)
    found: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(new[new_from:new_to])))
            continue
        pairs = zip_longest(old[old_from:old_to], new[new_from:new_to], fillvalue="")
        found += [piece for one, other in pairs for piece in compare_words(one, other)]
    return found


def compare_words(before: str, after: str) -> list[Piece]:
    """The same inside one paragraph."""
    old, new = WORD.findall(before), WORD.findall(after)
    matcher = SequenceMatcher(None, bare(old), bare(new), autojunk=False)
    if matcher.ratio() < ALIKE:
        return [piece for piece in (Piece("gone", before), Piece("new", after)) if piece.text]
    return [piece for piece in pieces(matcher, old, new) if piece.text]


def bare(words: Sequence[str]) -> list[str]:
    return [word.strip() for word in words]


def pieces(matcher: "SequenceMatcher[str]", old: Sequence[str], new: Sequence[str]) -> Iterator[Piece]:
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(new[new_from:new_to]))
            continue
        yield Piece("gone", "".join(old[old_from:old_to]))
        yield Piece("new", "".join(new[new_from:new_to]))


def side(found: Sequence[Piece], without: str) -> list[Piece]:
    """One side of a comparison: without the `new` pieces it is the text before, without the `gone` ones after."""
    return [piece for piece in found if piece.kind != without]
