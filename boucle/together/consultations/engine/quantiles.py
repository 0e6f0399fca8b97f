"""Quartiles by a named method, chosen beforehand: the choice moves an interquartile range, hence a verdict.

The methods are the nine of Hyndman & Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50
(1996), and four that pick or average neighbours, under the names that numpy gives them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boucle.together.consultations.engine.sentences import Refusal, gettext_noop

Answers = Iterable[float | None] | NDArray[np.float64]  # None and NaN: "no opinion"
Given = NDArray[np.float64]  # the opinions among them, in rising order

METHODS = (
    "linear",
    "inverted_cdf",
    "averaged_inverted_cdf",
    "closest_observation",
    "interpolated_inverted_cdf",
    "hazen",
    "weibull",
    "median_unbiased",
    "normal_unbiased",
    "lower",
    "higher",
    "midpoint",
    "nearest",
)


@dataclass(frozen=True)
class Quartiles:
    """In the unit of the answers; None where nobody has an opinion."""

    q1: float | None
    median: float | None
    q3: float | None


def check(method: Any) -> str:
    """The method itself. Raises Refusal, a ValueError, when numpy has no method of that name."""
    if not isinstance(method, str) or method not in METHODS:
        sentence = gettext_noop("“%(key)s”: no quantile method is called “%(method)s”. Known: %(known)s.")
        raise Refusal(sentence, key="quantile", method=method, known=", ".join(METHODS))
    return method


def aligned(values: Answers) -> NDArray[np.float64]:
    """All answers in their order, (n,), NaN for "no opinion". Raises Refusal for an infinite one."""
    answers = np.array([np.nan if value is None else value for value in values], dtype=np.float64)
    if np.isinf(answers).any():
        raise Refusal(gettext_noop("An answer is a finite number."))
    return answers


def given(values: Answers) -> Given:
    """The opinions alone, sorted: sums then round the same way whatever the order of the answers."""
    answers = aligned(values)
    return np.sort(answers[~np.isnan(answers)])


def at(values: Answers, shares: Sequence[float], method: str) -> list[float | None]:
    """The quantiles at `shares` (0 to 1) of a 1-D array of answers; None each where nobody has an opinion."""
    check(method)
    opinions = given(values)
    if opinions.size == 0:
        return [None] * len(shares)
    return [float(quantile) for quantile in np.quantile(opinions, list(shares), method=method)]  # type: ignore[call-overload]  # a plain name, checked above


def quartiles(values: Answers, method: str = "linear") -> Quartiles:
    """First quartile, median, third quartile, all three by the same method.

    The median too follows the method: of an even number of answers, "linear" gives the middle of the two in the centre,
    "inverted_cdf" the lower of them, which is an answer that somebody gave.
    """
    return Quartiles(*at(values, (0.25, 0.5, 0.75), method))
