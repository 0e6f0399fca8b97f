"""What every page about the law starts with: the plan or the section, the right to be there."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from boucle.before.plans import rules
from boucle.before.plans.models import Plan, Section
from boucle.before.plans.queries import links
from boucle.before.plans.views import frames
from boucle.foundation.accounts.models import User
from boucle.foundation.accounts.views import who
from boucle.foundation.situations.views import standing

View = Callable[..., HttpResponseBase]


def work(view: View) -> View:
    """For somebody who is signed in; kept by no cache. Whether they may is said by what finds the row."""
    return never_cache(login_required(view))


def find(slug: str) -> Plan:
    rows = Plan.objects.select_related("territory").prefetch_related("regimes", "milestones", "exercises")
    row = rows.filter(slug=slug).first()
    if row is None:
        raise Http404
    return row


def readable(request: HttpRequest, slug: str) -> Plan:
    """One that this reader may read; for anybody else it does not exist."""
    row = find(slug)
    if not rules.can_read(row, request.user):
        raise Http404
    dress(request, row)
    return row


def kept(request: HttpRequest, slug: str) -> tuple[Plan, User]:
    """Raises Http404 for none, PermissionDenied for whoever does not keep it."""
    row = find(slug)
    rules.check_keep(row, request.user)
    dress(request, row)
    return row, who.member(request)


def written(request: HttpRequest, reference: str) -> tuple[Section, User]:
    """Raises Http404 for none, PermissionDenied for whoever does not write it."""
    rows = Section.objects.select_related("contribution", "plan__territory").prefetch_related("plan__regimes", "points")
    section = rows.filter(contribution__reference=reference).first() if reference.isalnum() else None
    if section is None:
        raise Http404
    rules.check_write(section, request.user)
    dress(request, section.plan)
    return section, who.member(request)


def dress(request: HttpRequest, plan: Plan) -> None:
    """Tells the frame of the page where it is."""
    standing.dress(request, plan.territory)


def page(request: HttpRequest, plan: Plan, template: str, known: dict[str, Any], *, status: int = 200) -> HttpResponse:
    context = {"plan": plan, "plan_url": links.plan(plan), "parts": frames.parts(request, plan), **known}
    return render(request, f"plans/law/{template}.html", context, status=status)
