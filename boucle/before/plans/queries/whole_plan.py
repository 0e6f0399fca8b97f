"""All the lines of one type in a plan, whatever their sections; and what neighbours can lend."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from boucle.before.plans.enums import Ownership
from boucle.before.plans.models import Entry, Means, Person, Plan
from boucle.before.plans.queries import entries
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory, Within

SECTIONS = ("section__position", "section_id")


def ordering(model: type[Entry]) -> list[Any]:
    return list(model._meta.ordering or [])


def by_slug(slug: str) -> Plan | None:
    return Plan.objects.select_related("territory").filter(slug=slug).first()


def public(model: type[Entry], plan: Plan) -> QuerySet[Entry]:
    """What everybody may read: open lines of published sections, once the plan is open."""
    return shown(entries.opened(everything(model, plan))).exclude(section__plan__opened_at=None)


def everything(model: type[Entry], plan: Plan) -> QuerySet[Entry]:
    """For the crisis staff, in the order of the plan."""
    rows: QuerySet[Entry] = model._default_manager.filter(section__plan=plan)
    return rows.select_related("section__contribution").order_by(*SECTIONS, *ordering(model))


def shown(rows: QuerySet[Entry]) -> QuerySet[Entry]:
    return rows.filter(section__contribution__state=State.PUBLISHED)


def people(plan: Plan) -> QuerySet[Person]:
    """The whole directory, with whom to reach. For the crisis staff."""
    rows = Person.objects.filter(section__plan=plan).select_related("section__contribution", "stands_in_for", "contact")
    return rows.order_by(*SECTIONS, *ordering(Person))


def inventory(plan: Plan) -> QuerySet[Means]:
    """Every means, with whom to reach. For the crisis staff."""
    rows = Means.objects.filter(section__plan=plan).select_related("section__contribution", "contact")
    return rows.order_by(*SECTIONS, *ordering(Means))


@dataclass(frozen=True)
class Lender:
    """A plan, and what it pools: the fastest first."""

    plan: Plan
    means: list[Means]


def lenders(plan: Plan, *, is_staff: bool) -> list[Lender]:
    """What the plan and its neighbours pool, theirs first by name; two queries and those of `neighbours`.

    The public reads open lines of published sections of open plans; the crisis staff also reads the closed ones, since
    pooling a line offers it to them. Nobody's details are in it.
    """
    plans = neighbours(plan)
    rows = Means.objects.filter(ownership=Ownership.POOLED, section__plan__in=[plan, *plans])
    rows = rows.filter(section__contribution__state=State.PUBLISHED).select_related("section__plan__territory")
    if not is_staff:
        rows = rows.filter(is_open=True).exclude(section__plan__opened_at=None)
    found: dict[int, list[Means]] = {}
    for means in rows.order_by("variety", "minutes", "name", "id"):
        found.setdefault(means.section.plan_id, []).append(means)
    return [Lender(each, found[each.pk]) for each in [*plans, plan] if each.pk in found]


def neighbours(plan: Plan) -> list[Plan]:
    """Plans of the territories that share this one, that this one shares, or that lie in one basin with it."""
    places = [plan.territory_id, *plan.shared_with.values_list("pk", flat=True)]
    basins = Territory.objects.filter(level=Level.BASIN, inward__inside__in=places)
    beside = Within.objects.filter(outside__in=basins.order_by().values("pk")).values("inside")
    near = Q(territory__in=places) | Q(shared_with__in=places) | Q(territory__in=beside)
    rows = Plan.objects.filter(near).exclude(pk=plan.pk).select_related("territory").distinct()
    return list(rows.order_by("name", "id"))
