"""Reads a regime from its file, and refuses what does not hold together, with a sentence that says where."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from boucle.before.plans.engine.regimes import Chapter, Clock, Dated, Point, Regime, Text, Version, Words

CODE = re.compile(r"[a-z][a-z0-9-]*")
LONGEST_REGIME, LONGEST_POINT, LONGEST_CLOCK = 12, 30, 20  # signs, as the tables have room for
KINDS = frozenset({"once", "again", "after", "fixed", "stay"})
BASES = frozenset({"law", "recommendation"})


class WrongRegime(ValueError):
    """A file of a regime does not hold together; the message says where."""


@dataclass(frozen=True)
class Known:
    """Words of the plans that a file may use."""

    milestones: Collection[str]
    phases: Collection[str]
    disciplines: Collection[str]
    contents: Collection[str]


def read(data: Mapping[str, Any], known: Known) -> Regime:
    """A regime from the content of its file. Raises WrongRegime."""
    try:
        regime = parsed(data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise WrongRegime(f"{data.get('code', '?')}: {type(error).__name__}: {error}") from None
    wrong = list(mistakes(regime, known))
    if wrong:
        raise WrongRegime("; ".join(f"{regime.code}: {each}" for each in wrong))
    return regime


def parsed(data: Mapping[str, Any]) -> Regime:
    return Regime(
        code=data["code"],
        country=data["country"],
        name=words(data["name"]),
        versions=[version(each) for each in data["versions"]],
        chapters=[chapter(each) for each in data["chapters"]],
        clocks=[clock(each) for each in data["clocks"]],
    )


def words(data: Mapping[str, str]) -> Words:
    return Words(fr=data["fr"], en=data["en"])


def version(data: Mapping[str, Any]) -> Version:
    texts = [Text(words(each), date.fromisoformat(each["date"]), each["articles"]) for each in data["texts"]]
    return Version(date.fromisoformat(data["since"]), texts, data.get("certain", True))


def chapter(data: Mapping[str, Any]) -> Chapter:
    return Chapter(data["code"], words(data["title"]), [Point(**fields(each)) for each in data["points"]])


def clock(data: Mapping[str, Any]) -> Clock:
    given = fields(data)
    if "due_on" in data:
        given["due_on"] = date.fromisoformat(data["due_on"])
    if "note" in data:
        given["note"] = words(data["note"])
    return Clock(**given)


def fields(data: Mapping[str, Any]) -> dict[str, Any]:
    given = {**data, "title": words(data["title"]), "since": date.fromisoformat(data["since"])}
    if "until" in data:
        given["until"] = date.fromisoformat(data["until"])
    return given


def mistakes(regime: Regime, known: Known) -> Iterable[str]:
    points = [point for each in regime.chapters for point in each.points]
    yield from wrong_codes([regime.code], LONGEST_REGIME)
    yield from wrong_codes([each.code for each in points], LONGEST_POINT)
    yield from wrong_codes([each.code for each in regime.clocks], LONGEST_CLOCK)
    yield from wrong_versions(regime)
    yield from wrong_dates([*points, *regime.clocks], {each.since for each in regime.versions})
    yield from doubles(points)
    yield from doubles(regime.clocks)
    titles = [(each.code, each.title) for each in points] + [(each.code, each.title) for each in regime.clocks]
    yield from (f"{code} has no words" for code, title in titles if not is_said(title))
    for point in points:
        yield from wrong_point(point, known)
    for each in regime.clocks:
        yield from wrong_clock(each, known)


def is_said(title: Words) -> bool:
    return bool(title.fr.strip() and title.en.strip())


def wrong_codes(codes: Iterable[str], longest: int) -> Iterable[str]:
    return (f"{code} is no code" for code in codes if not CODE.fullmatch(code) or len(code) > longest)


def wrong_versions(regime: Regime) -> Iterable[str]:
    days = [each.since for each in regime.versions]
    if not days or any(later <= earlier for earlier, later in pairwise(days)):
        yield "versions go from the oldest to the newest"
    yield from (f"the version of {each.since} rests on no text" for each in regime.versions if not each.texts)


def wrong_dates(dated: Iterable[Any], days: Collection[date]) -> Iterable[str]:
    for each in dated:
        if each.since not in days or (each.until is not None and each.until not in days):
            yield f"{each.code} begins and ends with a version"
        if each.until is not None and each.until <= each.since:
            yield f"{each.code} ends before it begins"


def doubles(dated: Iterable[Any]) -> Iterable[str]:
    """One code has one wording on any day."""
    wordings: defaultdict[str, list[Dated]] = defaultdict(list)
    for each in dated:
        wordings[each.code].append(each)
    for code, each in wordings.items():
        ordered = sorted(each, key=lambda wording: wording.since)
        if any(first.until is None or second.since < first.until for first, second in pairwise(ordered)):
            yield f"{code} is said twice for the same day"


def wrong_point(point: Point, known: Known) -> Iterable[str]:
    used = ((point.phase, known.phases), (point.discipline, known.disciplines), (point.content, known.contents))
    yield from (f"{point.code}: {word} is not known" for word, allowed in used if word and word not in allowed)
    if not point.article:
        yield f"{point.code} names no article"


def wrong_clock(clock: Clock, known: Known) -> Iterable[str]:
    unknown = [word for word in (*clock.counts_from, *clock.done_by) if word not in known.milestones]
    yield from (f"{clock.code}: {word} is not known" for word in unknown)
    if clock.kind not in KINDS or clock.basis not in BASES or not clock.article:
        yield f"{clock.code} says its kind, its basis and its article"
    if (clock.kind == "fixed") != (clock.due_on is not None):
        yield f"{clock.code}: a fixed clock, and no other, has a day"
    if clock.kind != "fixed" and not (clock.months > 0 and clock.counts_from):
        yield f"{clock.code} says how many months, and from what"
    if clock.kind != "stay" and not clock.done_by:
        yield f"{clock.code} says what answers it"
