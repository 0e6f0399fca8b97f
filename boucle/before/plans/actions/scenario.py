"""A scenario gathers the measures of a plan that one situation asks for."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.models import Measure, Plan, Scenario
from boucle.foundation.accounts.models import User
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible

LONGEST = 120
FIELDS = ("introduction", "hazard", "template")


@transaction.atomic
def create(
    *,
    plan: Plan,
    user: User,
    name: str,
    measures: Iterable[Measure] = (),
    form_key: UUID | None = None,
    **fields: Any,
) -> Scenario:
    """`fields`: introduction (Markdown), hazard, template. The same form sent twice makes one.

    Raises NotAllowed for whoever does not keep the plan, NotPossible without a name, with one that is taken, or with a
    measure of another plan."""
    rules.check_keep(plan, user)
    lock(plan)
    made = Scenario.objects.filter(form_key=form_key).first() if form_key else None
    if made is not None:
        return made
    row = Scenario(plan=plan, form_key=form_key)
    return write(row, name, measures, fields)


@transaction.atomic
def change(
    *,
    scenario: Scenario,
    user: User,
    name: str,
    measures: Iterable[Measure],
    seen: int | None = None,
    **fields: Any,
) -> Scenario:
    """All of it, as a form shows it. `seen`: the version that the form showed; what moved since is told, nothing is
    lost. What was activated before keeps its tasks."""
    rules.check_keep(scenario.plan, user)
    lock(scenario.plan)
    row = Scenario.objects.select_related("plan__territory").get(pk=scenario.pk)
    chosen = list(measures)
    if seen is not None and seen != row.version:
        if is_same(row, name, chosen, fields):
            return row  # the same form sent twice
        raise NotPossible(
            _("Somebody changed this scenario since you opened this page. Read it again; yours is still below.")
        )
    row.version += 1
    return write(row, name, chosen, fields)


def is_same(row: Scenario, name: str, measures: list[Measure], fields: dict[str, Any]) -> bool:
    kept = {each: getattr(row, each) for each in fields}
    held = set(row.measures.values_list("pk", flat=True))
    return (row.name, kept, held) == (texts.clean_line(name), fields, {measure.pk for measure in measures})


def lock(plan: Plan) -> Plan:
    """One writer at a time among the scenarios of a plan."""
    return Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def write(row: Scenario, name: str, measures: Iterable[Measure], fields: dict[str, Any]) -> Scenario:
    row.name = texts.clean_line(name)[:LONGEST]
    if not row.name:
        raise NotPossible(_("Give the scenario a name: what happens, and where."))
    if Scenario.objects.filter(plan=row.plan, name=row.name).exclude(pk=row.pk).exists():
        raise NotPossible(_("This plan already has a scenario with this name."))
    for field in FIELDS:
        if field in fields:
            setattr(row, field, fields[field])
    row.introduction = texts.clean(row.introduction)
    chosen = list(measures)
    own = set(Measure.objects.filter(section__plan=row.plan).values_list("pk", flat=True))
    if any(measure.pk not in own for measure in chosen):
        raise NotPossible(_("A measure of another plan cannot be taken: copy it into a section of this one."))
    row.save()
    row.measures.set(chosen)
    return row
