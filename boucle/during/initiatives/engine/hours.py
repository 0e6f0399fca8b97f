"""Opening hours: the stretches of a week, and what is open now.

Kept form: the OpenStreetMap syntax (https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification), parsed and
evaluated by opening-hours-py. Times are local and naive; minutes count from midnight of a day, or of Monday.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from opening_hours import OpeningHours, State

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY = 24 * 60
WEEK = 7 * DAY
DAY_NAMES = "|".join(DAYS)

Span = tuple[int, int]  # minutes: opens, closes (excluded); closes may pass midnight, then it is above 1440


class HoursError(ValueError):
    """What is wrong: `code` is unreadable, order or overlap; `opens` and `closes` are minutes for the last two."""

    def __init__(self, code: str, text: str = "", opens: int = 0, closes: int = 0) -> None:
        super().__init__(text or code)
        self.code, self.text, self.opens, self.closes = code, text, opens, closes


@dataclass(frozen=True)
class OpenState:
    """Whether a place is open at a moment, until when or from when, and the rest of that day."""

    is_open: bool
    until: datetime | None = None
    opens_at: datetime | None = None
    is_always: bool = False
    later_today: tuple[Span, ...] = ()


@lru_cache(maxsize=4096)
def parsed(expression: str, country: str = "FR") -> OpeningHours:
    """Public holidays are those of `country`."""
    return OpeningHours(expression, country=country, max_interval_days=366)


def varies(expression: str) -> bool:
    """Whether two weeks can differ: seasons, holidays, sunsets. Such hours are cut anew every week."""
    return bool(re.search(r"[A-Za-z]", re.sub(rf"\b(?:{DAY_NAMES}|off|closed|open)\b|\"[^\"]*\"", "", expression)))


def week(expression: str, monday: date, country: str = "FR") -> list[list[Span]]:
    """The stretches of each day of the week that begins on `monday`; what passes midnight belongs to its first day."""
    start = datetime.combine(monday, datetime.min.time())
    days: list[list[Span]] = [[] for _ in DAYS]
    if not expression:
        return days
    for begins, ends in stretches(expression, start - timedelta(days=1), start + timedelta(days=8), country):
        day, opens = divmod(minutes_between(start, begins), DAY)
        if 0 <= day < 7:
            days[day].append((opens, opens + minutes_between(begins, ends)))
    return days


def stretches(expression: str, start: datetime, end: datetime, country: str) -> Iterator[tuple[datetime, datetime]]:
    """Open stretches in order, cut at midnight unless they end before the next noon and last less than a day."""
    merged: list[tuple[datetime, datetime]] = []
    for begins, ends, state, _ in parsed(expression, country).intervals(start, end):
        if state != State.OPEN:
            continue
        if merged and merged[-1][1] == begins:
            begins = merged.pop()[0]
        merged.append((begins, ends))
    for begins, ends in merged:
        while True:
            midnight = datetime.combine(begins.date() + timedelta(days=1), datetime.min.time())
            if ends <= midnight or (ends <= midnight + timedelta(hours=12) and ends - begins < timedelta(days=1)):
                yield begins, ends
                break
            yield begins, midnight
            begins = midnight


def minutes_between(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() // 60)


def spans(expression: str, monday: date, country: str = "FR") -> list[Span]:
    """The stretches in minutes since Monday 0:00, in order; one that passes Sunday midnight is cut in two."""
    found: list[Span] = []
    for day, stretched in enumerate(week(expression, monday, country)):
        for opens, closes in stretched:
            first, last = day * DAY + opens, day * DAY + closes
            found.append((first, min(last, WEEK)))
            if last > WEEK:
                found.append((0, last - WEEK))
    return joined(sorted(found))


def joined(ordered: list[Span]) -> list[Span]:
    result: list[Span] = []
    for opens, closes in ordered:
        if result and opens <= result[-1][1]:
            result[-1] = (result[-1][0], max(closes, result[-1][1]))
        else:
            result.append((opens, closes))
    return result


def state(expression: str, at: datetime, country: str = "FR") -> OpenState:
    """Whether it is open at a local, naive moment."""
    hours = parsed(expression, country)
    is_open, change = hours.is_open(at), next_change(hours, at)
    if change is None:
        return OpenState(is_open, is_always=is_open)
    today = week(expression, at.date() - timedelta(days=at.weekday()), country)[at.weekday()]
    minute = at.hour * 60 + at.minute
    later = tuple(each for each in today if each[0] > minute)
    return OpenState(is_open, change if is_open else None, None if is_open else change, later_today=later)


def next_change(hours: OpeningHours, at: datetime) -> datetime | None:
    """The next moment at which it opens, or closes; None when it never does."""
    is_open = hours.is_open(at)
    change = hours.next_change(at)
    while change is not None and hours.is_open(change) == is_open:
        change = hours.next_change(change)
    return change
