"""A testimony: brought by anybody, without an account, then followed by its private link."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.after.lessons import actions
from boucle.after.lessons.forms.testimony import BringForm
from boucle.after.lessons.queries import finding
from boucle.after.lessons.views import frames
from boucle.foundation.accounts.views import who
from boucle.foundation.core import ready
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.actions import Proposed
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

REFUSED, TOO_MANY = 422, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def testify(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Says what somebody saw; `?event=` chooses the event already."""
    place = frames.open_territory(request, slug)
    visitor = guard_rules.visitor(request)
    events = finding.events(place)
    options: dict[str, Any] = {"visitor": visitor, "events": events, "places": names_around(place)}
    if request.method != "POST":
        asked = next((one.pk for one in events if one.slug == request.GET.get("event")), None)
        return show(request, place, BringForm(initial={"event": asked}, **options))
    guard.count_sending(network=visitor.network)
    form = BringForm(request.POST, **options)
    if not form.is_valid():
        return show(request, place, form, status=TOO_MANY if visitor.is_hot else REFUSED)
    try:
        made = send(request, place, form)
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return show(request, place, form, status=REFUSED)
    return receipt(request, place, made, has_email=bool(form.cleaned_data["email"]))


def names_around(place: Territory) -> frozenset[str]:
    """Words of place names nearby: they are nobody's name."""
    known = territories.members(place).values_list("name", flat=True)
    return frozenset(word for name in (place.name, *known) for word in (name, *name.replace("-", " ").split()))


def send(request: HttpRequest, place: Territory, form: BringForm) -> Proposed:
    return actions.bring(
        territory=place,
        contact=form.contact(),
        by=lifecycle.By(user=who.reader(request)),
        form_key=form.cleaned_data["key"],
        **form.fields_of_testimony(),
    )


def show(request: HttpRequest, place: Territory, form: BringForm, *, status: int = 200) -> HttpResponse:
    known = {"place": place, "form": form, "must_prove": form.visitor.is_warm}
    return frames.page(request, "testify", known, status=status)


def receipt(request: HttpRequest, place: Territory, made: Proposed, *, has_email: bool) -> HttpResponseBase:
    """The secret is shown once; sent twice, the form gets the same receipt without it."""
    path = reverse("lessons:follow", args=[made.secret]) if made.secret else ""
    known = {
        "place": place,
        "row": made.contribution,
        "path": path,
        "link": request.build_absolute_uri(path) if path else "",
        "has_email": has_email,
    }
    return ready.private(frames.page(request, "brought", known))
