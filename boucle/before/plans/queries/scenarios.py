"""Reads of scenarios: what they hold, when they were used, what the last uses left behind."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from boucle.before.plans.engine import changes
from boucle.before.plans.models import Activation, Debrief, Inject, Measure, Plan, Scenario, Section
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.registry import Learnt
from boucle.foundation.tasks import queries as tasks
from boucle.foundation.tasks.enums import OPEN
from boucle.foundation.tasks.models import Task

LAST_SAID = 3
GONE = (State.ARCHIVED, State.WITHDRAWN, State.REJECTED)  # a section in one of these binds nobody
ACTIVE = Q(is_retired=False) & ~Q(section__contribution__state__in=GONE)


@dataclass(frozen=True)
class Change:
    """A section that is not what it was at the last use; `was` None: new since, `section` None: gone."""

    reference: str
    section: Section | None
    was: int | None


def of_plan(plan: Plan) -> list[Scenario]:
    """With how many measures they hold, and when they were last activated; one query."""
    counted = Count("measures", filter=Q(measures__is_retired=False), distinct=True)
    rows = Scenario.objects.filter(plan=plan).select_related("template")
    annotated = rows.annotate(measures_count=counted, last_used_at=Max("activations__started_at"))
    return list(annotated.order_by("name", "id"))


def one(plan: Plan, number: int) -> Scenario | None:
    return Scenario.objects.filter(plan=plan, pk=number).select_related("plan__territory", "template").first()


def by_form_key(key: UUID | None) -> Activation | None:
    rows = Activation.objects.select_related("situation", "scenario__plan__territory")
    return rows.filter(situation__form_key=key).first() if key else None


def active_measures(scenario: Scenario) -> QuerySet[Measure]:
    """What an activation takes, in the order of the plan's sections."""
    rows = scenario.measures.filter(ACTIVE).select_related("section__contribution")
    return rows.order_by("section__position", "section", "position", "id")


def choices(plan: Plan) -> list[tuple[Section, list[Measure]]]:
    """The measures that a scenario of this plan may hold, by section; one query."""
    rows = Measure.objects.filter(ACTIVE, section__plan=plan).select_related("section__contribution")
    found: dict[int, tuple[Section, list[Measure]]] = {}
    for measure in rows.order_by("section__position", "section", "position", "id"):
        found.setdefault(measure.section_id, (measure.section, []))[1].append(measure)
    return list(found.values())


def injects(scenario: Scenario) -> QuerySet[Inject]:
    """Those that can still be played, in order."""
    return scenario.injects.filter(is_retired=False).order_by("minutes", "id")


def activations(plan: Plan) -> QuerySet[Activation]:
    """Last first, with what each was and how it ended."""
    rows = Activation.objects.filter(scenario__plan=plan)
    return rows.select_related("scenario", "situation", "debrief").order_by("-started_at", "-id")


def revisions(plan: Plan) -> dict[str, int]:
    """The revision that each section shows today, by reference."""
    rows = plan.sections.exclude(contribution__state__in=GONE).order_by("position", "contribution")
    return dict(rows.values_list("contribution__reference", "contribution__number"))


def last(scenario: Scenario, before: Activation | None = None) -> Activation | None:
    """Its last use, before another one."""
    rows = Activation.objects.filter(scenario=scenario).select_related("situation")
    if before is not None:
        rows = rows.filter(pk__lt=before.pk)
    return rows.order_by("-pk").first()


def changed(plan: Plan, since: Activation | None, until: Activation | None = None) -> list[Change]:
    """Sections that moved from one use to another, or to today; two queries at most."""
    if since is None:
        return []
    now = until.revisions if until is not None else revisions(plan)
    found = changes.between(since.revisions, now)
    moved = (*found.revised, *found.new)
    rows = plan.sections.filter(contribution__reference__in=moved).select_related("contribution")
    sections = {section.contribution.reference: section for section in rows}
    kept = [Change(key, sections.get(key), since.revisions.get(key)) for key in moved]
    return kept + [Change(key, None, since.revisions[key]) for key in found.gone]


def left_over(scenario: Scenario, besides: Activation | None = None) -> list[Task]:
    """What earlier uses left to be done."""
    used = Activation.objects.filter(scenario=scenario)
    if besides is not None:
        used = used.filter(pk__lt=besides.pk)
    return list(tasks.rows().filter(situation__in=used.values("situation"), standing__in=OPEN))


def learnt(scenario: Scenario) -> list[Learnt]:
    """What every room says was learnt about the sections of its plan, or in its earlier uses; still open first."""
    sections = Section.objects.filter(plan=scenario.plan_id).values_list("pk", flat=True)
    used = Activation.objects.filter(scenario=scenario).values_list("situation", flat=True)
    return registry.learnt(registry.Taught(sections, used))


def last_said(scenario: Scenario) -> list[Debrief]:
    """What the last debriefs said to do next, last first."""
    rows = Debrief.objects.filter(activation__scenario=scenario).exclude(next="")
    return list(rows.select_related("activation__situation").order_by("-held_on", "-id")[:LAST_SAID])
