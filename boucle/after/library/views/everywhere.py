"""One search over everything that a territory has made public."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.after.library.queries import everywhere
from boucle.after.library.views import frames
from boucle.foundation.core import text

LONGEST = 200


@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Each kind with its first answers: fiches, sheets, sections of plans, consultations."""
    place = frames.open_territory(request, slug)
    q = text.clean_line(request.GET.get("q", ""))[:LONGEST]
    known = {"place": place, "q": q, "found": everywhere.ask(place, q)}
    return frames.shared(request, frames.page(request, "library/everywhere.html", known))
