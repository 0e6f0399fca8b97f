"""The dashboard of a territory, its tables as CSV, and what a coordinator does from there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.commons.moderation.actions import dashboard_unblock as actions
from boucle.commons.moderation.exports import sheets
from boucle.commons.moderation.queries import dashboard as queries
from boucle.commons.moderation.queries import situation_people as people
from boucle.commons.moderation.queries.figures import Scope
from boucle.commons.moderation.views import dashboard_pictures as pictures
from boucle.commons.moderation.views import dashboard_tables as tables
from boucle.commons.moderation.views import dashboard_words as words
from boucle.commons.moderation.views import situation_frame as frame
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

EVERYTHING = "tout"  # value of ?situation=: no situation in particular


@require_safe
@login_required
def dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    """Where the territory stands: delays, what is stuck, what comes in, what is missing. No figure per person."""
    territory, _user = frame.coordinated(request, slug)
    active = situations.active(territory)
    situation = chosen(request, territory, active)
    shown = queries.dashboard(Scope(territory, situation))
    context = {
        **frame.frame(request, situation),
        "board": shown,
        "active": active,
        "due": [one for one in active if one.territory_id == territory.pk and one.end_review_on <= clock.today()],
        "chosen": request.GET.get("situation", ""),
        **words.said(shown),
        **pictures.drawn(shown),
        "coverage": tables.coverage(shown, most=tables.COVERAGE_SHOWN),
    }
    return render(request, "moderation/dashboard.html", context)


def chosen(request: HttpRequest, territory: Territory, active: list[Situation]) -> Situation | None:
    """The situation of the address, even closed; by default the current one; none when everything is asked for."""
    wanted = request.GET.get("situation", "")
    if wanted == EVERYTHING:
        return None
    if wanted:
        return next((one for one in active if one.slug == wanted), None) or frame.shown(territory, wanted)
    return next((one for one in active if one.nature in PUBLIC_NATURES), None)


@require_safe
@login_required
def table(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """One table of the dashboard as CSV, whole."""
    territory, _user = frame.coordinated(request, slug)
    if name not in tables.TABLES:
        raise Http404
    situation = chosen(request, territory, situations.active(territory))
    head, rows = tables.TABLES[name](queries.dashboard(Scope(territory, situation)))
    answer = HttpResponse(sheets.sheet(head, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{territory.slug}-{name}.csv"'
    return answer


@require_safe
@login_required
def call(request: HttpRequest, slug: str) -> HttpResponse:
    """A search that found nothing becomes a call: the words to pass on, and the form already filled in."""
    territory, _user = frame.coordinated(request, slug)
    searched = " ".join(request.GET.get("q", "").split())[:80]
    if not searched:
        return redirect("moderation:dashboard", territory.slug)
    context = {"searched": searched, **words.call(searched, territory), **frame.frame(request, None)}
    return render(request, "moderation/dashboard_call.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def entrust(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Puts a stuck fiche in somebody's hands."""
    territory, user = frame.coordinated(request, slug)
    row = stuck_row(territory, reference)
    deciders = people.deciders(row)
    if request.method != "POST":
        context = {"row": row, "deciders": deciders, **frame.frame(request, row.situation)}
        return render(request, "moderation/dashboard_entrust.html", context)
    to = next((scope.user for scope in deciders if str(scope.user_id) == request.POST.get("to")), None)
    if to is None:
        context = {"row": row, "deciders": deciders, "refusal": _("Choose somebody in the list.")}
        return render(request, "moderation/dashboard_entrust.html", context, status=422)
    done = _("“%(title)s” is in the hands of %(name)s until tomorrow.") % {"title": row.title, "name": to}
    return back(request, territory, lambda: actions.entrust(contribution=row, by=user, to=to), done)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def remind(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    """Asks the author again, or those whose decision is awaited; first, what will be asked."""
    territory, user = frame.coordinated(request, slug)
    row = stuck_row(territory, reference)
    if request.method != "POST":
        asked = lifecycle.last_transition(row) if row.state == State.RETURNED else None
        context = {"row": row, "question": asked.note if asked else "", **frame.frame(request, row.situation)}
        return render(request, "moderation/dashboard_remind.html", context)
    done = _("A reminder is on its way about “%(title)s”.") % {"title": row.title}
    return back(request, territory, lambda: actions.remind(contribution=row, by=user), done)


def stuck_row(territory: Territory, reference: str) -> Contribution:
    rows = Contribution.objects.filter(territory__outward__outside=territory)
    return get_object_or_404(rows.select_related("territory", "theme", "situation"), reference=reference)


def back(request: HttpRequest, territory: Territory, act: Any, done: str) -> HttpResponse:
    try:
        act()
    except rules.NotPossible as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return redirect(reverse("moderation:dashboard", args=[territory.slug]) + "#bloque")
