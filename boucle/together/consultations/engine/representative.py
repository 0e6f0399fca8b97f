"""What each group says that the others do not, and how sure every share is.

Shares are smoothed, p = (n + 1) / (N + 2); a group's share is compared with that of the other groups together. Source:
Small et al., "Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces", Recerca 26 (2021).
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from boucle.together.consultations.engine import votes
from boucle.together.consultations.engine.votes import Counts

SURE = 1.2816  # z of a one-sided test at 90 %
SHOWN = 5
LEVEL = 0.95

AGREE, DISAGREE = "agree", "disagree"


@dataclass(frozen=True)
class Measures:
    """One way of voting, arrays (group, statement): smoothed share `p`; `ratio` to the share outside; `z_p` of p
    against one half, `z_ratio` of p against outside."""

    p: NDArray[np.float64]
    ratio: NDArray[np.float64]
    z_p: NDArray[np.float64]
    z_ratio: NDArray[np.float64]

    @property
    def rank(self) -> NDArray[np.float64]:
        return self.ratio * self.z_ratio * self.p * self.z_p

    @property
    def sure(self) -> NDArray[np.bool_]:
        return (self.z_p > SURE) & (self.z_ratio > SURE)


@dataclass(frozen=True)
class Chosen:
    """A statement, by its column, that speaks for a group, and which way the group votes on it."""

    statement: int
    way: str
    p: float
    ratio: float
    z_p: float
    z_ratio: float
    rank: float


def tally(matrix: NDArray[np.int8], labels: NDArray[np.int64], groups: int) -> Counts:
    """Counts (group, statement) of last votes; `labels` per participant, -1 for who is in no group and is left out."""
    found = [votes.count(matrix[labels == group]) for group in range(groups)]
    shape = (groups, matrix.shape[1])
    agree = np.array([one.agree for one in found], np.int64).reshape(shape)
    disagree = np.array([one.disagree for one in found], np.int64).reshape(shape)
    return Counts(agree, disagree, np.array([one.passed for one in found], np.int64).reshape(shape))


def measure(counts: Counts, way: str = AGREE) -> Measures:
    """Of (group, statement) counts: each group against all the others together."""
    said, seen = (counts.agree if way == AGREE else counts.disagree), counts.seen
    others, others_seen = said.sum(axis=0) - said, seen.sum(axis=0) - seen
    p = smoothed(said, seen)
    return Measures(p, p / smoothed(others, others_seen), z_half(said, seen), z_pair(said, seen, others, others_seen))


def chosen(counts: Counts, shown: int = SHOWN) -> list[list[Chosen]]:
    """Per group, the statements of which both z are sure, greatest rank first, of equals the first statement; may be
    none. No statement comes twice: agreeing and disagreeing cannot both be surely more than half."""
    both = {way: measure(counts, way) for way in (AGREE, DISAGREE)}
    return [of_group(both, group)[:shown] for group in range(len(counts.agree))]


def of_group(both: dict[str, Measures], group: int) -> list[Chosen]:
    found = [
        Chosen(int(column), way, *(float(part[group, column]) for part in parts(one)))
        for way, one in both.items()
        for column in np.flatnonzero(one.sure[group])
    ]
    return sorted(found, key=lambda one: (-one.rank, one.statement))


def parts(one: Measures) -> tuple[NDArray[np.float64], ...]:
    return one.p, one.ratio, one.z_p, one.z_ratio, one.rank


def smoothed(said: NDArray[np.int64], seen: NDArray[np.int64]) -> NDArray[np.float64]:
    return (said + 1) / (seen + 2)


def z_half(said: NDArray[np.int64], seen: NDArray[np.int64]) -> NDArray[np.float64]:
    """Is the share more than one half? One vote is added for it."""
    z: NDArray[np.float64] = 2 * np.sqrt(seen + 1) * ((said + 1) / (seen + 1) - 0.5)
    return z


def z_pair(
    said: NDArray[np.int64], seen: NDArray[np.int64], others: NDArray[np.int64], others_seen: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Is the share more than the others'? Pooled test of two proportions, one vote added to each; 0 where all did."""
    pooled = (said + others + 2) / (seen + others_seen + 2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / (seen + 1) + 1 / (others_seen + 1)))
    away = (said + 1) / (seen + 1) - (others + 1) / (others_seen + 1)
    z: NDArray[np.float64] = np.divide(away, spread, out=np.zeros_like(away), where=spread > 0)
    return z


def interval(
    said: NDArray[np.int64], seen: NDArray[np.int64], level: float = LEVEL
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Low and high of the share said / seen, 0 to 1: Wilson, Journal of the American Statistical Association 22 (1927).

    The whole of 0 to 1 where nobody has seen the statement: nothing is known."""
    z = scipy.special.ndtri((1 + level) / 2)
    share = said / np.maximum(seen, 1)
    known = seen + z * z
    middle = (said + z * z / 2) / known
    half = z / known * np.sqrt(seen * share * (1 - share) + z * z / 4)
    # Where none or all said it, the end is known, and rounding must not hide it.
    return np.where(said == 0, 0.0, middle - half), np.where(said == seen, 1.0, middle + half)
