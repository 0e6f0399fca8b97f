"""Formats of a debrief as guided sheets to print: who does what, for how long, with which questions."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.after.lessons import registry
from boucle.after.lessons.views import frames


@require_safe
def formats(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Which format for which event: time, people, what it needs."""
    place = frames.open_territory(request, slug)
    known = {"place": place, "formats": registry.FORMATS}
    return frames.shared(request, frames.page(request, "formats", known), place)


@require_safe
def sheet(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """One format, step after step, with room to write."""
    place = frames.open_territory(request, slug)
    one = next((each for each in registry.FORMATS if each.name == name), None)
    if one is None:
        raise Http404
    return frames.shared(request, frames.page(request, "format", {"place": place, "format": one}), place)
