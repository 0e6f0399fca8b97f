"""What every page of the lessons starts with: its territory, the lesson, who reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django.views.decorators.cache import never_cache

from boucle.after.lessons import rules
from boucle.after.lessons.models import Lesson
from boucle.after.lessons.queries import finding
from boucle.foundation.accounts.models import User
from boucle.foundation.core import ready
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations import queries as situations
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

PUBLIC_FRAME, WORK_FRAME = "site/base.html", "site/work.html"
View = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Sheet:
    """What a page with one form says around it."""

    title: Any
    lede: Any
    button: Any
    back: str


def open_territory(request: HttpRequest, slug: str) -> Territory:
    """Raises Http404 for one that is not open."""
    place = territories.by_slug(slug)
    if place is None or not place.is_open:
        raise Http404
    request.territory = place  # type: ignore[attr-defined]  # read by the frame
    request.situation = situations.current(place)  # type: ignore[attr-defined]  # read by the frame
    return place


def dress(request: HttpRequest, place: Territory) -> Territory:
    """Tells the frame where it is: the closest open territory around a place."""
    rows = Territory.objects.filter(inward__inside=place.pk, is_open=True)
    here = rows.order_by("inward__distance", "code").first() or place
    request.territory = here  # type: ignore[attr-defined]  # read by the frame
    request.situation = situations.current(here)  # type: ignore[attr-defined]  # read by the frame
    return here


def lesson(request: HttpRequest, reference: str) -> Lesson:
    """One that this reader may read. Raises Http404: a draft does not show that it exists."""
    found = finding.lesson(reference)
    if found is None or not rules.can_see(found, request.user):
        raise Http404
    dress(request, found.contribution.territory)
    return found


def work(view: View) -> View:
    """For somebody who is signed in; kept by no cache."""
    return never_cache(login_required(view))


def member(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def kept_place(request: HttpRequest, slug: str) -> tuple[Territory, User]:
    """A territory and who keeps its lessons, whether it has pages of its own or not. Raises NotAllowed for anybody
    else."""
    place = territories.by_slug(slug)
    if place is None:
        raise Http404
    rules.check_keep(place.pk, request.user)
    dress(request, place)
    return place, member(request)


def kept(request: HttpRequest, reference: str) -> tuple[Lesson, User]:
    """A lesson and who keeps it. Raises Http404 for none, NotAllowed for anybody else."""
    found = finding.lesson(reference)
    if found is None:
        raise Http404
    rules.check_keep(found.contribution.territory_id, request.user)
    dress(request, found.contribution.territory)
    return found, member(request)


def page(request: HttpRequest, template: str, known: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """On the work side for whoever is signed in: their duties and what was just done stand above."""
    frame = WORK_FRAME if request.user.is_authenticated else PUBLIC_FRAME
    return render(request, f"lessons/{template}.html", {"frame": frame, **known}, status=status)


def sheet(request: HttpRequest, form: Any, words: Sheet, known: dict[str, Any], template: str = "form") -> HttpResponse:
    """A page with one form; sent in vain, it says why and everything is still there."""
    status = attempts.status_of(form)
    return page(request, f"work/{template}", {"form": form, "sheet": words, **known}, status=status)


def shared(request: HttpRequest, response: HttpResponse, place: Territory) -> HttpResponseBase:
    """The same bytes for everybody, but for those who are signed in: they may see more."""
    return private(response) if request.user.is_authenticated else ready.public(response, place)


def private(response: HttpResponseBase) -> HttpResponseBase:
    """For one person: kept by no cache, followed by no robot."""
    add_never_cache_headers(response)
    patch_vary_headers(response, ("Cookie",))
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response
