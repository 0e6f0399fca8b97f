"""One search over everything that a territory has made public."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.commons.search.queries import everywhere
from boucle.foundation.core import ready, text
from boucle.foundation.situations.views import standing

LONGEST = 200


@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Each kind with its first answers: fiches, sheets, lessons, sections of plans, consultations."""
    place = standing.dress(request, standing.open_territory(slug))
    q = text.clean_line(request.GET.get("q", ""))[:LONGEST]
    known = {"place": place, "q": q, "found": everywhere.ask(place, q)}
    return ready.public(render(request, "search/everywhere.html", known), place)
