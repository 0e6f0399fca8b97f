"""Which points of a checklist a plan answers: wholly, in part, late, or not at all."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from boucle.before.plans.engine.regimes import Checklist, Point, Words


class Verdict(StrEnum):
    COVERED = "covered"
    PARTIAL = "partial"
    LATE = "late"
    MISSING = "missing"


@dataclass(frozen=True)
class Answer:
    """A section answers a point. `section` is anything: it is given back with the point."""

    code: str
    section: Any
    is_whole: bool  # a draft answers nothing wholly, whatever its writer ticked
    review_on: date | None = None  # None: no review is due

    def is_late(self, today: date) -> bool:
        return self.review_on is not None and self.review_on < today


@dataclass(frozen=True)
class Line:
    point: Point
    verdict: Verdict
    answers: Sequence[Answer]


@dataclass(frozen=True)
class Chapter:
    code: str
    title: Words
    lines: Sequence[Line]

    def count(self, verdict: Verdict) -> int:
        return sum(line.verdict == verdict for line in self.lines)


@dataclass(frozen=True)
class Coverage:
    chapters: Sequence[Chapter]

    @property
    def lines(self) -> list[Line]:
        return [line for chapter in self.chapters for line in chapter.lines]

    @property
    def counts(self) -> Mapping[Verdict, int]:
        found = Counter(line.verdict for line in self.lines)
        return {verdict: found[verdict] for verdict in Verdict}


def cover(checklist: Checklist, answers: Iterable[Answer], today: date) -> Coverage:
    """One verdict per point of the checklist; answers to points that it does not have are left out."""
    given: defaultdict[str, list[Answer]] = defaultdict(list)
    for answer in answers:
        given[answer.code].append(answer)
    return Coverage(
        [
            Chapter(
                chapter.code,
                chapter.title,
                [Line(point, verdict(given[point.code], today), given[point.code]) for point in chapter.points],
            )
            for chapter in checklist.chapters
        ]
    )


def verdict(answers: Sequence[Answer], today: date) -> Verdict:
    """That of the best answer: a whole one before a part, then a fresh one before a late one. Two parts do not make a
    whole: only somebody who has read them may say so."""
    if not answers:
        return Verdict.MISSING
    best = max(answers, key=lambda answer: (answer.is_whole, not answer.is_late(today)))
    if best.is_late(today):
        return Verdict.LATE
    return Verdict.COVERED if best.is_whole else Verdict.PARTIAL
