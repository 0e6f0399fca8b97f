"""What the rule of a Delphi states, once read, and what it can answer. `delphi_rule` documents each key."""

from dataclasses import dataclass
from enum import StrEnum

RAND_SCALE = (1.0, 9.0)  # IPRAS was fitted on it, and COMET's bands are written for it


class Verdict(StrEnum):
    """What the rule says of one item in one round. Codes are stable: exports and the command print them."""

    AGREED = "agreed"  # agreement and consensus
    REJECTED = "rejected"  # disagreement and consensus
    UNDECIDED = "undecided"  # consensus, on neither side
    NO_CONSENSUS = "no_consensus"
    TOO_FEW = "too_few"  # opinions, under the rule's minimum


@dataclass(frozen=True)
class Consensus:
    """Conditions on spread; None: not stated. `iqr` and `sd` in units of the scale, `share` from 0 to 1."""

    iqr_at_most: float | None = None
    sd_at_most: float | None = None
    share_at_least: float | None = None


@dataclass(frozen=True)
class SeventyFifteen:
    in_at_least: float
    out_below: float
    high: tuple[float, float]
    low: tuple[float, float]


@dataclass(frozen=True)
class Stability:
    histogram_below: float | None = 0.15
    kappa_at_least: float | None = None
    coefficient_change_at_most: float | None = None
    kappa_weights: str = "quadratic"


@dataclass(frozen=True)
class Stop:
    rounds_at_most: int | None = 3
    when_stable: bool = False


@dataclass(frozen=True)
class Rule:
    """A rule that was read: see the module for each key."""

    scale: tuple[float, float]
    step: float
    quantile: str = "linear"
    median_at_least: float | None = None
    median_at_most: float | None = None
    consensus: Consensus = Consensus()
    seventy_fifteen: SeventyFifteen | None = None
    ipras: bool = False
    coefficient_at_most: float | None = None
    choice_share_at_least: float = 0.66
    minimum_answers: int = 2
    minimum_cell: int = 5
    stability: Stability = Stability()
    stop: Stop = Stop()
    drop: frozenset[Verdict] = frozenset({Verdict.AGREED, Verdict.REJECTED})

    @property
    def states_consensus(self) -> bool:
        others = (self.seventy_fifteen, self.coefficient_at_most)
        return self.ipras or self.consensus != Consensus() or any(each is not None for each in others)

    @property
    def mark_count(self) -> int:
        return round((self.scale[1] - self.scale[0]) / self.step) + 1

    @property
    def marks(self) -> tuple[float, ...]:
        """Places of the scale that distributions count, from low to high; 0.3, where 3 · 0.1 is 0.30000000000000004."""
        return tuple(round(self.scale[0] + place * self.step, 9) for place in range(self.mark_count))
