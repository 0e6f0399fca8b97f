"""Votes on statements: from the lines as they came in to what each participant said last, and to counts.

A vote is 1 (agree), 0 (pass) or -1 (disagree); a pass is an answer, and is never taken for a statement not seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boucle.together.consultations.engine import sentences

AGREE, PASS, DISAGREE = WAYS = 1, 0, -1
NOT_SEEN = -128
LENGTHS = sentences.gettext_noop("Every vote has a participant, a statement, a value and a moment.")
VALUE = sentences.gettext_noop("Vote %(number)s is “%(value)s”: a vote is 1, 0 or -1.")
MOMENT = sentences.gettext_noop("The moment of vote %(number)s is no number.")
SPREAD = 8  # ids this many times more spread than numerous are sorted rather than looked up in a table

Id: TypeAlias = int | str
Numbers: TypeAlias = Sequence[float] | NDArray[Any]
Ids: TypeAlias = Sequence[Id] | NDArray[np.integer[Any]]


@dataclass(frozen=True)
class Counts:
    """How many agreed, disagreed, passed: int64 arrays of one shape, per statement or (group, statement)."""

    agree: NDArray[np.int64]
    disagree: NDArray[np.int64]
    passed: NDArray[np.int64]

    @property
    def seen(self) -> NDArray[np.int64]:
        return self.agree + self.disagree + self.passed


@dataclass(frozen=True)
class Votes:
    """`matrix[participant, statement]`, int8, holds the last vote, or NOT_SEEN; `events` counts every vote ever cast.

    Participants and statements stand in canonical order: numbers by size, then texts by their signs.
    """

    participants: list[Id]
    statements: list[Id]
    matrix: NDArray[np.int8]
    events: Counts

    @property
    def seen(self) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = self.matrix != NOT_SEEN
        return found


def collect(participants: Ids, statements: Ids, values: Numbers, order: Numbers, *, asked: Iterable[Id] = ()) -> Votes:
    """Four columns of one length, a line per vote: who, on what, 1/0/-1, when (any number that grows).

    The order of the lines is of no consequence. Of two votes by one participant on one statement the later stands; of
    two at the same moment, the greater value. `asked`: statements that may have no vote yet. Raises Refusal for columns
    of unlike lengths, for any other value, and for a moment that is no number.
    """
    cast, moments = np.asarray(values), np.asarray(order)
    if len({len(participants), len(statements), len(cast), len(moments)}) > 1:
        raise sentences.Refusal(LENGTHS)
    check(cast, moments)
    cast = cast.astype(np.int8)
    people, who = index(participants)
    texts, what = index(statements, tuple(asked))
    cells = who * len(texts) + what
    matrix = last(cells, cast, moments, len(people) * len(texts)).reshape(len(people), len(texts))
    return Votes(people, texts, matrix, every(what, cast, len(texts)))


def count(matrix: NDArray[np.int8]) -> Counts:
    """Per statement, what the participants of these rows said last."""
    agree, disagree, passed = (np.count_nonzero(matrix == value, axis=0) for value in (AGREE, DISAGREE, PASS))
    return Counts(agree, disagree, passed)


def check(values: NDArray[Any], moments: NDArray[Any]) -> None:
    good = (values >= DISAGREE) & (values <= AGREE) if values.dtype.kind in "iu" else np.isin(values, WAYS)
    if not good.all():
        bad = int(np.argmin(good))
        raise sentences.Refusal(VALUE, number=bad + 1, value=values[bad].item())
    if moments.dtype.kind not in "iu" and not np.isfinite(moments).all():
        raise sentences.Refusal(MOMENT, number=int(np.flatnonzero(~np.isfinite(moments))[0]) + 1)


def index(ids: Ids, more: Sequence[Id] = ()) -> tuple[list[Id], NDArray[np.int64]]:
    """The distinct ids of both in canonical order, and the place in it of each of the first."""
    array = np.asarray(ids)
    if len(ids) == 0 or more or array.dtype.kind not in "iu":
        return named(ids, more)
    low, high = int(array.min()), int(array.max())
    if high - low > SPREAD * len(array) + 1000:
        distinct, places = np.unique(array, return_inverse=True)
        return list(distinct.tolist()), places.astype(np.int64)
    present = np.zeros(high - low + 1, bool)
    present[array - low] = True
    table = np.cumsum(present) - 1
    return list((np.flatnonzero(present) + low).tolist()), table[array - low]


def named(ids: Ids, more: Sequence[Id]) -> tuple[list[Id], NDArray[np.int64]]:
    each: list[Id] = ids.tolist() if isinstance(ids, np.ndarray) else list(ids)
    distinct = sorted({*each, *more}, key=lambda one: (isinstance(one, str), one))
    place = {one: number for number, one in enumerate(distinct)}
    return distinct, np.fromiter(map(place.__getitem__, each), np.int64, len(each))


def last(cells: NDArray[np.int64], values: NDArray[np.int8], moments: NDArray[Any], size: int) -> NDArray[np.int8]:
    """Per cell the vote that stands. Nothing is sorted: the latest moment per cell, then the greatest value at it."""
    stands = np.full(size, NOT_SEEN, np.int8)
    if len(cells):
        latest = np.full(size, moments.min())
        np.maximum.at(latest, cells, moments)
        final = moments == latest[cells]
        np.maximum.at(stands, cells[final], values[final])
    return stands


def every(statements: NDArray[np.int64], values: NDArray[np.int8], size: int) -> Counts:
    table = np.bincount(statements * 3 + (values + 1), minlength=size * 3).reshape(size, 3)
    return Counts(table[:, 2], table[:, 0], table[:, 1])
