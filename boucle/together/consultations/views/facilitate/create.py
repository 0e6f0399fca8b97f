"""A new consultation; the list of those that are prepared and running."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from boucle.foundation.accounts import rules as members
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.views import standing
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory
from boucle.together.consultations import actions, rules
from boucle.together.consultations.enums import Access, Method
from boucle.together.consultations.forms.consultation import NewForm, SettingsForm
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import finding
from boucle.together.consultations.views.facilitate import frame

SHOWN = 200
LONGEST_REFERENCE = 20


def coordinated(request: HttpRequest, slug: str) -> tuple[Territory, User]:
    """Raises Http404 for no territory, PermissionDenied for anybody but its coordinators."""
    place = territories.by_slug(slug)
    if place is None:
        raise Http404
    members.check_coordinate(request.user, place.pk)
    assert isinstance(request.user, User)
    standing.stand(request, place, situations.current(place))
    return place, request.user


@require_safe
@frame.work
def prepared(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What is in preparation, what runs, what is over: three queries, however many."""
    place, _user = coordinated(request, slug)
    public = list(finding.public(place)[:SHOWN])
    known = {
        "place": place,
        "drafts": list(finding.prepared(place)[:SHOWN]),
        "running": [row for row in public if not row.is_over],
        "over": [row for row in public if row.is_over],
    }
    return render(request, "consultations/facilitate/list.html", known)


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def new(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Chooses a method, asks its question; what it promises on anonymity never changes afterwards."""
    place, user = coordinated(request, slug)
    form = NewForm(attempts.typed(request), territory=place, initial=asked(request))
    made: list[Consultation] = []
    if attempts.attempt(form, lambda: made.append(create(place, user, form.cleaned_data, form))):
        messages.success(request, _("It is created. Nobody sees it before its first round opens."))
        return frame.back("facilitate", made[0])
    known = {"place": place, "form": form}
    return render(request, "consultations/facilitate/new.html", known, status=frame.REFUSED if form.is_bound else 200)


def asked(request: HttpRequest) -> dict[str, str]:
    """What a link may fill in: the method, and what the answers may change (`?about=` a reference)."""
    wanted = {"method": request.GET.get("method", ""), "about": request.GET.get("about", "")[:LONGEST_REFERENCE]}
    return {name: value for name, value in wanted.items() if value}


def create(place: Territory, user: User, data: dict[str, Any], form: NewForm) -> Consultation:
    method = Method(data["method"])
    made = actions.create(
        territory=place,
        user=user,
        title=data["title"],
        text=data["text"],
        method=method,
        access=Access(data["access"]),
        situation=data["situation"],
        about=data["about"],
        form_key=data["form_key"],
        is_anonymous=data["anonymity"] == "yes",
        is_fast=data["is_fast"],
        **form.row_fields(),
    )
    if made.is_fast:
        rule = {**rules.START[method], "stop": {"rounds_at_most": 2}}
        actions.write_rule(consultation=made, user=user, rule=rule)
    return made


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def settings(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What may still change before the first round."""
    row, user = frame.held(request, reference)
    names = ("is_hidden", "is_open_to_statements", "minimum_cell", "quorum", "population")
    known = {name: getattr(row, name) for name in names}
    initial = {"title": row.contribution.title, "text": row.contribution.text, **known}
    form = SettingsForm(attempts.typed(request), initial=initial)
    if attempts.attempt(form, lambda: change(row, user, form)):
        frame.saved(request)
        return redirect("consultations:facilitate", reference)
    return frame.page(request, row, "settings", {"form": form}, status=frame.REFUSED if form.is_bound else 200)


def change(row: Consultation, user: User, form: SettingsForm) -> None:
    data = form.cleaned_data
    actions.change_settings(consultation=row, user=user, title=data["title"], text=data["text"], **form.row_fields())
