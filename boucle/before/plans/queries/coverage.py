"""What the law asks of a plan, and which sections answer it. Two queries, however many points there are."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from boucle.before.plans.engine import coverage as engine
from boucle.before.plans.engine import regimes as regime_engine
from boucle.before.plans.engine.coverage import Answer, Coverage, Verdict
from boucle.before.plans.engine.regimes import Difference, Version
from boucle.before.plans.models import Plan, Point, Regime, Section
from boucle.before.plans.queries import law_words, links, regimes
from boucle.foundation.core import clock
from boucle.foundation.figures.engine.figure import Figure
from boucle.foundation.lifecycle.enums import State

DRAFTS = frozenset({State.PROPOSED, State.RETURNED})


@dataclass(frozen=True)
class Cited:
    """A section that answers a point. The public learns that a draft exists, not what it is called."""

    reference: str
    title: str
    url: str
    is_whole: bool
    is_draft: bool
    is_late: bool


@dataclass(frozen=True)
class Line:
    code: str
    title: str
    article: str  # empty where the whole text says it
    is_certain: bool
    verdict: Verdict
    sections: Sequence[Cited]
    discipline: str


@dataclass(frozen=True)
class Chapter:
    code: str
    title: str
    label: str  # `5 of 7, 1 is missing`
    lines: Sequence[Line]

    @property
    def is_whole(self) -> bool:
        return all(line.verdict == Verdict.COVERED for line in self.lines)


@dataclass(frozen=True)
class Covered:
    """A list that the plan answers to. With a `problem` the rest is empty: the list, or its version, is not known."""

    code: str
    version: date
    problem: str = ""
    name: str = ""
    is_certain: bool = True  # False: the day of the version is to be confirmed
    newer: Version | None = None  # in force today, when it is not this one
    changes: Difference | None = None  # what it would change
    figure: Figure | None = None
    counts: dict[Verdict, int] = field(default_factory=dict)
    chapters: Sequence[Chapter] = ()

    @property
    def short(self) -> str:
        return self.code.upper()

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def uncertain(self) -> int:
        return sum(not line.is_certain for chapter in self.chapters for line in chapter.lines)


def of(plan: Plan) -> list[Covered]:
    """The lists of a plan, in the order in which it chose them."""
    chosen = list(plan.regimes.all())
    if not chosen:
        return []
    given: defaultdict[str, list[Answer]] = defaultdict(list)
    for point in points(plan):
        given[point.regime].append(answer(plan, point))
    return [covered(regime, given[regime.code]) for regime in chosen]


def points(plan: Plan) -> Iterable[Point]:
    """The points that its sections answer; what is archived, rejected or withdrawn answers nothing."""
    rows = Point.objects.filter(section__plan=plan, section__contribution__state__in=[State.PUBLISHED, *DRAFTS])
    return rows.select_related("section__contribution").order_by("section__position", "section", "regime", "code")


def answer(plan: Plan, point: Point) -> Answer:
    contribution = point.section.contribution
    is_draft = contribution.state in DRAFTS
    cited = Cited(
        reference=contribution.reference,
        title=contribution.title,
        url=links.section(plan, contribution.reference),
        is_whole=not point.is_partial,
        is_draft=is_draft,
        is_late=not is_draft and contribution.review_on is not None and contribution.review_on < clock.today(),
    )
    return Answer(point.code, cited, not (point.is_partial or is_draft), None if is_draft else contribution.review_on)


def covered(chosen: Regime, answers: Iterable[Answer]) -> Covered:
    checklist = regimes.checklist(chosen.code, chosen.version)
    if checklist is None:
        return Covered(chosen.code, chosen.version, regimes.problem(chosen.code, chosen.version))
    found = engine.cover(checklist, answers, clock.today())
    newer = regimes.newer(checklist.regime, chosen.version)
    return Covered(
        code=chosen.code,
        version=chosen.version,
        name=regimes.say(checklist.regime.name),
        is_certain=checklist.version.certain,
        newer=newer,
        changes=regime_engine.difference(checklist, checklist.regime.at(newer)) if newer else None,
        figure=law_words.figure(checklist, found),
        counts=dict(found.counts),
        chapters=chapters(found),
    )


def chapters(found: Coverage) -> list[Chapter]:
    return [
        Chapter(each.code, regimes.say(each.title), law_words.label(each), [shown_line(line) for line in each.lines])
        for each in found.chapters
    ]


def shown_line(line: engine.Line) -> Line:
    return Line(
        code=line.point.code,
        title=regimes.say(line.point.title),
        article=line.point.article if line.point.is_numbered else "",
        is_certain=line.point.certain,
        verdict=line.verdict,
        sections=[given.section for given in line.answers],
        discipline=line.point.discipline,
    )


def narrowed(found: Covered, verdicts: frozenset[Verdict]) -> list[Chapter]:
    """Its chapters with the points of these verdicts only; chapters without any are left out."""
    kept = (replace(each, lines=[line for line in each.lines if line.verdict in verdicts]) for each in found.chapters)
    return [each for each in kept if each.lines]


@dataclass(frozen=True)
class Answered:
    """A point that a section answers."""

    regime: str
    title: str
    article: str
    is_partial: bool


def points_of(section: Section) -> list[Answered]:
    """What a section answers in the lists that its plan chose, in the order of the lists; two queries."""
    tagged = {(point.regime, point.code): point for point in section.points.all()}
    found = []
    for chosen in section.plan.regimes.all():
        checklist = regimes.checklist(chosen.code, chosen.version)
        for point in checklist.points if checklist else ():
            if row := tagged.get((chosen.code, point.code)):
                said = regimes.say(point.title)
                article = point.article if point.is_numbered else ""
                found.append(Answered(chosen.code.upper(), said, article, row.is_partial))
    return found
