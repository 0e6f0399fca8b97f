"""What every page of a keeper starts with: the inventory, the right to be there, the ways to its parts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from boucle.before.dominos import rules
from boucle.before.dominos.models import Inventory
from boucle.before.dominos.views import frames
from boucle.foundation.accounts.models import User

View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Part:
    label: Any  # lazy
    url: str
    is_current: bool


PARTS: tuple[tuple[str, Any], ...] = (
    ("keep", gettext_lazy("Where it stands")),
    ("keep_services", gettext_lazy("Services")),
    ("import", gettext_lazy("Import")),
    ("library", gettext_lazy("Library")),
    ("schedules", gettext_lazy("Schedules")),
    ("measures", gettext_lazy("Measures")),
    ("challenges", gettext_lazy("Contested figures")),
)


def work(view: View) -> View:
    """For somebody who is signed in; kept by no cache. Whether they may is said by `held`."""
    return never_cache(login_required(view))


def held(request: HttpRequest, slug: str) -> tuple[Inventory, User]:
    """Raises Http404 for none, NotAllowed for whoever does not coordinate its territory."""
    row = frames.found(request, slug)
    rules.check_keep(row, request.user)
    assert isinstance(request.user, User)
    return row, request.user


def page(
    request: HttpRequest, row: Inventory, template: str, known: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    context = {"inventory": row, "parts": parts(request, row), **known}
    return render(request, f"dominos/keep/{template}.html", context, status=status)


def parts(request: HttpRequest, row: Inventory) -> list[Part]:
    found = [(label, reverse(f"dominos:{route}", args=[row.slug])) for route, label in PARTS]
    here = max((url for _label, url in found if request.path.startswith(url)), key=len, default="")
    return [Part(label, url, url == here) for label, url in found]


def back(route: str, row: Inventory, *args: Any) -> HttpResponse:
    return redirect(f"dominos:{route}", row.slug, *args)
