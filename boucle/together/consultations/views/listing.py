"""The consultations of a territory."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.together.consultations.queries import finding
from boucle.together.consultations.views import frames


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Running ones first, then those that are over, newest first."""
    place = frames.open_territory(slug)
    frames.dress(request, place)
    rows = list(finding.public(place)[:200])
    running, over = [row for row in rows if not row.is_over], [row for row in rows if row.is_over]
    return render(request, "consultations/list.html", {"place": place, "running": running, "over": over})
