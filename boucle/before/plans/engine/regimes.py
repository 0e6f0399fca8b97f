"""A legal checklist as data: points and clocks, each with the dates between which the law says them.

A *regime* has *versions*, each named by the day from which it holds. A point or a clock is written once for each of its
wordings, with the version since which it holds and, where it has ended, the one until which it did. A *checklist* is
what one version asks. Texts are `Words`: French and English side by side.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

NAME_OF_A_TEXT = re.compile(r"(arrêté royal|loi|décret|circulaire) du [^,]*")


@dataclass(frozen=True)
class Words:
    fr: str
    en: str

    def say(self, language: str) -> str:
        return self.fr if language.startswith("fr") else self.en


@dataclass(frozen=True)
class Text:
    """A law, a decree, a circular that a version rests on."""

    name: Words
    date: date
    articles: str  # as the text numbers them; empty where the whole text counts


@dataclass(frozen=True)
class Version:
    since: date  # the first day on which it holds
    texts: Sequence[Text]
    certain: bool = True  # False: the day is to be confirmed


@dataclass(frozen=True)
class Point:
    """What the law asks a plan to say, in our own words."""

    code: str  # the same through all versions
    title: Words
    article: str
    since: date
    until: date | None = None  # the first day on which it no longer holds
    certain: bool = True  # False: the article or its reading is to be confirmed
    phase: str = ""
    discipline: str = ""  # where the law names one
    content: str = ""  # of the sections that usually answer it

    @property
    def is_numbered(self) -> bool:
        """Whether its article says more than the name and the day of a text."""
        return not NAME_OF_A_TEXT.fullmatch(self.article)


@dataclass(frozen=True)
class Clock:
    """A deadline of the law, or one that is recommended.

    `kind`: *once* (months after the first fact, until it is done), *again* (months after it was last done), *after*
    (months after each fact), *fixed* (on a day of the calendar), *stay* (something stays so many months)."""

    code: str
    title: Words
    kind: str
    basis: str  # law or recommendation
    article: str
    since: date
    until: date | None = None
    months: int = 0
    due_on: date | None = None  # of a fixed one
    counts_from: Sequence[str] = ()  # milestones that set it going
    done_by: Sequence[str] = ()  # milestones that answer it
    note: Words | None = None
    certain: bool = True


@dataclass(frozen=True)
class Chapter:
    code: str
    title: Words
    points: Sequence[Point]


@dataclass(frozen=True)
class Regime:
    code: str
    country: str  # ISO 3166-1
    name: Words
    versions: Sequence[Version]  # oldest first
    chapters: Sequence[Chapter]  # every wording of every version
    clocks: Sequence[Clock]

    def version(self, since: date) -> Version | None:
        return next((version for version in self.versions if version.since == since), None)

    def in_force(self, on: date) -> Version | None:
        """The newest version that already holds on that day; None before the first one."""
        return next((version for version in reversed(self.versions) if version.since <= on), None)

    def at(self, version: Version) -> "Checklist":
        chapters = (
            Chapter(each.code, each.title, [point for point in each.points if holds(point, version)])
            for each in self.chapters
        )
        clocks = [clock for clock in self.clocks if holds(clock, version)]
        return Checklist(self, version, [each for each in chapters if each.points], clocks)


@dataclass(frozen=True)
class Checklist:
    """What one version of a regime asks."""

    regime: Regime
    version: Version
    chapters: Sequence[Chapter]
    clocks: Sequence[Clock]

    @property
    def points(self) -> Iterator[Point]:
        for chapter in self.chapters:
            yield from chapter.points

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(point.code for point in self.points)


class Dated(Protocol):
    @property
    def since(self) -> date: ...

    @property
    def until(self) -> date | None: ...


def holds(dated: Dated, version: Version) -> bool:
    return dated.since <= version.since and (dated.until is None or version.since < dated.until)


@dataclass(frozen=True)
class Reworded:
    before: Point
    now: Point


@dataclass(frozen=True)
class Difference:
    """What a version asks that another did not, no longer asks, or asks in other words."""

    added: Sequence[Point] = field(default_factory=list)
    removed: Sequence[Point] = field(default_factory=list)
    reworded: Sequence[Reworded] = field(default_factory=list)


def difference(old: Checklist, new: Checklist) -> Difference:
    """From one version to another; an article that is only numbered anew is no other wording."""
    before: Mapping[str, Point] = {point.code: point for point in old.points}
    now: Mapping[str, Point] = {point.code: point for point in new.points}
    return Difference(
        [point for code, point in now.items() if code not in before],
        [point for code, point in before.items() if code not in now],
        [Reworded(before[code], point) for code, point in now.items() if code in before and differs(before, point)],
    )


def differs(before: Mapping[str, Point], point: Point) -> bool:
    return before[point.code].title != point.title
