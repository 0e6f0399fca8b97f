"""Finds what looks like somebody's name, telephone or address in a text, so that whoever wrote it can mask it.

It warns, it never decides: a heuristic on capitals and titles takes a street for a person now and then.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’'-]*[a-zà-öø-ÿ]"
TITLED = re.compile(
    rf"\b(?:M\.|MM\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr|Docteur|Maître)\s+(?:{CAPITAL})(?:\s+{CAPITAL})?"
)
FULL = re.compile(rf"\b{CAPITAL}\s+{CAPITAL}\b")
PHONE = re.compile(r"(?<!\d)(?:\+\d{2,3}[ .]?|0)\d(?:[ ./-]?\d{2,3}){3,4}(?!\d)")
MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b")
ENDS = '.!?…:\n«“”"'
MASK = "[…]"


class Found(NamedTuple):
    start: int
    end: int
    text: str


def find(text: str, known: Collection[str] = ()) -> list[Found]:
    """Stretches that look like people, in order, none inside another. `known`: names of places, never people."""
    places = {name.casefold() for name in known}
    matches = [match for pattern in (MAIL, PHONE, TITLED, FULL) for match in pattern.finditer(text)]
    found: list[Found] = []
    for match in sorted(matches, key=lambda one: (one.start(), -one.end())):
        if found and match.start() < found[-1].end:
            continue
        if match.re is FULL and (begins(text, match.start()) or is_place(match.group(), places)):
            continue
        found.append(Found(match.start(), match.end(), match.group()))
    return found


def begins(text: str, start: int) -> bool:
    """Whether a sentence begins here: its first capital says nothing."""
    before = text[:start].rstrip()
    return not before or before[-1] in ENDS


def is_place(words: str, places: Collection[str]) -> bool:
    return words.casefold() in places or any(word.casefold() in places for word in words.split())


def mask(text: str, known: Collection[str] = ()) -> str:
    """The same text with a sign in the place of each."""
    for one in reversed(find(text, known)):
        text = text[: one.start] + MASK + text[one.end :]
    return text
