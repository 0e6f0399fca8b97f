"""Whether answers still move between two rounds: said of the same people, beside consensus and never in its place.

Only people who gave an opinion in both rounds count, so that a departure is not taken for a change of mind: see
`dropout`. A test that is not significant does not prove stability: with few people it sees little. That is why
`stable` rests on the measures of change for which the rule has a threshold, and never on a p-value.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from boucle.together.consultations.engine import agreement, delphi_summary, delphi_verdict, quantiles
from boucle.together.consultations.engine.delphi_terms import Rule

Said = Mapping[str, float | None]  # participant: answer, None or NaN for "no opinion"
Column = NDArray[np.float64]

EXACT_AT_MOST = 200  # changes, for the signed-rank test: milliseconds


@dataclass(frozen=True)
class Stability:
    n: int  # people with an opinion in both rounds
    changed: int  # how many of them gave another answer
    histogram: float | None  # share of opinions that moved to another mark, net: 0 to 1; None without pairs
    kappa: float | None  # weighted, −1 to 1; None without pairs, or where all stayed on one and the same mark
    wilcoxon_p: float | None  # None where nobody changed
    mcnemar_p: float | None  # agreeing or not; None where the rule has no agreement, or nobody changed sides
    coefficient_change: float | None  # of sd / mean, second round minus first; None where either is not defined
    stable: bool | None  # by the rule's thresholds; None under its minimum of answers, or where no measure is defined


def stability(before: Said, after: Said, rule: Rule) -> Stability:
    """From one round to the next in which the item was asked. Raises Refusal for an answer off the scale."""
    first, second = pairs(before, after)
    for column in (first, second):
        delphi_summary.check_scale(np.sort(column), rule)
    histogram = histogram_change(first, second, rule)
    kappa = agreement.kappa(
        delphi_summary.places(first, rule), delphi_summary.places(second, rule), rule.stability.kappa_weights
    )
    change = coefficient_change(first, second)
    return Stability(
        n=len(first),
        changed=int((first != second).sum()),
        histogram=histogram,
        kappa=kappa,
        wilcoxon_p=wilcoxon(first, second),
        mcnemar_p=mcnemar(first, second, agreement_from(rule)),
        coefficient_change=change,
        stable=is_stable(len(first), histogram, kappa, change, rule),
    )


def pairs(before: Said, after: Said) -> tuple[Column, Column]:
    """Opinions of the same people, sorted, so that no figure depends on an order."""
    both = sorted(set(before) & set(after))
    first = quantiles.aligned(before[name] for name in both)
    second = quantiles.aligned(after[name] for name in both)
    known = ~(np.isnan(first) | np.isnan(second))
    first, second = first[known], second[known]
    order = np.lexsort((second, first))
    return first[order], second[order]


def histogram_change(first: Column, second: Column, rule: Rule) -> float | None:
    """½ Σ |f₂ − f₁| / n over the marks (Scheibe, Skutsch & Schofer 1975; under 15 %: Dajani et al. 1979)."""
    if not len(first):
        return None
    counts = [np.array(delphi_summary.distribution(column, rule)) for column in (first, second)]
    return float(np.abs(counts[1] - counts[0]).sum() / 2 / len(first))


def wilcoxon(first: Column, second: Column) -> float | None:
    """Two-sided p of the signed-rank test on who changed (Wilcoxon 1945): zeros dropped, as Wilcoxon did.

    Exact up to 200 changes, ties or not, else by the normal approximation.
    """
    moves = np.round(second - first, 9)  # so that 0.3 − 0.2 and 0.2 − 0.1 tie
    moves = moves[moves != 0]
    if not len(moves):
        return None
    return (
        exact_p(moves)
        if len(moves) <= EXACT_AT_MOST
        else float(scipy.stats.wilcoxon(moves, method="asymptotic").pvalue)
    )


def exact_p(moves: Column) -> float:
    """From the distribution of the sum of positive ranks when each sign is a coin: scipy has it without ties only, and
    with ties goes through all 2ⁿ signs, a second for 13 people."""
    ranks = np.rint(2 * scipy.stats.rankdata(np.abs(moves))).astype(np.int64)  # doubled: tied ranks end in a half
    chances = np.zeros(int(ranks.sum()) + 1)
    chances[0] = 1.0
    for rank in np.sort(ranks):
        chances[rank:] = (chances[rank:] + chances[: len(chances) - rank]) / 2
        chances[:rank] /= 2
    positive = int(ranks[moves > 0].sum())
    return float(min(1.0, 2 * min(chances[: positive + 1].sum(), chances[positive:].sum())))


def mcnemar(first: Column, second: Column, threshold: float | None) -> float | None:
    """Two-sided exact p of a change between agreeing (`threshold` or above) and not (McNemar 1947)."""
    if threshold is None:
        return None
    was, now = (column >= threshold - delphi_summary.TOLERANCE for column in (first, second))
    table = [[int((was & now).sum()), int((was & ~now).sum())], [int((~was & now).sum()), int((~was & ~now).sum())]]
    if table[0][1] + table[1][0] == 0:
        return None
    from statsmodels.stats import contingency_tables  # when it is needed: a second of every command

    return float(contingency_tables.mcnemar(np.array(table), exact=True).pvalue)


def agreement_from(rule: Rule) -> float | None:
    """The answer from which a person agrees: the median that the rule asks for, or else where its high band begins."""
    if rule.median_at_least is not None:
        return rule.median_at_least
    return rule.seventy_fifteen.high[0] if rule.seventy_fifteen else None


def coefficient_change(first: Column, second: Column) -> float | None:
    coefficients = [
        delphi_summary.coefficient(delphi_summary.average(column), delphi_summary.deviation(column))
        for column in (first, np.sort(second))
        if len(column)
    ]
    if len(coefficients) < 2 or coefficients[0] is None or coefficients[1] is None:
        return None
    return coefficients[1] - coefficients[0]


def is_stable(n: int, histogram: float | None, kappa: float | None, change: float | None, rule: Rule) -> bool | None:
    """Whether the measures that are defined meet all thresholds. Without kappa all stayed on one mark."""
    asked = rule.stability
    if n < rule.minimum_answers:
        return None
    met = []
    if asked.histogram_below is not None:
        met.append(delphi_verdict.is_below(histogram, asked.histogram_below))
    if asked.kappa_at_least is not None:
        met.append(kappa is None or delphi_verdict.at_least(kappa, asked.kappa_at_least))
    if asked.coefficient_change_at_most is not None and change is not None:
        met.append(delphi_verdict.at_most(abs(change), asked.coefficient_change_at_most))
    return all(met) if met else None
