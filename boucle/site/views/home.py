"""The home of a territory, and the way to one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.commons.search import queries as search
from boucle.during.initiatives.queries import listing
from boucle.foundation.core import ready
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Situation
from boucle.foundation.situations.views import standing
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory
from boucle.site import queries

LATEST = 3
LONGEST_SEARCH = 200


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The only open territory; else the choice of one; else how to start."""
    opened = list(territories.open_territories())
    if not opened:
        return render(request, "site/start.html")
    if len(opened) == 1:
        return of_territory(request, opened[0])
    return choose(request, opened)


@require_safe
def territory(request: HttpRequest, slug: str) -> HttpResponse:
    place = territories.by_slug(slug)
    if place is None or not place.is_open:
        raise Http404
    return of_territory(request, place)


def choose(request: HttpRequest, opened: list[Territory]) -> HttpResponse:
    typed = request.GET.get("ou", "").strip()[:LONGEST_SEARCH]
    known = {"opened": opened, "typed": {"ou": typed}, "places": queries.places(typed) if typed else []}
    return render(request, "site/choose.html", known)


def of_territory(request: HttpRequest, place: Territory) -> HttpResponse:
    """`?situation=` shows another situation than the current one: an exercise is only reached in this way."""
    going_on = situations.active(place)
    asked = request.GET.get("situation", "")
    situation = pick(place, going_on, asked)
    standing.stand(request, place, situation)
    known = {
        "room": "boucle.during",
        "figures": search.figures(place, situation),
        "themes": search.theme_counts(place, situation),
        "latest": listing.shown(search.latest(place, situation, limit=LATEST)),
        "kept": situation.slug if situation and asked else "",
        "others": [each for each in going_on if each != situation and each.nature in PUBLIC_NATURES],
    }
    return ready.public(render(request, "site/home.html", known), place)


def pick(place: Territory, going_on: list[Situation], asked: str) -> Situation | None:
    if not asked:
        return next((each for each in going_on if each.nature in PUBLIC_NATURES), None)
    found = situations.by_slug(place, asked) if "\x00" not in asked else None
    if found is None:
        raise Http404
    return found
