"""Activate a scenario: what it will do, what the last times taught, then one button."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boucle.before.plans import actions
from boucle.before.plans.forms.activation import ActivateForm
from boucle.before.plans.models import Activation, Scenario
from boucle.before.plans.queries import scenarios as queries
from boucle.before.plans.views.active import frame
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.enums import Nature


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def activate(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """Opens the situation, with a task for each measure; then the board."""
    plan = frame.plan_of(request, slug, is_kept=True)
    scenario = frame.scenario_of(plan, number)
    form = ActivateForm(attempts.typed(request), scenario=scenario)
    made: list[Activation] = []
    if attempts.attempt(form, lambda: made.append(start(request, scenario, form.cleaned_data))):
        messages.success(request, _("“%(name)s” is open.") % {"name": made[0].situation.name})
        return redirect("plans:board", made[0].pk)
    last = queries.last(scenario)
    known = {
        "plan": plan,
        "scenario": scenario,
        "form": form,
        "measures": list(queries.active_measures(scenario)),
        "last": last,
        "changes": queries.changed(plan, last),
        "left": queries.left_over(scenario),
        "said": queries.last_said(scenario),
    }
    return frame.page(request, "activate", known, status=attempts.status_of(form))


def start(request: HttpRequest, scenario: Scenario, data: dict[str, Any]) -> Activation:
    return actions.activate(
        scenario=scenario,
        user=who.member(request),
        nature=Nature(data["nature"]),
        name=data["name"],
        starts_at=data["starts_at"],
        end_review_on=data["end_review_on"],
        form_key=data["form_key"],
    )
