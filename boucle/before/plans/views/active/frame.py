"""What every page here starts with: the plan or the activation, the right to be there, a frame that says exercise."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from boucle.before.plans import rules
from boucle.before.plans.models import Activation, Plan, Scenario
from boucle.before.plans.queries import board, scenarios
from boucle.foundation.situations.views import standing
from boucle.foundation.territories import queries as territories

View = Callable[..., HttpResponseBase]


def work(view: View) -> View:
    """For somebody who is signed in; kept by no cache. Whether they may is said by what finds the row."""
    return never_cache(login_required(view))


def plan_of(request: HttpRequest, slug: str, *, is_kept: bool = False) -> Plan:
    """Raises Http404 for none, PermissionDenied for whoever is not of its staff (with `is_kept`: does not keep it)."""
    row = Plan.objects.select_related("territory").filter(slug=slug).first()
    if row is None:
        raise Http404
    if is_kept:
        rules.check_keep(row, request.user)
    else:
        rules.check_staff(row, request.user)
    standing.dress(request, row.territory)
    return row


def scenario_of(plan: Plan, number: int) -> Scenario:
    row = scenarios.one(plan, number)
    if row is None:
        raise Http404
    return row


def activation_of(request: HttpRequest, number: int) -> Activation:
    """Raises Http404 for none. The frame is the situation's: an exercise brings its ribbon and its watermark."""
    row = board.one(number)
    if row is None:
        raise Http404
    standing.stand(request, territories.open_around(row.scenario.plan.territory), row.situation)
    return row


def run(request: HttpRequest, number: int) -> Activation:
    """Raises PermissionDenied for whoever does not keep the plan."""
    row = activation_of(request, number)
    rules.check_run(row, request.user)
    return row


def page(request: HttpRequest, template: str, known: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return render(request, f"plans/active/{template}.html", known, status=status)
