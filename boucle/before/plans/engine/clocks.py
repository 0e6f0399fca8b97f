"""Legal clocks: from dated facts to the next deadline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from boucle.before.plans.engine.regimes import Clock

SOON = 60  # days: from then on a deadline is near


class Status(StrEnum):
    IDLE = "idle"  # nothing is written from which it could count
    DONE = "done"
    AHEAD = "ahead"
    SOON = "soon"
    LATE = "late"


@dataclass(frozen=True)
class Fact:
    type: str  # of a milestone
    on: date


@dataclass(frozen=True)
class Reading:
    """What a clock shows on a day. `due_on`: the next deadline, if there is one; `days`: until it, negative when late;
    `from_on`: the fact that it counts from; `done_on`: when it was last answered."""

    clock: Clock
    status: Status
    due_on: date | None = None
    days: int = 0
    from_on: date | None = None
    done_on: date | None = None


def read(clock: Clock, facts: Iterable[Fact], today: date) -> Reading:
    """The order of facts does not matter. A deadline of so many months falls on the same day of that month, or on its
    last day."""
    known = list(facts)
    begins, done = days_of(known, clock.counts_from), max(days_of(known, clock.done_by), default=None)
    if clock.kind == "stay":
        return staying(clock, max(begins, default=None), today)
    if clock.kind == "again":
        return running(clock, done or min(begins, default=None), done, today)
    begun = (max if clock.kind == "after" else min)(begins, default=None)
    if done is not None and (clock.kind != "after" or begun is None or done >= begun):
        return Reading(clock, Status.DONE, from_on=begun, done_on=done)
    return running(clock, begun, None, today)


def running(clock: Clock, begun: date | None, done: date | None, today: date) -> Reading:
    due = clock.due_on or (begun and months_after(begun, clock.months))
    if due is None:
        return Reading(clock, Status.IDLE)
    days = (due - today).days
    status = Status.LATE if days < 0 else Status.SOON if days <= SOON else Status.DONE if done else Status.AHEAD
    return Reading(clock, status, due, days, begun, done)


def staying(clock: Clock, begun: date | None, today: date) -> Reading:
    """It runs until its day, then it is done: nobody is ever late."""
    if begun is None:
        return Reading(clock, Status.IDLE)
    due = months_after(begun, clock.months)
    if due <= today:
        return Reading(clock, Status.DONE, from_on=begun, done_on=due)
    return Reading(clock, Status.AHEAD, due, (due - today).days, begun)


def months_after(day: date, months: int) -> date:
    return day + relativedelta(months=months)


def days_of(facts: Iterable[Fact], types: Sequence[str]) -> list[date]:
    return [fact.on for fact in facts if fact.type in types]
