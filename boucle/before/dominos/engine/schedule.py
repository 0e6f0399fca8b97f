"""Outage schedules: rotations of tranches as Belgium and France foresee them, and what they cut.

Belgium: eight tranches, one evening window after another, 8 to 2 then again; the first is kept for automatic shedding.
France: medium-voltage feeders, at most two hours each, between 8 and 13 h and between 18 and 20 h. Times in minutes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from boucle.before.dominos.engine.model import Longs, Services
from boucle.before.dominos.engine.timeline import Outages

HOUR, DAY = 60, 24 * 60
BELGIAN_WINDOW = (17 * HOUR, 20 * HOUR)
BELGIAN_ORDER = tuple(str(number) for number in range(8, 1, -1))
FRENCH_WINDOWS = ((8 * HOUR, 10 * HOUR), (10 * HOUR, 12 * HOUR), (18 * HOUR, 20 * HOUR))


@dataclass(frozen=True)
class Cut:
    tranche: str
    start: int
    end: int


def rotation(tranches: Sequence[str], windows: Iterable[tuple[int, int]]) -> list[Cut]:
    """Each window cuts the next tranche; after the last comes the first again."""
    return [Cut(tranches[at % len(tranches)], start, end) for at, (start, end) in enumerate(windows)]


def belgian(days: int, order: Sequence[str] = BELGIAN_ORDER) -> list[Cut]:
    """One tranche each evening, 17 to 20 h, from the midnight before the first."""
    start, end = BELGIAN_WINDOW
    return rotation(order, ((day * DAY + start, day * DAY + end) for day in range(days)))


def french(feeders: Sequence[str], days: int) -> list[Cut]:
    """One group of feeders in each two-hour window, from the midnight before the first."""
    windows = ((day * DAY + start, day * DAY + end) for day in range(days) for start, end in FRENCH_WINDOWS)
    return rotation(feeders, windows)


def outages(services: Services, cuts: Sequence[Cut]) -> Outages:
    """Every service of each tranche is cut, tranche after tranche; a tranche that nobody is in cuts nobody."""
    tranches = members(services)
    found = [(tranches[cut.tranche], cut) for cut in cuts if cut.tranche in tranches]
    times = np.array([(cut.start, cut.end) for _, cut in found], np.int32).reshape(-1, 2)
    times = np.repeat(times, [len(rows) for rows, _ in found], axis=0)
    service = np.concatenate([np.empty(0, np.int64), *(rows for rows, _ in found)])
    return Outages(service, times[:, 0].copy(), times[:, 1].copy())


def members(services: Services) -> dict[str, Longs]:
    """The services of each tranche that has a name."""
    names, codes = services.tranche.names, services.tranche.codes
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(len(names) + 1))
    return {name: order[bounds[code] : bounds[code + 1]] for code, name in enumerate(names) if name}
