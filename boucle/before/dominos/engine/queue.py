"""What is to happen, by minute: whole arrays at a time."""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from boucle.before.dominos.engine.model import Longs

NONE = np.empty(0, np.int64)
SHORT = 1 << 16  # minutes: numpy sorts sixteen bits by counting
SPAN = 60  # minutes

Times: TypeAlias = NDArray[np.integer[Any]]


class Queue:
    """Things of several kinds, each as arrays of numbers; nothing is kept from minute `horizon` on.

    What is far waits by the hour, and is sorted into minutes when its hour comes: a thousand events of one minute that
    end in five hundred others would be as many little arrays.
    """

    def __init__(self, horizon: int) -> None:
        self.horizon, self.near = horizon, 0  # what is before minute `near` stands in its minute
        self.hours: list[int] = []
        self.far: dict[int, list[tuple[str, Longs, Times]]] = {}
        self.minutes: list[int] = []
        self.waiting: dict[int, dict[str, list[Longs]]] = {}

    def add(self, kind: str, things: Longs, when: Times) -> None:
        """`when` in minutes, one for each thing."""
        soon = when < self.horizon
        if not soon.all():
            things, when = things[soon], when[soon]
        if not len(things):
            return
        for hour, some, minutes in parted(things, when, when // SPAN):
            if hour * SPAN < self.near:
                self.place(kind, some, minutes)
                continue
            if hour not in self.far:
                heapq.heappush(self.hours, hour)
                self.far[hour] = []
            self.far[hour].append((kind, some, minutes))

    def place(self, kind: str, things: Longs, when: Times) -> None:
        for minute, some, _ in parted(things, when, when):
            if minute not in self.waiting:
                heapq.heappush(self.minutes, minute)
                self.waiting[minute] = defaultdict(list)
            self.waiting[minute][kind].append(some)

    def next(self) -> tuple[int, dict[str, Longs]] | None:
        """The next minute at which something happens, and what; a kind of which there is nothing is empty."""
        while not self.minutes and self.hours:
            hour = heapq.heappop(self.hours)
            self.near = (hour + 1) * SPAN
            for kind, parts in by_kind(self.far.pop(hour)).items():
                self.place(kind, *(np.concatenate(column) for column in zip(*parts, strict=True)))
        if not self.minutes:
            return None
        minute = heapq.heappop(self.minutes)
        found = self.waiting.pop(minute)
        return minute, defaultdict(lambda: NONE, {kind: np.concatenate(parts) for kind, parts in found.items()})


def by_kind(rows: list[tuple[str, Longs, Times]]) -> dict[str, list[tuple[Longs, Times]]]:
    found: dict[str, list[tuple[Longs, Times]]] = {}
    for kind, things, when in rows:
        found.setdefault(kind, []).append((things, when))
    return found


def parted(things: Longs, when: Times, keys: Times) -> Iterator[tuple[int, Longs, Times]]:
    """The things of each key, in the order of the keys, with their times."""
    first, last = int(keys.min()), int(keys.max())
    if first == last:
        yield first, things, when
        return
    short = keys - first
    order = np.argsort(short.astype(np.uint16) if last - first < SHORT else short, kind="stable")
    things, when, keys = things[order], when[order], keys[order]
    starts = np.concatenate(([0], np.flatnonzero(np.diff(keys)) + 1))
    bounds = [*starts.tolist(), len(things)]
    for key, low, high in zip(keys[starts].tolist(), bounds, bounds[1:], strict=False):
        yield key, things[low:high], when[low:high]
