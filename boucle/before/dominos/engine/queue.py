"""What is to happen, by minute: whole arrays at a time."""

import heapq
from collections import defaultdict
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boucle.before.dominos.engine.model import Longs

NONE = np.empty(0, np.int64)
SHORT = 1 << 16  # minutes: numpy sorts sixteen bits by counting


class Queue:
    """Things of several kinds, each as arrays of numbers; nothing is kept from minute `horizon` on."""

    def __init__(self, horizon: int) -> None:
        self.horizon = horizon
        self.minutes: list[int] = []
        self.waiting: dict[int, dict[str, list[Longs]]] = {}

    def add(self, kind: str, things: Longs, when: NDArray[np.integer[Any]]) -> None:
        """`when` in minutes, one for each thing."""
        soon = np.flatnonzero(when < self.horizon)
        if not len(soon):
            return
        delay = when[soon] - when[soon].min()
        short = delay.astype(np.uint16) if delay.max() < SHORT else delay
        soon = soon[np.argsort(short, kind="stable")]
        things, when = things[soon], when[soon]
        starts = np.concatenate(([0], np.flatnonzero(np.diff(when)) + 1))
        bounds = [*starts.tolist(), len(things)]
        for minute, first, last in zip(when[starts].tolist(), bounds, bounds[1:], strict=False):
            if minute not in self.waiting:
                heapq.heappush(self.minutes, minute)
                self.waiting[minute] = defaultdict(list)
            self.waiting[minute][kind].append(things[first:last])

    def next(self) -> tuple[int, dict[str, Longs]] | None:
        """The next minute at which something happens, and what; a kind of which there is nothing is empty."""
        if not self.minutes:
            return None
        minute = heapq.heappop(self.minutes)
        parts = self.waiting.pop(minute)
        return minute, defaultdict(lambda: NONE, {kind: np.concatenate(found) for kind, found in parts.items()})
