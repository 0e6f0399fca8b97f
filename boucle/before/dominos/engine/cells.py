"""Columns of cells as arrays: hours as minutes, numbers, words as codes. Each distinct cell is read once."""

import math
from collections.abc import Callable, Sequence

import numpy as np

from boucle.before.dominos.engine.model import Column, Floats, Ints

LONGEST = 1_000_000.0  # hours: more than a century
MISSING, WRONG = math.nan, math.inf
NOTHING = frozenset({"", "-", "n/a", "na", "nc", "nd"})  # what files write where nothing is known


def numbers(column: Sequence[str]) -> Floats:
    """Each cell as a number, with a point or a comma; MISSING when it says nothing, WRONG when it is no finite one."""
    return mapped(column, number)


def hours(column: Sequence[str]) -> Floats:
    """The same, where `1:30` is 1.5 too, and what is over a century is WRONG."""
    return mapped(column, hour)


def mapped(column: Sequence[str], read: Callable[[str], float]) -> Floats:
    known = {cell: read(cell) for cell in set(column)}
    return np.array([known[cell] for cell in column], float)


def number(cell: str) -> float:
    if cell.lower() in NOTHING:
        return MISSING
    squeezed = cell.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
    try:
        found = float(squeezed)
    except ValueError:
        return WRONG
    return found if math.isfinite(found) and squeezed.isascii() and "_" not in squeezed else WRONG


def hour(cell: str) -> float:
    whole, colon, minutes = cell.partition(":")
    if colon and whole.isdecimal() and minutes.isdecimal() and int(minutes) < 60:
        return int(whole) + int(minutes) / 60
    found = number(cell)
    return WRONG if abs(found) > LONGEST else found


def minutes(found: Floats) -> Ints:
    """Hours to the nearest minute; MISSING and WRONG are 0, for whoever has told them already."""
    whole: Ints = np.rint(np.where(np.isfinite(found), found, 0) * 60).astype(np.int32)
    return whole


class Words:
    """Words as codes, in the order in which they come."""

    def __init__(self, *first: str) -> None:
        self.known = {word: code for code, word in enumerate(first)}

    def codes(self, column: Sequence[str]) -> Ints:
        known = self.known
        return np.array([known.setdefault(word, len(known)) for word in column], np.int32)

    def column(self, codes: Ints) -> Column:
        return Column(list(self.known), codes)


def places(column: Sequence[str], rows: dict[str, int]) -> Ints:
    """The row that each cell names, -1 for none."""
    return np.array([rows.get(cell, -1) for cell in column], np.int32)
