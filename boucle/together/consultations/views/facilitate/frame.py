"""What every page of a facilitator starts with: the consultation, the right to be there, the ways to its parts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from boucle.foundation.accounts.models import User
from boucle.together.consultations import rules
from boucle.together.consultations.enums import Access, Method, Stage
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.views import frames

REFUSED = 422
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Part:
    label: Any  # lazy
    url: str
    is_current: bool


PARTS: tuple[tuple[str, Any, frozenset[Method]], ...] = (
    ("facilitate", gettext_lazy("Where it stands"), frozenset(Method)),
    ("consent_desk", gettext_lazy("Proposal and objections"), frozenset({Method.CONSENT})),
    ("items", gettext_lazy("What is asked"), frozenset(Method) - {Method.CONSENT}),
    ("rule", gettext_lazy("Rule"), frozenset(Method)),
    ("panel", gettext_lazy("People"), frozenset(Method)),
    ("rounds", gettext_lazy("Rounds"), frozenset(Method) - {Method.CONSENT}),
    ("coding", gettext_lazy("Coding"), frozenset({Method.DELPHI})),
    ("groups", gettext_lazy("Groups"), frozenset({Method.OPINIONS})),
    ("paper", gettext_lazy("Paper sheets"), frozenset(Method) - {Method.CONSENT}),
    ("decision", gettext_lazy("Decision"), frozenset(Method)),
)


def work(view: View) -> View:
    """For somebody who is signed in; kept by no cache. Whether they may is said by `held`."""
    return never_cache(login_required(view))


def held(request: HttpRequest, reference: str) -> tuple[Consultation, User]:
    """The consultation and who asks. Raises Http404 for none, PermissionDenied for whoever does not facilitate it."""
    row = frames.find(reference)
    rules.check_facilitate(row, request.user)
    assert isinstance(request.user, User)
    return frames.dressed(request, row), request.user


def page(
    request: HttpRequest, row: Consultation, template: str, known: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {"row": row, "parts": parts(request, row), "Stage": Stage, **known}
    return render(request, f"consultations/facilitate/{template}.html", context, status=status)


def parts(request: HttpRequest, row: Consultation) -> list[Part]:
    """Parts whose route exists, for the method and for who takes part."""
    found = []
    for route, label, methods in PARTS:
        url = address(route, row) if Method(row.method) in methods else ""
        if url and not (route == "panel" and row.access == Access.PUBLIC and row.method == Method.OPINIONS):
            found.append(Part(label, url, request.path == url))
    longest = max((part.url for part in found if request.path.startswith(part.url)), key=len, default="")
    return [Part(part.label, part.url, part.url == longest) for part in found]


def address(route: str, row: Consultation) -> str:
    try:
        return reverse(f"consultations:{route}", args=[row.contribution.reference])
    except NoReverseMatch:
        return ""


def back(route: str, row: Consultation) -> HttpResponse:
    return redirect(f"consultations:{route}", row.contribution.reference)


def redirected(url: str) -> HttpResponse:
    return redirect(url)


def saved(request: HttpRequest) -> None:
    messages.success(request, _("It is saved."))
