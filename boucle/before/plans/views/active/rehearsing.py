"""An exercise in one click from lessons that are still open."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.before.plans import actions
from boucle.before.plans.actions.rehearse import MOST
from boucle.before.plans.forms.rehearse import RehearseForm
from boucle.before.plans.models import Exercise, Plan
from boucle.before.plans.queries import rehearsing
from boucle.before.plans.views.active import frame
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.registry import Learnt
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.foundation.territories import queries as territories

LONGEST_TITLE = 110  # a number may come after it


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def new(request: HttpRequest, slug: str) -> HttpResponseBase:
    """An exercise of lessons that are still open, all proposed: lessons, title, day; `?lesson=` chooses one."""
    plan = frame.plan_of(request, slug, is_kept=True)
    user, named = who.member(request), of_address(request, plan)
    newest = rehearsing.offered(plan)
    offered = named + [one for one in newest if one not in named]
    form = RehearseForm(
        attempts.typed(request), plan=plan, offered=offered, initial=proposed(plan, named, offered[:MOST])
    )
    made: list[Exercise] = []
    if attempts.attempt(form, lambda: made.append(actions.rehearse(plan=plan, user=user, **form.fields_of_exercise()))):
        messages.success(
            request,
            _("The exercise is planned for %(day)s. Read its injects again: each comes from a lesson.")
            % {"day": date_format(made[0].on, "j F Y")},
        )
        return redirect(rehearsing.address(made[0]) + "#injects")
    known = {"plan": plan, "form": form, "offered": offered, "is_cut": len(newest) == rehearsing.MOST_OFFERED}
    return frame.page(request, "rehearse", known, status=attempts.status_of(form))


def of_address(request: HttpRequest, plan: Plan) -> list[Learnt]:
    """The lesson that the address names, however old, where the plan may play it."""
    row = lifecycle.by_reference(request.GET.get("lesson", "")) if request.GET.get("lesson") else None
    return rehearsing.offered(plan, among=[row.pk]) if row is not None else []


def proposed(plan: Plan, named: list[Learnt], newest: list[Learnt]) -> dict[str, Any]:
    """The lesson that was named, or the newest; a free title; a day that leaves time."""
    title = named[0].title if named else _("What we have learnt")
    whole = (_("Put to the test: %(title)s") % {"title": title})[:LONGEST_TITLE]
    return {
        "title": rehearsing.free_title(plan, whole),
        "on": rehearsing.proposed_day(),
        "lessons": [str(one.contribution) for one in named or newest],
        "form_key": uuid4(),
    }


@require_safe
@frame.work
def choose(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Of which plan, from the page of a lesson or of a territory; the only one is chosen at once."""
    place = territories.by_slug(slug)
    if place is None:
        raise Http404
    kept = rehearsing.near(place, request.user)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if len(kept) == 1:
        return redirect(reverse("plans:exercise_rehearse", args=[kept[0].slug]) + query)
    standing.dress(request, place)
    return render(request, "plans/active/rehearse_choose.html", {"place": place, "plans": kept, "query": query})
