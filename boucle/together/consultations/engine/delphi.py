"""One item in one round of a Delphi: what people answered, and what the rule says of it.

A scale or an estimate gives an `Item`; `delphi_kinds` reads choices, rankings and placements on two axes. Answers come
as they are: None or NaN is "no opinion". No answer at all, one, or the same from all are results like others, in which
what is not defined is None.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from boucle.together.consultations.engine import (
    delphi_groups,
    delphi_interval,
    delphi_summary,
    delphi_verdict,
    quantiles,
)
from boucle.together.consultations.engine.delphi_groups import Group
from boucle.together.consultations.engine.delphi_interval import Interval
from boucle.together.consultations.engine.delphi_summary import Summary
from boucle.together.consultations.engine.delphi_terms import Rule, Verdict
from boucle.together.consultations.engine.quantiles import Answers
from boucle.together.consultations.engine.sentences import Refusal, gettext_noop


@dataclass(frozen=True)
class Item:
    summary: Summary
    verdict: Verdict
    interval: Interval | None  # of the median, at 95 %; None under two opinions, or where not asked for
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True)
class Estimate:
    """Of three points: the best guesses are judged as answers on the scale."""

    item: Item
    mean_width: float | None  # high − low, in the unit of the scale; None where nobody gave both
    widths: int  # how many gave both


def scale(values: Answers, rule: Rule, groups: Sequence[str] = (), seed: int | None = 0) -> Item:
    """Answers on the scale, (n,). `groups[i]` is the stakeholder group of answer i, "" for none; or leave it out.

    `seed` draws the resamples of the interval; None: no interval, which takes most of the time of a large panel.
    Raises Refusal, a ValueError, for an answer off the scale.
    """
    answers = quantiles.aligned(values)
    check_lengths(answers, groups or answers)
    found = delphi_summary.summary(answers, rule)
    return Item(
        summary=found,
        verdict=delphi_verdict.verdict(found, rule),
        interval=None if seed is None else delphi_interval.median_interval(answers, rule.quantile, seed),
        groups=delphi_groups.groups(answers, groups, rule) if groups else (),
    )


def estimate(
    lows: Answers, bests: Answers, highs: Answers, rule: Rule, groups: Sequence[str] = (), seed: int | None = 0
) -> Estimate:
    """Three-point estimates, each (n,); low ≤ best ≤ high where they are given, or Refusal is raised."""
    low, best, high = (quantiles.aligned(values) for values in (lows, bests, highs))
    check_lengths(low, best, high)
    if (low > best).any() or (best > high).any() or (low > high).any():
        raise Refusal(gettext_noop("An estimate goes from low to best to high, in rising order."))
    widths = quantiles.given(high - low)
    return Estimate(
        item=scale(best, rule, groups, seed),
        mean_width=float(widths.mean()) if widths.size else None,
        widths=int(widths.size),
    )


def check_lengths(*columns: Sequence[str] | np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
    if len({len(column) for column in columns}) > 1:
        raise Refusal(gettext_noop("Each answer has its place in every column: the columns have different lengths."))
