"""Would other people like these have given the same groups? The bootstrap: draw people with replacement, start again.

Sources: Efron & Tibshirani, "An Introduction to the Bootstrap" (1993); agreement of two groupings: Hubert & Arabie,
"Comparing Partitions", Journal of Classification 2 (1985), 1 the same, 0 as by chance.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boucle.together.consultations.engine import clusters, plane

STARTS = 3  # with one, k-means misses a small group now and then, and the groups look less stable than they are
INTERVAL = (5, 95)  # percentiles


@dataclass(frozen=True)
class Stability:
    """Adjusted Rand index between the groups and those of the resamples: mean, and where nine in ten of them lie."""

    mean: float
    low: float
    high: float
    resamples: int


def stability(
    matrix: NDArray[np.int8], labels: NDArray[np.int64], sample: NDArray[np.int64], *, resamples: int, seed: int
) -> Stability:
    """`matrix` (participants, statements) and `labels` of all; people are drawn from the sample. Where that is not
    everybody, resamples are smaller, and the stability is understated rather than overstated."""
    number = int(labels.max()) + 1
    found = [agreement(matrix, labels, sample, number, (seed, turn)) for turn in range(resamples)]
    low, high = np.percentile(found, INTERVAL)
    return Stability(float(np.mean(found)), float(low), float(high), resamples)


def agreement(
    matrix: NDArray[np.int8], labels: NDArray[np.int64], sample: NDArray[np.int64], number: int, seed: tuple[int, int]
) -> float:
    from sklearn import metrics  # when it is needed: two seconds of every command

    drawn = np.sort(np.random.default_rng(seed).choice(sample, len(sample)))
    votes = matrix[drawn]
    places = plane.project(votes, plane.fit(votes))
    again = clusters.split(places, np.arange(len(places)), number, smallest=1, seed=seed[1], starts=STARTS)
    people, first = np.unique(drawn, return_index=True)
    return float(metrics.adjusted_rand_score(labels[people], again[first]))
