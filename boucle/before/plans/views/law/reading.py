"""What the law asks, which sections answer it, and when what is due."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from boucle.before.plans import rules
from boucle.before.plans.engine.coverage import Verdict
from boucle.before.plans.exports import calendar as calendars
from boucle.before.plans.models import Plan
from boucle.before.plans.queries import clocks, coverage, exercises, law_words
from boucle.before.plans.views.law import frame
from boucle.foundation.core import ready
from boucle.foundation.lifecycle.enums import State

ALL = frozenset(Verdict)
CALENDAR = "text/calendar; charset=utf-8"


@require_safe
def law(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The lists of a plan, point by point; `?show=` narrows them to covered, partial, late or missing ones."""
    plan = frame.readable(request, slug)
    is_staff = rules.is_staff(plan, request.user)
    known = {**what_is_covered(request, plan), **what_is_due(plan, is_staff=is_staff), "is_staff": is_staff}
    if is_staff:
        known |= {"is_keeper": rules.can_keep(plan, request.user), "sections": sections(plan)}
    return for_its_reader(frame.page(request, plan, "law", known), plan, is_staff=is_staff)


def what_is_covered(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    asked = request.GET.get("show", "")
    verdicts = frozenset({Verdict(asked)}) if asked in ALL else ALL
    found = coverage.of(plan)
    words = law_words.verdict_words()
    counts = [(verdict, word, sum(each.counts.get(verdict, 0) for each in found)) for verdict, word in words.items()]
    return {
        "lists": [(each, coverage.narrowed(each, verdicts)) for each in found],
        "counts": counts,
        "show": asked if asked in ALL else "",
    }


def what_is_due(plan: Plan, *, is_staff: bool) -> dict[str, Any]:
    address = settings.ORIGIN.rstrip("/") + reverse("plans:calendar", args=[plan.slug])
    return {
        "clocks": clocks.of(plan, is_staff=is_staff),
        "milestones": plan.milestones.all(),
        "exercises": exercises.awaited(plan, is_staff=is_staff),
        "calendar_url": address,
    }


def sections(plan: Plan) -> Any:
    """Those that may be tagged, in the order of the plan."""
    kept = plan.sections.filter(contribution__state__in=[State.PROPOSED, State.RETURNED, State.PUBLISHED])
    return kept.select_related("contribution").order_by("contribution__title", "contribution")


@require_safe
def calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The deadlines, reviews and exercises of a plan, for a calendar program, in the reader's language."""
    plan = frame.readable(request, slug)
    is_staff = request.user.is_authenticated and rules.is_staff(plan, request.user)
    response = HttpResponse(calendars.calendar(plan, is_staff=is_staff), content_type=CALENDAR)
    response["Content-Disposition"] = f'inline; filename="{plan.slug}.ics"'
    return for_its_reader(response, plan, is_staff=is_staff)


def for_its_reader(response: HttpResponse, plan: Plan, *, is_staff: bool) -> HttpResponse:
    """The same for everybody once the plan is open; what the staff sees is theirs."""
    if plan.is_open and not is_staff:
        return ready.public(response, plan.territory)
    return ready.private(response)
