"""What holds across groups: consensus that no group can be outvoted in, and statements that most of everybody share.

Sources: group-informed consensus and consensus statements: Small et al., "Polis: Scaling Deliberation by Mapping High
Dimensional Opinion Spaces", Recerca 26 (2021).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boucle.together.consultations.engine import representative
from boucle.together.consultations.engine.votes import Counts

HALF = 0.5


@dataclass(frozen=True)
class Shared:
    """A statement, by its column, that most of all participants vote one `way` on; `rank` is p × z."""

    statement: int
    way: str
    p: float
    z_p: float
    rank: float


@dataclass(frozen=True)
class Bridge:
    """A statement that more than half of every group votes one `way` on; `consensus` as in `consensus`, `least` the
    smallest smoothed share among the groups."""

    statement: int
    way: str
    consensus: float
    least: float


def consensus(counts: Counts, way: str = representative.AGREE) -> NDArray[np.float64]:
    """Group-informed, per statement, 0 to 1: the product over groups of (said + 1) / (seen + 2).

    Of (group, statement) counts; ½ per group where nobody voted. It falls as groups grow in number: compare within one
    map."""
    product: NDArray[np.float64] = np.prod(shares(counts, way), axis=0)
    return product


def bridges(counts: Counts, shown: int = representative.SHOWN) -> list[Bridge]:
    """Greatest consensus first, of equals the first statement; none unless there are two groups."""
    found = []
    for way in (representative.AGREE, representative.DISAGREE):
        least = shares(counts, way).min(axis=0, initial=1)
        together = consensus(counts, way)
        found += [
            Bridge(int(column), way, float(together[column]), float(least[column]))
            for column in np.flatnonzero((least > HALF) & (len(counts.agree) > 1))
        ]
    return sorted(found, key=lambda one: (-one.consensus, one.statement))[:shown]


def shared(counts: Counts, way: str = representative.AGREE, shown: int = representative.SHOWN) -> list[Shared]:
    """Of counts per statement, of everybody: p over one half with z over 1.2816, greatest p × z first."""
    said, seen = (counts.agree if way == representative.AGREE else counts.disagree), counts.seen
    p, z = representative.smoothed(said, seen), representative.z_half(said, seen)
    found = [
        Shared(int(column), way, float(p[column]), float(z[column]), float(p[column] * z[column]))
        for column in np.flatnonzero((p > HALF) & (z > representative.SURE))
    ]
    return sorted(found, key=lambda one: (-one.rank, one.statement))[:shown]


def shares(counts: Counts, way: str) -> NDArray[np.float64]:
    said = counts.agree if way == representative.AGREE else counts.disagree
    return representative.smoothed(said, counts.seen)
