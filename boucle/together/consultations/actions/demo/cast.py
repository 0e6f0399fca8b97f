"""Who tells the demo's stories, and the draws that they share."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory
from boucle.together.consultations.actions import prepare
from boucle.together.consultations.enums import Access, Method
from boucle.together.consultations.models import Consultation

DATA = Path(__file__).resolve().parents[2] / "data" / "demo"
LOW, HIGH = 1, 9


@dataclass(frozen=True)
class Play:
    """A consultation that a visitor opens; `code` is empty where they just join, or where there is nothing to do."""

    title: str
    reference: str
    code: str


@dataclass(frozen=True)
class Cast:
    territory: Territory
    situation: Situation | None
    coordinator: User
    second: User  # who facilitates with them

    @property
    def by(self) -> lifecycle_rules.By:
        return lifecycle_rules.By(user=self.coordinator)

    def create(self, told: dict[str, Any], method: Method, access: Access, **settings: Any) -> Consultation:
        return prepare.create(
            territory=self.territory,
            user=self.coordinator,
            title=told["title"],
            text=told["text"],
            method=method,
            access=access,
            facilitator=self.second,
            **settings,
        )


def read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))
    return found


def days_ago(days: float) -> datetime:
    return clock.now() - timedelta(days=days)


def evening(days: int) -> datetime:
    """Six o'clock in the evening, so many days ahead (UTC)."""
    return (clock.now() + timedelta(days=days)).replace(hour=17, minute=0, second=0, microsecond=0)


def mark(rng: Random, mean: float, spread: float) -> int:
    """A mark of the scale around a mean."""
    return max(LOW, min(HIGH, round(rng.gauss(mean, spread))))


def moved(rng: Random, mark_: int, towards: float, pull: float) -> int:
    """The mark of the next round: some come nearer to the group, most stay."""
    if mark_ == towards or rng.random() > pull:
        return mark_
    step = min(abs(towards - mark_), rng.choice((1, 1, 2)))
    return round(mark_ + step if towards > mark_ else mark_ - step)


def median(marks: Sequence[int]) -> float:
    ordered = sorted(marks)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
