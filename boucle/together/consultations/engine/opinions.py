"""The map of opinions: who stands where, which groups there are, how sure that is; or why there are none to show.

The same votes always give the same map: people stand in the order of their ids, never of their votes; every draw has
a seed.
"""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import threadpoolctl
from numpy.typing import NDArray

from boucle.together.consultations.engine import clusters, plane, resamples
from boucle.together.consultations.engine.votes import Votes


class Why(StrEnum):
    """Why there are no groups."""

    FEW_PEOPLE = "few-people"  # not two groups of the smallest size among those who voted enough
    SAME_VOTES = "same-votes"  # nobody differs from anybody
    SMALL_GROUPS = "small-groups"  # a few stand apart, too few to be shown
    NOT_APART = "not-apart"  # one cloud: groups would be cut through it
    NOT_STABLE = "not-stable"  # other people like these would give other groups


@dataclass(frozen=True)
class Limits:
    """What the map asks for; the defaults hold for every consultation."""

    votes: int = 7  # cast to be on the map, or as many as there are statements
    smallest: int = 3  # people in a group: two could each know the other's votes
    most: int = 5  # groups
    people_each: int = 12  # for each group beyond two
    margin: float = 0.05  # silhouettes nearer than this say the same: the fewer groups stand
    silhouette: float = 0.25  # Kaufman & Rousseeuw (1990): under it, no substantial structure
    stability: float = 0.6  # random votes of 20 people stay under 0.5, of more people lower; see recompute-opinions.md
    sample: int = 500  # people whose distances are all measured, and who are drawn from
    resamples: int = 60  # 0: stability is not measured, nor asked for
    redrawn: int = 12_500  # people in all resamples together: where many are drawn at once, fewer times tell as much
    seed: int = 0


@dataclass(frozen=True)
class Map:
    """`people`: rows of the votes that are on the map; `places` (people, 2) and `labels` (people) go with them.

    Without groups `count` is 0, `labels` are all -1 and `why` says why; what was measured before that stands.
    """

    people: NDArray[np.int64]
    axes: plane.Plane
    places: NDArray[np.float64]
    labels: NDArray[np.int64]
    count: int = 0
    silhouette: float | None = None
    stability: resamples.Stability | None = None
    why: Why | None = None

    def all_labels(self, participants: int) -> NDArray[np.int64]:
        """For every row of the votes: its group, or -1."""
        labels = np.full(participants, -1, np.int64)
        labels[self.people] = self.labels
        return labels


def chart(votes: Votes, limits: Limits | None = None) -> Map:
    """The map of these votes, whatever they are. Its time grows with people × statements², for the axes."""
    # Several threads add numbers up in an order that changes, and cost more than they bring at these sizes.
    with threadpoolctl.threadpool_limits(limits=1):
        return drawn(votes, limits or Limits())


def drawn(votes: Votes, limits: Limits) -> Map:
    people = admitted(votes, limits)
    matrix = votes.matrix[people]
    axes = plane.fit(matrix)
    bare = Map(people, axes, plane.project(matrix, axes), np.full(len(people), -1, np.int64))
    if len(people) < 2 * limits.smallest:
        return dataclasses.replace(bare, why=Why.FEW_PEOPLE)
    if not np.ptp(bare.places, axis=0).any():
        return dataclasses.replace(bare, why=Why.SAME_VOTES)
    sample = clusters.drawn([votes.participants[row] for row in people], limits.sample, limits.seed)
    return grouped(bare, matrix, sample, limits)


def admitted(votes: Votes, limits: Limits) -> NDArray[np.int64]:
    least = min(limits.votes, len(votes.statements))
    return np.flatnonzero(np.count_nonzero(votes.seen, axis=1) >= least)


def grouped(bare: Map, matrix: NDArray[np.int8], sample: NDArray[np.int64], limits: Limits) -> Map:
    most = min(limits.most, 2 + len(bare.people) // limits.people_each)
    found = clusters.best(
        bare.places, sample, most=most, smallest=limits.smallest, margin=limits.margin, seed=limits.seed
    )
    if found is None:
        return dataclasses.replace(bare, why=Why.SMALL_GROUPS)
    if found.silhouette < limits.silhouette:
        return dataclasses.replace(bare, silhouette=found.silhouette, why=Why.NOT_APART)
    measured = dataclasses.replace(bare, silhouette=found.silhouette)
    if limits.resamples:
        turns = max(1, min(limits.resamples, limits.redrawn // len(sample)))
        steady = resamples.stability(matrix, found.labels, sample, resamples=turns, seed=limits.seed)
        measured = dataclasses.replace(measured, stability=steady)
        if steady.mean < limits.stability:
            return dataclasses.replace(measured, why=Why.NOT_STABLE)
    return dataclasses.replace(measured, labels=found.labels, count=found.count)
