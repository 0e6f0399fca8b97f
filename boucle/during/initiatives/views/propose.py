"""Proposing: one page, no account; then a receipt."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boucle.commons.search import queries as search
from boucle.during.initiatives import actions
from boucle.during.initiatives.forms import propose as forms
from boucle.during.initiatives.models import Waiting
from boucle.during.initiatives.views import frames
from boucle.foundation.accounts.views import who
from boucle.foundation.core import ids, text
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Situation
from boucle.foundation.situations.views import standing
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

MOST_SIMILAR = 3
REFUSED = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Proposes a fiche on one page, without an account; `situation` names another one than the current."""
    place = standing.open_territory(slug)
    situation = frames.asked_situation(place, request.GET.get("situation", ""))
    standing.stand(request, place, situation)
    visitor = guard_rules.visitor(request)
    if request.method != "POST":
        opened = situation if situation is not None and not situation.is_closed else None
        form = forms.ProposeForm(territory=place, situation=opened, visitor=visitor, initial=typed_before(request))
        return show(request, form)
    guard.count_sending(network=visitor.network)
    form = forms.ProposeForm(request.POST, request.FILES, territory=place, situation=situation, visitor=visitor)
    if not form.is_valid():
        return show(request, form, status=429 if visitor.is_hot else REFUSED)
    close = alike(place, situation, form.content()) if not form.cleaned_data["is_seen"] else []
    if close:
        form.renew("is_seen", "1")
        return show(request, form, close=close)
    return send(request, form, situation)


def typed_before(request: HttpRequest) -> dict[str, str]:
    """What a link may fill in: from an empty search, the words that found nothing."""
    wanted = {"title": request.GET.get("q", ""), "theme": request.GET.get("theme", "")}
    wanted["commune"] = request.GET.get("ou", "")
    return {name: text.clean_line(value)[:120] for name, value in wanted.items() if value}


def show(
    request: HttpRequest, form: forms.ProposeForm, *, close: list[search.Similar] | None = None, status: int = 200
) -> HttpResponse:
    known = {"form": form, "close": close or [], "must_prove": form.visitor.is_warm, "had_photo": bool(request.FILES)}
    known |= frames.tiles()
    return render(request, "initiatives/propose.html", known, status=status)


def alike(place: Territory, situation: Situation | None, content: dict[str, Any]) -> list[search.Similar]:
    point = (content["lat"], content["lon"]) if content.get("lat") is not None else None
    theme = next(iter(situations.themes_by_slug([content["theme"]])), None)
    found = search.similar(
        content["title"], content["text"], place, theme, point, kind="initiative", situation=situation
    )
    return found[:MOST_SIMILAR]


def send(request: HttpRequest, form: forms.ProposeForm, situation: Situation | None) -> HttpResponse:
    typed = form.cleaned_data
    common: dict[str, Any] = {
        "territory": form.place,
        "content": form.content(),
        "contact": form.contact(),
        "situation": situation,
        "form_key": typed["key"],
        "photo": typed["photo"],
        "description": typed["photo_description"],
    }
    try:
        if not form.is_proven:
            actions.wait(**common)
            return render(request, "initiatives/wait.html", {"title": typed["title"]})
        made = actions.propose(**common, by=lifecycle_rules.By(user=who.reader(request)))
    except lifecycle_rules.NotPossible as refused:
        form.add_error(None, str(refused))
        return show(request, form, status=REFUSED)
    return receipt(request, made.contribution, made.secret, has_email=bool(typed["email"]))


def receipt(request: HttpRequest, row: Contribution, secret: str, *, has_email: bool) -> HttpResponse:
    """The secret is shown once; sent twice, the form gets the same receipt without it."""
    known = {
        "row": row,
        "link": request.build_absolute_uri(reverse("initiatives:follow", args=[secret])) if secret else "",
        "path": reverse("initiatives:follow", args=[secret]) if secret else "",
        "has_email": has_email,
        "exercise": row.nature,
    }
    known["exercise"] = frames.is_trial(row.nature)
    return render(request, "initiatives/receipt.html", known)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of a mail: a page with one button, for machines open links too; then the receipt."""
    rows = Waiting.objects.select_related("territory", "situation", "contact")
    waiting = rows.filter(secret_hash=ids.digest(secret)).first()
    if waiting is None:
        return render(request, "initiatives/stale.html", status=410)
    place = territories.open_around(waiting.territory)
    standing.stand(request, place, waiting.situation)
    if request.method != "POST":
        return render(request, "initiatives/confirm.html", {"title": waiting.content["title"]})
    try:
        made = actions.confirm(waiting=waiting)
    except lifecycle_rules.NotPossible as refused:
        known = {"title": waiting.content["title"], "said": str(refused)}
        return render(request, "initiatives/confirm.html", known, status=REFUSED)
    row = lifecycle.full().get(pk=made.contribution.pk)
    return receipt(request, row, made.secret, has_email=True)


@require_POST
def similar(request: HttpRequest, slug: str) -> HttpResponse:
    """The fragment beside the form: fiches that look like what is being typed."""
    place = standing.open_territory(slug)
    situation = frames.asked_situation(place, request.GET.get("situation", ""))
    typed = {name: text.clean_line(request.POST.get(name, ""))[:500] for name in ("title", "text", "theme", "point")}
    point = territories.find(typed["point"], inside=place).point if typed["point"] else None
    lat, lon = point or (None, None)
    content = {**typed, "lat": lat, "lon": lon}
    close = alike(place, situation, content) if len(typed["title"]) > 3 else []
    return render(request, "initiatives/similar.html", {"close": close})
