"""Figures of the answers to one item in one round, on the rule's scale. `delphi_verdict` judges them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isfinite

import numpy as np

from boucle.together.consultations.engine import quantiles
from boucle.together.consultations.engine.delphi_terms import RAND_SCALE, Rule
from boucle.together.consultations.engine.quantiles import Answers, Given
from boucle.together.consultations.engine.sentences import Refusal, gettext_noop

TOLERANCE = 1e-9  # of comparisons with a threshold
IPRAS_CONSTANT, IPRAS_SLOPE, IPRAS_CENTRE = 2.35, 1.5, 5.0


@dataclass(frozen=True)
class Summary:
    """Units: those of the scale; shares from 0 to 1. None where a figure is not defined: see each."""

    n: int  # opinions
    no_opinion: int
    distribution: tuple[int, ...] = ()  # opinions at each of `rule.marks`
    min: float | None = None  # like what follows to iqr: None where nobody has an opinion
    q1: float | None = None
    median: float | None = None
    q3: float | None = None
    max: float | None = None
    iqr: float | None = None  # q3 − q1
    mean: float | None = None
    sd: float | None = None  # of a sample (n − 1); None under 2 opinions
    coefficient_of_variation: float | None = None  # sd / mean; None where sd is, or where the mean is not above 0
    ipr: float | None = None  # 70th minus 30th percentile
    ipras: float | None = None  # None off the scale [1, 9]
    is_ipras_disagreement: bool | None = None  # ipr > ipras
    high_share: float | None = None  # of the bands of 70/15; None where the rule has none
    low_share: float | None = None
    commonest: tuple[float, ...] = field(default=())  # marks; several when tied
    commonest_share: float | None = None  # of one of them


def summary(values: Answers, rule: Rule) -> Summary:
    """Figures of a 1-D array of answers, None or NaN being "no opinion". Raises Refusal for an answer off the scale."""
    answers = quantiles.aligned(values)
    opinions = quantiles.given(answers)
    check_scale(opinions, rule)
    counts = distribution(opinions, rule)
    missing = len(answers) - len(opinions)
    if not opinions.size:
        return Summary(0, missing, counts)
    q1, median, q3, p30, p70 = (float(each) for each in at(opinions, (0.25, 0.5, 0.75, 0.3, 0.7), rule))
    mean, sd = average(opinions), deviation(opinions)
    bands = rule.seventy_fifteen
    ipras = spread_allowed(p30, p70) if rule.scale == RAND_SCALE else None
    most = max(counts)
    return Summary(
        n=len(opinions),
        no_opinion=missing,
        distribution=counts,
        min=float(opinions[0]),
        q1=q1,
        median=median,
        q3=q3,
        max=float(opinions[-1]),
        iqr=q3 - q1,
        mean=mean,
        sd=sd,
        coefficient_of_variation=coefficient(mean, sd),
        ipr=p70 - p30,
        ipras=ipras,
        is_ipras_disagreement=None if ipras is None else p70 - p30 > ipras + TOLERANCE,
        high_share=band_share(opinions, bands.high if bands else None),
        low_share=band_share(opinions, bands.low if bands else None),
        commonest=tuple(mark for mark, count in zip(rule.marks, counts, strict=True) if count == most),
        commonest_share=most / len(opinions),
    )


def check_scale(opinions: Given, rule: Rule) -> None:
    if opinions.size and not rule.scale[0] <= opinions[0] <= opinions[-1] <= rule.scale[1]:
        low, high = (f"{end:g}" for end in rule.scale)
        raise Refusal(gettext_noop("An answer lies between %(low)s and %(high)s."), low=low, high=high)


def at(opinions: Given, shares: Sequence[float], rule: Rule) -> list[float]:
    return [quantile for quantile in quantiles.at(opinions, shares, rule.quantile) if quantile is not None]


def places(opinions: Given, rule: Rule) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    """The mark of each answer, counted from 0; between two marks the nearest, up at halves."""
    found = np.floor((opinions - rule.scale[0]) / rule.step + 0.5).astype(np.int64)
    return np.minimum(found, rule.mark_count - 1)


def distribution(opinions: Given, rule: Rule) -> tuple[int, ...]:
    return tuple(np.bincount(places(opinions, rule), minlength=rule.mark_count).tolist())


def average(opinions: Given) -> float:
    """Of one opinion at least. Never outside their range, where rounding would take it."""
    return float(min(max(opinions.mean(), opinions[0]), opinions[-1]))


def deviation(opinions: Given) -> float | None:
    """Exactly 0 where all are the same."""
    if opinions.size < 2:
        return None
    return float(opinions.std(ddof=1)) if opinions[0] < opinions[-1] else 0.0


def coefficient(mean: float, sd: float | None) -> float | None:
    """sd / mean (Kalaian & Kasim 2012): it means something for answers on one side of zero."""
    if sd is None or mean <= 0:
        return None
    ratio = np.divide(sd, mean, dtype=np.float64) if sd < mean * 1e300 else np.inf
    return float(ratio) if isfinite(ratio) else None


def spread_allowed(p30: float, p70: float) -> float:
    """IPRAS: the spread from which RAND/UCLA speaks of disagreement, wider for opinions away from the centre.

    2.35 + 1.5 · |5 − (p30 + p70)/2|, on the scale [1, 9]: Fitch et al., The RAND/UCLA Appropriateness Method User's
    Manual (2001); the example of BMJ Open 2012;2:e001431 needs 2.35 where its text prints 2.5.
    """
    return IPRAS_CONSTANT + IPRAS_SLOPE * abs(IPRAS_CENTRE - (p30 + p70) / 2)


def band_share(opinions: Given, band: tuple[float, float] | None) -> float | None:
    if band is None:
        return None
    return float(np.mean((opinions >= band[0] - TOLERANCE) & (opinions <= band[1] + TOLERANCE)))
