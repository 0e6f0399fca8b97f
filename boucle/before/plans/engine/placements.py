"""Where people place a way of planning: the middle and the spread of what they said, on two axes."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

QUARTERS = 4

Point = tuple[int, int]


@dataclass(frozen=True)
class Spread:
    """Of one axis: the median, and the quarters between which half of the people are."""

    median: float
    low: float
    high: float

    @property
    def width(self) -> float:
        return self.high - self.low


@dataclass(frozen=True)
class Summary:
    people: int
    x: Spread
    y: Spread


def summary(points: Sequence[Point], least: int) -> Summary | None:
    """None for fewer people than `least`: their places would say who they are."""
    if len(points) < least:
        return None
    across, up = zip(*points, strict=True)
    return Summary(len(points), spread(across), spread(up))


def spread(values: Sequence[int]) -> Spread:
    """Quarters by linear interpolation between ranks (R. J. Hyndman and Y. Fan, 1996, type 7)."""
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    low, median, high = statistics.quantiles(values, n=QUARTERS, method="inclusive")
    return Spread(median, low, high)
