"""Where a page's reader stands: an open territory and its situation, which the frame of every page shows."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from boucle.foundation.situations import queries
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

PUBLIC_FRAME, WORK_FRAME = "site/base.html", "site/work.html"


class Standing(HttpRequest):
    """A request whose frame knows where it is."""

    territory: Territory | None
    situation: Situation | None


def open_territory(slug: str) -> Territory:
    """Raises Http404 for one that is not open."""
    place = territories.by_slug(slug)
    if place is None or not place.is_open:
        raise Http404
    return place


def stand(request: HttpRequest, place: Territory | None, situation: Situation | None) -> None:
    """Tells the frame of the page where it is; None: outside any territory."""
    framed = cast(Standing, request)
    framed.territory, framed.situation = place, situation


def dress(request: HttpRequest, place: Territory) -> Territory:
    """The same for the closest open territory around a place, and what happens there now."""
    here = territories.open_around(place)
    stand(request, here, queries.current(here))
    return here


def page(request: HttpRequest, template: str, known: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """On the work side for whoever is signed in: their duties and what was just done stand above."""
    frame = WORK_FRAME if request.user.is_authenticated else PUBLIC_FRAME
    return render(request, template, {"frame": frame, **known}, status=status)


def place(request: HttpRequest) -> Territory:
    """Of a request that stands somewhere."""
    found = cast(Standing, request).territory
    assert found is not None
    return found
