"""Who left between two rounds, and whether they thought otherwise: departures of dissenters look like agreement."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from boucle.together.consultations.engine import quantiles
from boucle.together.consultations.engine.quantiles import Given
from boucle.together.consultations.engine.stability import Said


@dataclass(frozen=True)
class Part:
    """Figures of the previous round. `median` and `dissenting` are None where nobody is counted, or where hidden."""

    n: int  # people who had an opinion in the previous round
    median: float | None
    dissenting: int | None  # of them, outside the interquartile range of all


@dataclass(frozen=True)
class Dropout:
    stayers: Part
    leavers: Part
    difference: float | None  # median of leavers minus median of stayers, in the unit of the scale
    is_hidden: bool  # some, but fewer than the minimum, left or stayed


@dataclass(frozen=True)
class Panel:
    """Of a whole round: who answered anything, against the round before."""

    stayed: int
    left: int
    joined: int


def panel(before: Iterable[str], after: Iterable[str]) -> Panel:
    first, second = set(before), set(after)
    return Panel(stayed=len(first & second), left=len(first - second), joined=len(second - first))


def dropout(before: Said, after: Said, method: str, minimum_cell: int = 1) -> Dropout:
    """Those who answered the item in both rounds against those who answered it in the first only.

    To say "no opinion" in the second round is to stay. `method` names the quantiles. With fewer than `minimum_cell`
    leavers or stayers, what either thought is hidden; a facilitator, who sees answers, asks with 1.
    """
    stayed = quantiles.given(value for name, value in before.items() if name in after)
    left = quantiles.given(value for name, value in before.items() if name not in after)
    is_hidden = any(0 < len(part) < minimum_cell for part in (stayed, left))
    bounds = quantiles.quartiles(np.concatenate((stayed, left)), method)
    stayers, leavers = (part(each, bounds, method, is_hidden) for each in (stayed, left))
    known = stayers.median is not None and leavers.median is not None
    return Dropout(
        stayers=stayers,
        leavers=leavers,
        difference=leavers.median - stayers.median if known else None,  # type: ignore[operator]  # `known` says so
        is_hidden=is_hidden,
    )


def part(opinions: Given, bounds: quantiles.Quartiles, method: str, is_hidden: bool) -> Part:
    if is_hidden or not len(opinions) or bounds.q1 is None or bounds.q3 is None:
        return Part(len(opinions), None, None)
    outside = int(((opinions < bounds.q1) | (opinions > bounds.q3)).sum())
    return Part(len(opinions), quantiles.quartiles(opinions, method).median, outside)
