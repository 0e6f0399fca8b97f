"""Formats of a debrief as guided sheets to print: who does what, for how long, with which questions."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from boucle.after.lessons import registry, rules
from boucle.after.lessons.exports import formats as exports
from boucle.after.lessons.queries import facts, finding
from boucle.after.lessons.views import frames
from boucle.foundation.core import ready
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory


@require_safe
def formats(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Which format for which event: time, people, what it needs."""
    place = frames.open_territory(request, slug)
    known = {"place": place, "formats": registry.FORMATS}
    return ready.shared(request, frames.page(request, "formats", known), place)


@require_safe
def sheet(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """One format, step after step, with room to write; for whoever keeps the place, `?event=` lays the figures of an
    event beside it."""
    place, form = opened(request, slug, name)
    may_keep = keeps(request, place)
    events = finding.events(place) if may_keep else []
    event = chosen(request, events)
    known = {
        "place": place,
        "format": form,
        "events": events,
        "event": event,
        "facts": facts.of_event(event),
        "pdf": reverse("lessons:format_pdf", args=[slug, name]) + query(event),
        "may_keep": may_keep,
    }
    return ready.shared(request, frames.page(request, "format", known), place)


@require_safe
def pdf(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """The same as a PDF, to fill by hand."""
    place, form = opened(request, slug, name)
    event = chosen(request, finding.events(place)) if keeps(request, place) else None
    address = settings.ORIGIN + reverse("lessons:format", args=[slug, name]) + query(event)
    body = exports.pdf(form, place, event, facts.of_event(event), address)
    answer = HttpResponse(body, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{slug}-{name}.pdf"'
    return ready.shared(request, answer, place)


def opened(request: HttpRequest, slug: str, name: str) -> tuple[Territory, registry.Format]:
    place = frames.open_territory(request, slug)
    form = registry.named(name)
    if form is None:
        raise Http404
    return place, form


def keeps(request: HttpRequest, place: Territory) -> bool:
    """What an event counts (silent communes, late roles, injects) is for whoever draws lessons of it here."""
    return request.user.is_authenticated and rules.can_keep(place.pk, request.user)


def chosen(request: HttpRequest, events: list[Situation]) -> Situation | None:
    return next((one for one in events if one.slug == request.GET.get("event")), None)


def query(event: Situation | None) -> str:
    return f"?{urlencode({'event': event.slug})}" if event else ""
