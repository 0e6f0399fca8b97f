"""How sure a median is: an interval by resampling."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from boucle.together.consultations.engine import quantiles
from boucle.together.consultations.engine.quantiles import Answers

CONFIDENCE = 0.95
RESAMPLES = 1999
CELLS_AT_ONCE = 2_000_000  # of resampled answers held in memory: 16 MB


@dataclass(frozen=True)
class Interval:
    low: float
    high: float
    confidence: float = CONFIDENCE


def median_interval(values: Answers, method: str, seed: int = 0) -> Interval | None:
    """Percentile bootstrap of the median (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).

    The same seed and the same answers, in any order, give the same interval. None under two opinions. Of few answers it
    says too little rather than too much: it cannot leave their range.
    """
    opinions = quantiles.given(values)
    if opinions.size < 2:
        return None

    def median(sample: Any, axis: int) -> Any:
        return np.quantile(sample, 0.5, axis=axis, method=method)  # type: ignore[call-overload]  # a plain name

    found = scipy.stats.bootstrap(
        (opinions,),
        median,
        n_resamples=RESAMPLES,
        batch=max(1, CELLS_AT_ONCE // opinions.size),
        confidence_level=CONFIDENCE,
        method="percentile",
        vectorized=True,
        rng=np.random.default_rng(seed),
    ).confidence_interval
    return Interval(float(found.low), float(found.high))
