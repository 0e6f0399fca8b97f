"""The scenarios of a plan: the list, one of them, its form."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.before.plans import actions, rules
from boucle.before.plans.forms.scenario import ScenarioForm, scenario_initial
from boucle.before.plans.models import Plan, Scenario
from boucle.before.plans.queries import exercises
from boucle.before.plans.queries import scenarios as queries
from boucle.before.plans.views.active import frame
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle.views import attempts


@require_safe
@frame.work
def listing(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The scenarios of a plan, what runs now, what was activated before."""
    plan = frame.plan_of(request, slug)
    used = list(queries.activations(plan))
    known = {
        "plan": plan,
        "scenarios": queries.of_plan(plan),
        "running": [one for one in used if one.ended_at is None],
        "ended": [one for one in used if one.ended_at is not None],
        "exercises": exercises.awaited(plan, is_staff=True),
        "overdue": exercises.overdue(plan),
        "keeps": rules.can_keep(plan, request.user),
    }
    return frame.page(request, "scenarios", known)


@require_safe
@frame.work
def scenario(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """What a scenario holds; its injects for whoever keeps the plan, and for nobody who may have to play."""
    plan = frame.plan_of(request, slug)
    row = frame.scenario_of(plan, number)
    keeps = rules.can_keep(plan, request.user)
    known = {
        "plan": plan,
        "scenario": row,
        "keeps": keeps,
        "sections": by_section(row),
        "injects": list(queries.injects(row)) if keeps else [],
        "left": queries.left_over(row),
        "said": queries.last_said(row),
        "learnt": (learnt := queries.learnt(row)),
        "to_play": [one for one in learnt if one.is_open] if keeps else [],
    }
    return frame.page(request, "scenario", known)


def by_section(row: Scenario) -> list[tuple[Any, list[Any]]]:
    found: dict[int, tuple[Any, list[Any]]] = {}
    for measure in queries.active_measures(row):
        found.setdefault(measure.section_id, (measure.section, []))[1].append(measure)
    return list(found.values())


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def new(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A new scenario: its name, and which measures of which sections it holds."""
    plan = frame.plan_of(request, slug, is_kept=True)
    return write(request, plan, None)


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def change(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The same form, for a scenario that is already there."""
    plan = frame.plan_of(request, slug, is_kept=True)
    return write(request, plan, frame.scenario_of(plan, number))


def write(request: HttpRequest, plan: Plan, row: Scenario | None) -> HttpResponseBase:
    form = ScenarioForm(attempts.typed(request), plan=plan, initial=scenario_initial(row))
    made: list[Scenario] = []
    if attempts.attempt(form, lambda: made.append(save(request, plan, row, form))):
        messages.success(request, _("“%(name)s” is written.") % {"name": made[0].name})
        return redirect("plans:scenario", plan.slug, made[0].pk)
    known = {"plan": plan, "scenario": row, "form": form}
    return frame.page(request, "scenario_form", known, status=attempts.status_of(form))


def save(request: HttpRequest, plan: Plan, row: Scenario | None, form: ScenarioForm) -> Scenario:
    user, data = who.member(request), form.cleaned_data
    if row is None:
        return actions.create_scenario(plan=plan, user=user, form_key=data["form_key"], **form.fields_of_scenario())
    return actions.change_scenario(scenario=row, user=user, seen=data["seen"], **form.fields_of_scenario())
