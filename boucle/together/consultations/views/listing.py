"""The consultations of a territory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.foundation.core import ready
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.views import standing
from boucle.together.consultations.queries import finding, public

MOST = 200


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Running ones first, then those that are over, newest first."""
    place = standing.open_territory(slug)
    standing.stand(request, place, situations.current(place))
    rows = public.listed(finding.public(place), MOST)
    running, over = [row for row in rows if not row.is_over], [row for row in rows if row.is_over]
    known = {"place": place, "running": running, "over": over}
    return ready.public(render(request, "consultations/list.html", known), place)
