"""Names of communes while somebody types."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from boucle.foundation.territories import queries

SHORTEST = 2  # signs: one letter is the beginning of thousands
MOST = 8
A_DAY = 86_400


@require_safe
@cache_control(public=True, max_age=A_DAY)
def suggest(request: HttpRequest) -> HttpResponse:
    """`?q=` what is typed, `?dans=` slug of the territory whose communes come first: the options of a datalist."""
    typed = request.GET.get("q", "")
    inside = queries.by_slug(request.GET.get("dans", ""))
    found = queries.find(typed, inside=inside, limit=MOST) if len(typed.strip()) >= SHORTEST else queries.Found()
    # Without the request: options have no frame around them, and need none of its queries.
    return HttpResponse(render_to_string("territories/suggest.html", {"candidates": found.candidates}))
