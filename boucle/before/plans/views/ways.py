"""Ways of planning side by side, and where people place them: one place per person, without a name."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boucle.before.plans import actions, rules
from boucle.before.plans.forms.ways import PlacementForm
from boucle.before.plans.models import Plan
from boucle.before.plans.queries import map as maps
from boucle.before.plans.queries import ways as queries
from boucle.before.plans.views import frames
from boucle.before.plans.views.keeping import frame
from boucle.foundation.core import ready
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.lifecycle.views import attempts

COOKIE = "boucle_way"  # holds a drawn code, signed; only its hash is kept with a place
A_YEAR = 365 * 24 * 60 * 60
REFUSED, TOO_MANY = 422, 429
HEADS = {
    "stakes": gettext_lazy("What is at stake"),
    "actors": gettext_lazy("Who takes part"),
    "principles": gettext_lazy("How it works"),
    "dynamics": gettext_lazy("How it changes"),
    "pluses": gettext_lazy("Pluses"),
    "minuses": gettext_lazy("Minuses"),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ways(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The four on one grid, the map of what people say, and one's own places."""
    row = frames.plan(request, slug)
    voice = voice_of(request)
    form = form_of(row, voice, request)
    if not form.is_bound:
        return ready.private(show(request, row, form))
    visitor = guard_rules.visitor(request)
    guard.count_sending(network=visitor.network)
    if visitor.is_hot:
        said = _("A great many forms came from your network this hour. Send it again in an hour.")
        return ready.private(show(request, row, form, said=said, status=TOO_MANY))
    if not form.is_valid():
        return ready.private(show(request, row, form, status=REFUSED))
    return keep(request, row, form, voice or secrets.token_urlsafe(16))


def voice_of(request: HttpRequest) -> str:
    """The code of this browser; empty before the first place, or when it was forged."""
    found = request.get_signed_cookie(COOKIE, default="", salt="boucle.plans.way", max_age=A_YEAR)
    return str(found)


def form_of(row: Plan, voice: str, request: HttpRequest) -> PlacementForm:
    return PlacementForm(attempts.typed(request), subjects=queries.subjects(), mine=queries.mine(row, voice))


def keep(request: HttpRequest, row: Plan, form: PlacementForm, voice: str) -> HttpResponseBase:
    try:
        actions.place_ways(plan=row, voice=voice, points=form.points())
    except NotPossible as refusal:
        return ready.private(show(request, row, form, said=str(refusal), status=REFUSED))
    answer = redirect(f"{request.path}?kept=1#places")
    answer.set_signed_cookie(
        COOKIE,
        voice,
        salt="boucle.plans.way",
        max_age=A_YEAR,
        path=request.path,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return ready.private(answer)


def show(request: HttpRequest, row: Plan, form: PlacementForm, *, said: str = "", status: int = 200) -> HttpResponse:
    found, placed = queries.ways(), queries.placed(row)
    known: dict[str, Any] = {
        "plan": row,
        "ways": found,
        "grid": [(head, [each.rows[name] for each in found]) for name, head in HEADS.items()],
        "columns": [(each, [(head, each.rows[name]) for name, head in HEADS.items()]) for each in found],
        "chosen": queries.way(row.model),
        "form": form,
        "figure": maps.figure(placed),
        "ends": maps.ends(),
        "least": queries.LEAST,
        "said": said,
        "is_kept": "kept" in request.GET and not form.is_bound,
        "may_keep": request.user.is_authenticated and rules.can_keep(row, request.user),
    }
    return frames.page(request, "plans/ways.html", known, status=status)


@require_POST
@frame.work
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan follows one of the four from now on; its steps may become a section in draft."""
    row, user = frame.kept(request, slug)
    try:
        made = actions.choose_way(
            plan=row, user=user, code=request.POST.get("way", ""), with_steps=bool(request.POST.get("steps"))
        )
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:ways", row.slug)
    if made is not None:
        messages.success(request, _("The plan follows this way. Its steps are a section in draft."))
        return frame.back(made)
    messages.success(request, _("The plan follows this way."))
    return redirect("plans:ways", row.slug)
