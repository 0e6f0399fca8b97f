"""Opening hours as people type them, and as they are kept: the OpenStreetMap syntax."""

import itertools
import re
from collections.abc import Sequence

from opening_hours import ParserError  # type: ignore[attr-defined]  # its stub forgets it

from boucle.during.initiatives.engine import hours
from boucle.during.initiatives.engine.hours import DAY, DAY_NAMES, DAYS, HoursError, Span

ALWAYS = "24/7"
LONGEST = 300  # signs of a kept expression
EVENING = 17 * 60  # from then on, an end before noon is taken as the next day's
NOON = 12 * 60
CLOSED_WORDS = {"", "-", "off", "closed", "fermé", "ferme", "x"}
ALL_DAY_WORDS = {"24/24", "24h/24", "24h", "24:00", "jour et nuit", "day and night", "0-24", "0:00-24:00"}
SPAN = re.compile(r"(\d{1,2})(?:[:h](\d{2})?)?-(\d{1,2})(?:[:h](\d{2})?)?")


def parse_day(typed: str) -> list[Span]:
    """One day as people write it: `8:00-12:00, 14:00-19:00`, `8 h à 12 h et 14 h à 19 h`, `fermé`, `24h/24`.

    Raises HoursError. From 17:00 on, an end before noon is the next morning's: a night shelter is not a slip.
    """
    text = " ".join(typed.lower().split())
    if text in CLOSED_WORDS:
        return []
    if text.replace(" ", "") in ALL_DAY_WORDS or text in ALL_DAY_WORDS:
        return [(0, DAY)]
    text = re.sub(r"\bde\b", "", text)
    text = re.sub(r"\s*(?:à|a|to|–|—)\s*", "-", text)
    parts = [part.replace(" ", "") for part in re.split(r",|;|/|\bet\b|\band\b|\bpuis\b", text)]
    return in_order([parse_span(part, typed) for part in parts if part])


def parse_span(part: str, typed: str) -> Span:
    found = SPAN.fullmatch(part)
    if found is None:
        raise HoursError("unreadable", typed)
    from_hour, from_minute, to_hour, to_minute = (int(group or 0) for group in found.groups())
    if from_hour > 23 or to_hour > 24 or from_minute > 59 or to_minute > 59:
        raise HoursError("unreadable", typed)
    return span(from_hour * 60 + from_minute, to_hour * 60 + to_minute)


def span(opens: int, closes: int) -> Span:
    """Checks one stretch; over midnight it ends after 1440. Raises HoursError."""
    if closes > DAY:
        raise HoursError("unreadable")
    if closes > opens:
        return opens, closes
    if opens >= EVENING and closes <= NOON:
        return opens, closes + DAY
    raise HoursError("order", opens=opens, closes=closes)


def in_order(spans: list[Span]) -> list[Span]:
    ordered = sorted(spans)
    for (opens, closes), following in itertools.pairwise(ordered):
        if following[0] < closes:
            raise HoursError("overlap", opens=opens, closes=closes)
    return ordered


def write(week: Sequence[Sequence[Span]]) -> str:
    """Seven days as an OpenStreetMap expression: `Mo-Fr 08:00-12:00,14:00-19:00; Sa 10:00-17:00`; empty when closed."""
    if all(list(day) == [(0, DAY)] for day in week):
        return ALWAYS
    rules: list[str] = []
    first = 0
    for day in range(7):
        if day < 6 and list(week[day + 1]) == list(week[first]):
            continue
        if week[first]:
            names = DAYS[first] if first == day else f"{DAYS[first]}-{DAYS[day]}"
            rules.append(f"{names} {','.join(write_span(each) for each in week[first])}")
        first = day + 1
    return "; ".join(rules)


def write_span(each: Span) -> str:
    opens, closes = each
    return f"{clock(opens)}-{clock(closes if closes <= DAY else closes - DAY)}"


def clock(minutes: int) -> str:
    """`08:30`; 1440 is `24:00`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def normalise(expression: str) -> str:
    """An expression as it is kept. Forgives `09:00-12:00 / 14:00-18:00` between stretches, as some exports write it.

    Raises HoursError when it cannot be read or is too long.
    """
    text = " ".join(expression.split())
    if not text:
        return ""
    if " / " in text:  # in that dialect a comma starts the next days' rule
        text = re.sub(rf",\s*(?=(?:{DAY_NAMES})\b)", "; ", text).replace(" / ", ",")
    text = re.sub(r"\b00:00-00:00\b", "off", text)
    try:
        kept = str(hours.parsed(text).normalize())
    except ParserError as error:
        raise HoursError("unreadable", expression) from error
    if len(kept) > LONGEST:
        raise HoursError("unreadable", expression)
    return kept
