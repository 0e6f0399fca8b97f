"""Who tells the plan's story, what they share, and its days."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from boucle.before.plans.models import Plan, Section
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.actions import ContactDetails

DATA = Path(__file__).resolve().parents[2] / "data" / "demo"
EXERCISED = 16  # days ago
AFTERNOON = 15  # o'clock: when the cuts of the next day are announced


@dataclass(frozen=True)
class Play:
    """A page that a visitor opens."""

    title: str
    path: str


@dataclass(frozen=True)
class Moment:
    """Something that somebody did, and when."""

    at: datetime
    act: Callable[[], object]


@dataclass(frozen=True)
class Cast:
    """`sections`: by the number that the data give them, once they are begun."""

    plan: Plan
    coordinator: User
    keeper: User
    sections: dict[str, Section] = field(default_factory=dict)

    @property
    def by(self) -> lifecycle_rules.By:
        return lifecycle_rules.By(user=self.coordinator)


def read(name: str) -> Any:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def days_ago(days: float) -> datetime:
    return clock.now() - timedelta(days=days)


def exercise_start() -> datetime:
    day = timezone.localtime(days_ago(EXERCISED))
    return day.replace(hour=AFTERNOON, minute=0, second=0, microsecond=0)


def dated(sentence: str) -> str:
    """With the day of the exercise in words: asked before the clock moves, in the language of the moment."""
    return sentence.replace("{exercise}", date_format(exercise_start().date(), "j F"))


def contact(given: tuple[str, str] | None) -> ContactDetails | None:
    return ContactDetails(name=given[0], phone=given[1]) if given else None
