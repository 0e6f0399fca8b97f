"""How far people agree beyond chance: Kendall's W of rankings, kappa of pairs, Krippendorff's alpha of codings."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

import numpy as np
import scipy
from numpy.typing import NDArray

from boucle.together.consultations.engine.sentences import Refusal, gettext_noop


def tied_ranks(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Ranks from 1, (people, things): tied things share the mean of their places."""
    if rows.size == 0:
        return rows
    return np.asarray(scipy.stats.rankdata(rows, axis=1), dtype=np.float64)


def kendall(ranks: NDArray[np.float64]) -> float | None:
    """Kendall's coefficient of concordance W, 0 to 1, corrected for ties; `ranks`: (people, things), complete.

    W = χ² / (m (n − 1)) with Friedman's χ², m people and n things (Kendall & Babington Smith 1939; Legendre 2005).
    Under two people or two things, or where every ranking is one tie, it is not defined: None.
    """
    people, things = map(int, ranks.shape)
    if people < 2 or things < 2 or bool((ranks == ranks[:, :1]).all()):
        return None
    if things == 2:  # scipy wants three; Friedman's χ² of two is the sign test's (a − b)² / (a + b)
        first, second = int((ranks[:, 0] < ranks[:, 1]).sum()), int((ranks[:, 0] > ranks[:, 1]).sum())
        return float(first - second) ** 2 / ((first + second) * people)
    found = scipy.stats.friedmanchisquare(*ranks.T)
    return float(min(1.0, max(0.0, found.statistic / (people * (things - 1)))))


def kappa(
    first: Sequence[int] | NDArray[np.int64], second: Sequence[int] | NDArray[np.int64], weights: str | None = None
) -> float | None:
    """Cohen's kappa of paired categories, numbered from 0 in their order; −1 to 1.

    `weights`: None counts any difference as whole (Cohen 1960); "linear" and "quadratic" count it by its distance, or
    by the square of it (Cohen 1968). None without pairs, or where all are in one and the same category: there is then
    no chance to compare with.
    """
    if len(first) != len(second):
        raise Refusal(gettext_noop("Each answer has its place in every column: the columns have different lengths."))
    if len(first) == 0 or len({*map(int, first), *map(int, second)}) == 1:
        return None
    from statsmodels.stats import inter_rater  # when it is needed: a second of every command

    size = int(max(*first, *second)) + 1
    table = np.zeros((size, size))
    np.add.at(table, (np.asarray(first), np.asarray(second)), 1)
    return min(1.0, max(-1.0, float(inter_rater.cohens_kappa(table, wt=weights, return_results=False))))


def percent(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Share of pairs of coders that agree, 0 to 1, over the units that two or more coded; None where there is none.

    A unit holds what each coder made of it, None for a coder who did not see it.
    """
    agreeing = pairs = 0
    for counts in counted(units):
        total = counts.total()
        agreeing += sum(count * (count - 1) for count in counts.values())
        pairs += total * (total - 1)
    return agreeing / pairs if pairs else None


def krippendorff(units: Iterable[Sequence[Hashable | None]]) -> float | None:
    """Krippendorff's alpha for nominal values, any number of coders, missing values; at most 1, 0 being chance.

    α = ((n − 1) Σ o_cc − Σ n_c (n_c − 1)) / (n (n − 1) − Σ n_c (n_c − 1)), from the coincidences o_cc of the units
    that two or more coded, each worth 1/(m − 1) for its m values: K. Krippendorff, "Computing Krippendorff's
    Alpha-Reliability" (2011), section D. None where fewer than two values can be paired, or where all are the same.
    """
    coincident = 0.0
    values: Counter[Hashable] = Counter()
    for counts in counted(units):
        coincident += sum(count * (count - 1) for count in counts.values()) / (counts.total() - 1)
        values += counts
    total = values.total()
    expected = sum(count * (count - 1) for count in values.values())
    if total * (total - 1) == expected:
        return None
    return ((total - 1) * coincident - expected) / (total * (total - 1) - expected)


def counted(units: Iterable[Sequence[Hashable | None]]) -> Iterable[Counter[Hashable]]:
    """The values of each unit that can be paired."""
    for unit in units:
        counts: Counter[Hashable] = Counter(value for value in unit if value is not None)
        if counts.total() > 1:
            yield counts
