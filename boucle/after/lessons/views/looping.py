"""The loop of a territory in one picture; its register of errors, and what went well."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.after.lessons import rules
from boucle.after.lessons.enums import Stage
from boucle.after.lessons.queries import finding
from boucle.after.lessons.queries import loop as queries
from boucle.after.lessons.views import frames, loop_words, reading
from boucle.foundation.core import ready
from boucle.foundation.territories.models import Territory

ON_A_PAGE = 50


@require_safe
def loop(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Does what is learnt change the plan: counts, delays, where things stop."""
    place = frames.open_territory(request, slug)
    response = frames.page(request, "loop", around(request, place))
    return ready.shared(request, response, place)


def around(request: HttpRequest, place: Territory) -> dict[str, Any]:
    found = queries.read(place)
    return {
        "place": place,
        "loop": found,
        "lede": loop_words.lede(found),
        "figure": loop_words.figure(found) if found.lessons or found.voices else None,
        "stops": loop_words.stops(found),
        "health": loop_words.health(found),
        **example(place),
        "may_keep": request.user.is_authenticated and rules.can_keep(place.pk, request.user),
    }


def example(place: Territory) -> dict[str, Any]:
    """The last lesson that went all the way round, step after step, as everybody reads it."""
    row = finding.public(place).filter(stage=Stage.VERIFIED).select_related("review__territory").first()
    return {"example": row, **reading.around(row, AnonymousUser())} if row is not None else {}


@require_safe
def errors(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What went wrong, what was understood, what changed; and what went well."""
    place = frames.open_territory(request, slug)
    known = {
        "place": place,
        "errors": Paginator(finding.errors(place), ON_A_PAGE).get_page(request.GET.get("page")),
        "good": Paginator(finding.good(place), ON_A_PAGE).get_page(request.GET.get("good")),
    }
    return ready.shared(request, frames.page(request, "errors", known), place)
