"""Groups of opinion among places on a plane: k-means for each number of groups, the fewest that separate as any do.

Source of the silhouette: Rousseeuw, "Silhouettes", Journal of Computational and Applied Mathematics 20 (1987); of its
reading, Kaufman & Rousseeuw, "Finding Groups in Data" (1990): under 0.25 nothing that deserves the name.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from boucle.together.consultations.engine import votes

STARTS = 10


@dataclass(frozen=True)
class Split:
    """`labels`, int64 per place, from 0: the largest group first, of equals the one with the first participant."""

    labels: NDArray[np.int64]
    count: int
    silhouette: float


def drawn(ids: Sequence[votes.Id], size: int, seed: int) -> NDArray[np.int64]:
    """At most `size` places in `ids`, ascending. Chosen by the ids alone: a newcomer changes one of them at most."""
    if len(ids) <= size:
        return np.arange(len(ids))
    chosen = np.lexsort((np.arange(len(ids)), marks(ids, seed)))[:size]
    return np.sort(chosen)


def best(
    places: NDArray[np.float64], sample: NDArray[np.int64], *, most: int, smallest: int, margin: float, seed: int
) -> Split | None:
    """The fewest groups, 2 to `most`, whose silhouette on the sample is within `margin` of the best; None where there
    are no two groups of `smallest` people."""
    from sklearn import metrics

    apart = scipy.spatial.distance.cdist(places[sample], places[sample])
    found = []
    for number in range(2, most + 1):
        labels = split(places, sample, number, smallest=smallest, seed=seed)
        if 2 <= len(set(labels[sample])) < len(sample):
            quality = float(metrics.silhouette_score(apart, labels[sample], metric="precomputed"))
            found.append(Split(labels, int(labels.max()) + 1, quality))
    if not found:
        return None
    enough = max(one.silhouette for one in found) - margin
    return min((one for one in found if one.silhouette >= enough), key=lambda one: (one.count, -one.silhouette))


def split(
    places: NDArray[np.float64],
    sample: NDArray[np.int64],
    number: int,
    *,
    smallest: int,
    seed: int,
    starts: int = STARTS,
) -> NDArray[np.int64]:
    """Labels of all places: centres found on the sample, then moved by everybody. Who is left in a group under
    `smallest` joins the nearest other one, so there may be fewer groups than asked, even one."""
    from sklearn import cluster  # when it is needed: two seconds of every command

    number = min(number, len(np.unique(places[sample], axis=0)))
    centres = cluster.KMeans(number, n_init=starts, random_state=seed).fit(places[sample]).cluster_centers_
    if len(sample) < len(places):
        centres = cluster.KMeans(number, init=centres, n_init=1).fit(places).cluster_centers_
    labels = nearest(places, centres)
    while len(centres) > 1 and (sizes := np.bincount(labels, minlength=len(centres))).min() < smallest:
        centres = np.delete(centres, np.argmin(sizes), axis=0)
        labels = nearest(places, centres)
    return ranked(labels)


def marks(ids: Sequence[votes.Id], seed: int) -> NDArray[np.uint64]:
    """A number without order for each id, always the same: SplitMix64 (Steele, Lea & Flood, OOPSLA 2014) of the id, or
    of a digest of its text."""
    array = np.asarray(ids)
    if array.dtype.kind != "i":
        array = np.array([number(one) for one in ids], np.uint64)
    mixed = array.astype(np.uint64) + np.uint64((seed + 1) * 0x9E3779B97F4A7C15 % 2**64)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def number(one: votes.Id) -> int:
    if isinstance(one, int):
        return one % 2**64
    return int.from_bytes(hashlib.blake2b(one.encode(), digest_size=8).digest(), "big")


def nearest(places: NDArray[np.float64], centres: NDArray[np.float64]) -> NDArray[np.int64]:
    labels: NDArray[np.int64] = scipy.spatial.distance.cdist(places, centres).argmin(axis=1)
    return labels


def ranked(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same groups under their lasting numbers."""
    _, first, same, sizes = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    numbers = np.empty(len(sizes), np.int64)
    numbers[np.lexsort((first, -sizes))] = np.arange(len(sizes))
    return numbers[same]
