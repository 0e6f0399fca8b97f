"""Exercises that put open lessons to the test: which lessons a plan may play, what they touch, where they stand."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse

from boucle.before.plans.models import Activation, Exercise, Measure, Plan, Scenario, Section
from boucle.before.plans.queries.scenarios import ACTIVE
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import LinkType
from boucle.foundation.lifecycle.models import Link
from boucle.foundation.lifecycle.registry import Learnt
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

AHEAD = timedelta(days=60)  # time to prepare; reminders leave two months and two weeks before
THURSDAY = 4
MOST_PLANS = 50
MOST_OFFERED = 60  # five exercises


def offered(plan: Plan, among: Collection[int] | None = None) -> list[Learnt]:
    """Lessons that are still open: about its sections, from its earlier uses, or of its territory and what is in it;
    the newest sixty, or those `among` some. One query."""
    asked = registry.Taught(
        contributions=Section.objects.filter(plan=plan).values_list("pk", flat=True),
        situations=Activation.objects.filter(scenario__plan=plan).values_list("situation", flat=True),
        places=territories.descendants_ids(plan.territory),
        among=among,
        only_open=True,
        most=MOST_OFFERED,
    )
    return registry.learnt(asked)


def measures(plan: Plan, lessons: Collection[int]) -> QuerySet[Measure]:
    """Those of the sections that these lessons change or support; of the whole plan where they touch none."""
    types = [LinkType.CHANGES, LinkType.SUPPORTS]
    touched = Link.objects.filter(source__in=lessons, type__in=types, target__kind="section").values("target")
    rows = Measure.objects.filter(ACTIVE, section__plan=plan)
    found = rows.filter(section__in=touched)
    return found if found.exists() else rows


def free_title(plan: Plan, title: str) -> str:
    """The same with a number, where a scenario of the plan has it already."""
    taken = set(Scenario.objects.filter(plan=plan, name__startswith=title).values_list("name", flat=True))
    numbered = (f"{title} ({number})" for number in range(2, len(taken) + 3))
    return title if title not in taken else next(name for name in numbered if name not in taken)


def proposed_day() -> date:
    """The first Thursday that leaves time to prepare."""
    day = clock.today() + AHEAD
    return day + timedelta(days=(THURSDAY - day.isoweekday()) % 7)


def near(place: Territory, user: accounts.Somebody) -> Sequence[Plan]:
    """The plans that somebody keeps in a territory, around it and in it."""
    inside, around = territories.descendants_ids(place), territories.ancestors(place.pk)
    rows = Plan.objects.filter(Q(territory__in=inside) | Q(territory__in=around))
    kept = rows.filter(territory__in=accounts.coordinated(user)).select_related("territory")
    return list(kept.order_by("name", "pk")[:MOST_PLANS])


def of_lessons(lessons: Collection[int]) -> QuerySet[Exercise]:
    """Those that put some lessons to the test, surprises too, with their plans."""
    return Exercise.objects.filter(lessons__in=lessons).select_related("plan").distinct().order_by("on", "pk")


def address(row: Exercise) -> str:
    """For the staff of the plan."""
    if row.scenario_id is None:
        return reverse("plans:scenarios", args=[row.plan.slug])
    return reverse("plans:scenario", args=[row.plan.slug, row.scenario_id])
