"""How sure a map is: would other people like these give as many groups, of which sizes, each with the same people?

The bootstrap (Efron & Tibshirani, 1993): people are drawn with replacement, axes and groups are made again for every
number of groups. A number of groups *holds* in a draw when its groups agree with those of everybody by an adjusted Rand
index of at least `HOLDS` (Steinley, Psychological Methods 9, 2004). Groups of a draw are matched to those of the map so
that most people keep theirs (Kuhn, 1955); a group holds when at least half of all who are in either are in both
(Jaccard; Hennig, Computational Statistics & Data Analysis 52, 2007: under one half, a group is dissolved).
"""

from dataclasses import dataclass

import numpy as np
import scipy
import threadpoolctl
from numpy.typing import NDArray

from boucle.together.consultations.engine import clusters, opinions, plane, representative, resamples
from boucle.together.consultations.engine.votes import Counts, Votes

HOLDS = 0.65
DISSOLVED = 0.5
INTERVAL = resamples.INTERVAL
DRAWS = 1000  # of numbers alone: they cost nothing

Labels = NDArray[np.int64]


@dataclass(frozen=True)
class Trial:
    """Of one number of groups: silhouette of everybody's groups (None where they are not that many), and in which share
    of the draws they hold."""

    count: int
    silhouette: float | None
    holds: float


@dataclass(frozen=True)
class Sureness:
    """`sizes`: people, lower and upper end where nine draws in ten lie, for each group of the map; `held`: share of the
    draws in which the group holds. `shares[person, group]`: of the draws with them, those that put them there (NaN:
    never drawn)."""

    draws: int
    trials: tuple[Trial, ...]
    sizes: tuple[tuple[int, int], ...]
    held: tuple[float, ...]
    shares: NDArray[np.float64]


@dataclass
class Tally:
    """What the draws add up to for the groups of the map."""

    drawn: NDArray[np.float64]
    members: NDArray[np.float64]
    sizes: list[NDArray[np.int64]]
    held: list[NDArray[np.bool_]]


def measure(votes: Votes, found: opinions.Map, limits: opinions.Limits) -> Sureness:
    """Of a map of these votes, by the same limits. Nothing is measured without draws."""
    if not limits.resamples or found.why in (opinions.Why.FEW_PEOPLE, opinions.Why.SAME_VOTES):
        return Sureness(0, (), (), (), np.full((len(found.people), found.count), np.nan))
    with threadpoolctl.threadpool_limits(limits=1):
        return drawn_again(votes, found, limits)


def drawn_again(votes: Votes, found: opinions.Map, limits: opinions.Limits) -> Sureness:
    matrix = votes.matrix[found.people]
    sample = clusters.drawn([votes.participants[row] for row in found.people], limits.sample, limits.seed)
    most = min(limits.most, 2 + len(found.people) // limits.people_each)
    splits = {
        number: clusters.split(found.places, sample, number, smallest=limits.smallest, seed=limits.seed)
        for number in range(2, most + 1)
    }
    agreed: dict[int, list[float]] = {number: [] for number in splits}
    tally = Tally(np.zeros(len(matrix)), np.zeros((len(matrix), max(1, found.count))), [], [])
    turns = max(1, min(limits.resamples, limits.redrawn // len(sample)))  # as many as the map itself
    for turn in range(turns):
        people = np.sort(np.random.default_rng((limits.seed, turn)).choice(sample, len(sample)))
        places = plane.project(matrix[people], plane.fit(matrix[people]))
        for number, labels in splits.items():
            again = clusters.split(
                places, np.arange(len(places)), number, smallest=1, seed=turn, starts=resamples.STARTS
            )
            once, first = np.unique(people, return_index=True)
            agreed[number].append(alike(labels[once], again[first]))
            if number == found.count:
                count(tally, found.labels, people, again)
    trials = tuple(trial(found.places, sample, number, labels, agreed[number]) for number, labels in splits.items())
    return summed(tally, trials, found, turns, len(sample))


def alike(labels: Labels, others: Labels) -> float:
    """The adjusted Rand index of two groupings of the same people (Hubert and Arabie 1985)."""
    from sklearn import metrics  # when it is needed: two seconds of every command

    return float(metrics.adjusted_rand_score(labels, others))


def trial(places: NDArray[np.float64], sample: Labels, number: int, labels: Labels, agreed: list[float]) -> Trial:
    from sklearn import metrics

    kept = labels[sample]
    silhouette = None
    if 2 <= len(set(kept.tolist())) < len(sample) and int(labels.max()) + 1 == number:
        apart = scipy.spatial.distance.cdist(places[sample], places[sample])
        silhouette = float(metrics.silhouette_score(apart, kept, metric="precomputed"))
    holds = float(np.mean(np.array(agreed) >= HOLDS)) if silhouette is not None else 0.0
    return Trial(number, silhouette, holds)


def count(tally: Tally, labels: Labels, people: Labels, again: Labels) -> None:
    """Adds one draw: `people` who were drawn, some more than once, and the groups that they are in `again`."""
    groups = tally.members.shape[1]
    table = np.zeros((groups, max(groups, int(again.max()) + 1)), np.int64)
    np.add.at(table, (labels[people], again), 1)
    mine, theirs = scipy.optimize.linear_sum_assignment(table, maximize=True)
    match = dict(zip(theirs.tolist(), mine.tolist(), strict=True))
    same = np.array([match.get(one, -1) for one in range(table.shape[1])])[again]
    tally.drawn += np.bincount(people, minlength=len(tally.drawn)) > 0
    for group in range(groups):
        tally.members[np.unique(people[same == group]), group] += 1
    both = table[mine, theirs]
    either = table.sum(1)[mine] + table.sum(0)[theirs] - both
    tally.sizes.append(np.bincount(same[same >= 0], minlength=groups))
    tally.held.append(both >= DISSOLVED * np.maximum(either, 1))


def summed(tally: Tally, trials: tuple[Trial, ...], found: opinions.Map, turns: int, sample: int) -> Sureness:
    if not found.count:
        return Sureness(turns, trials, (), (), np.empty((len(found.people), 0)))
    scale = len(found.people) / sample
    low, high = np.percentile(np.array(tally.sizes) * scale, INTERVAL, axis=0)
    with np.errstate(invalid="ignore"):
        shares = tally.members / np.where(tally.drawn, tally.drawn, np.nan)[:, None]
    return Sureness(
        draws=turns,
        trials=trials,
        sizes=tuple((round(float(a)), round(float(b))) for a, b in zip(low, high, strict=True)),
        held=tuple(float(share) for share in np.mean(np.array(tally.held), axis=0)),
        shares=shares,
    )


def consensus_interval(counts: Counts, statement: int, way: str, seed: int) -> tuple[float, float]:
    """Where nine in ten of the draws put a group-informed consensus (see `bridges`), groups kept as they are: drawing
    the people of a group again gives a binomial number of those who said it, of those who saw it."""
    said = (counts.agree if way == representative.AGREE else counts.disagree)[:, statement]
    seen = counts.seen[:, statement]
    rng = np.random.default_rng((seed, statement))
    again = rng.binomial(seen, said / np.maximum(seen, 1), (DRAWS, len(seen)))
    low, high = np.percentile(np.prod(representative.smoothed(again, seen), axis=1), INTERVAL)
    return float(low), float(high)
