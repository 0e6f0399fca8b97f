"""What files hold for an inventory, and where each figure comes from."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from boucle.before.dominos.engine.sheets import Problem
from boucle.before.dominos.enums import Confidence
from boucle.before.dominos.models import Service
from boucle.foundation.core import sentences

SOURCE = ("source", "date", "confidence")
EXTRA_NAMES = {"latitude": "lat", "longitude": "lon", "ouvert": "open", "confiance": "confidence"}
SURE = sentences.gettext_noop("“%(value)s” is no confidence: measured, declared, estimated or assumed.")
DATED = sentences.gettext_noop("“%(value)s” is no date such as 2026-11-18.")


@dataclass(frozen=True)
class Said:
    source: str
    confidence: str = Confidence.DECLARED
    dated_on: date | None = None


@dataclass(frozen=True)
class Need:
    service: str
    supplier: str
    fields: dict[str, Any]
    said: Said


@dataclass(frozen=True)
class NewCut:
    """A tranche, or a service by its code, out from minute `start` to minute `end` of the schedule."""

    tranche: str
    service: str
    start: int
    end: int


@dataclass(frozen=True)
class NewSchedule:
    """Cuts that a file brings to a schedule: the one of this `pk`, or a new one."""

    name: str
    day: date
    season: str
    pk: int | None = None
    cuts: list[NewCut] = field(default_factory=list)


@dataclass
class Incoming:
    """`former`: the figures of services that the file changes, by code."""

    source: str
    services: list[Service] = field(default_factory=list)
    former: dict[str, dict[str, str]] = field(default_factory=dict)
    said: dict[str, Said] = field(default_factory=dict)
    needs: list[Need] = field(default_factory=list)
    schedules: list[NewSchedule] = field(default_factory=list)
    problems: list[tuple[str, Problem]] = field(default_factory=list)  # the file, the row and why
    refusal: str = ""
    unchanged: int = 0
    unchanged_cuts: int = 0


def source_of(name: str, cell: dict[str, str]) -> Said:
    sure = known(Confidence.values, cell.get("confidence") or Confidence.DECLARED, SURE)
    typed = cell.get("date", "")
    try:
        dated_on = date.fromisoformat(typed) if typed else None
    except ValueError:
        raise sentences.Refusal(DATED, value=typed) from None
    return Said((cell.get("source") or name)[:300], sure, dated_on)


def known(values: Iterable[str], value: str, sentence: str) -> str:
    if value not in values:
        raise sentences.Refusal(sentence, value=value)
    return value
