"""What every page of the lessons starts with: its territory, the lesson, who reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.cache import never_cache

from boucle.after.lessons import rules
from boucle.after.lessons.models import Lesson
from boucle.after.lessons.queries import finding
from boucle.foundation.accounts.models import User
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

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
    return standing.dress(request, standing.open_territory(slug))


def lesson(request: HttpRequest, reference: str) -> Lesson:
    """One that this reader may read. Raises Http404: a draft does not show that it exists."""
    found = finding.lesson(reference)
    if found is None or not rules.can_see(found, request.user):
        raise Http404
    standing.dress(request, found.contribution.territory)
    return found


def work(view: View) -> View:
    """For somebody who is signed in; kept by no cache."""
    return never_cache(login_required(view))


def kept_place(request: HttpRequest, slug: str) -> tuple[Territory, User]:
    """A territory and who keeps its lessons, whether it has pages of its own or not. Raises NotAllowed for anybody
    else."""
    place = territories.by_slug(slug)
    if place is None:
        raise Http404
    rules.check_keep(place.pk, request.user)
    standing.dress(request, place)
    return place, who.member(request)


def kept(request: HttpRequest, reference: str) -> tuple[Lesson, User]:
    """A lesson and who keeps it. Raises Http404 for none, NotAllowed for anybody else."""
    found = finding.lesson(reference)
    if found is None:
        raise Http404
    rules.check_keep(found.contribution.territory_id, request.user)
    standing.dress(request, found.contribution.territory)
    return found, who.member(request)


def page(request: HttpRequest, template: str, known: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return standing.page(request, f"lessons/{template}.html", known, status=status)


def sheet(request: HttpRequest, form: Any, words: Sheet, known: dict[str, Any], template: str = "form") -> HttpResponse:
    """A page with one form; sent in vain, it says why and everything is still there."""
    status = attempts.status_of(form)
    return page(request, f"work/{template}", {"form": form, "sheet": words, **known}, status=status)
