"""The public page of a fiche, in each of its states, and its photo."""

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from boucle.commons.maps.queries import drawing
from boucle.during.initiatives import enums
from boucle.during.initiatives.engine import timetable
from boucle.during.initiatives.queries import fiche as queries
from boucle.during.initiatives.queries import fields, hours, linked
from boucle.during.initiatives.views import frames
from boucle.foundation.accounts.views import who
from boucle.foundation.core import clock, ready
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import Purpose, State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.views import standing

A_YEAR = 365 * 24 * 60 * 60


@require_safe
def fiche(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The page of a fiche: 301 after a merge, 410 for what was taken back, 404 for what is not public yet."""
    row = find(reference)
    if row.merged_into is not None:
        return redirect("initiatives:fiche", lifecycle.survivor(row).reference, permanent=True)
    if row.reference != reference:
        return redirect("initiatives:fiche", row.reference, permanent=True)
    if is_gone(row):
        return gone(request, row)
    is_public = row.state in {State.PUBLISHED, State.ARCHIVED}
    if not is_public and not may_see(request, row):
        raise Http404
    response = show(request, row)
    return ready.public(response, standing.place(request)) if is_public else ready.private(response)


def find(reference: str) -> Contribution:
    row = queries.by_reference(reference)
    if row is None:
        raise Http404
    return row


def is_gone(row: Contribution) -> bool:
    if row.erased_at is not None or row.state == State.WITHDRAWN or fields.initiative(row) is None:
        return True
    return row.state == State.ARCHIVED and queries.is_hidden(row)


def may_see(request: HttpRequest, row: Contribution) -> bool:
    return lifecycle_rules.can_see(row, lifecycle_rules.By(user=who.reader(request)))


def gone(request: HttpRequest, row: Contribution) -> HttpResponse:
    """What was never published was never there for the public."""
    if row.published_at is None:
        raise Http404
    place = queries.home(row)
    standing.stand(request, place, queries.situation(row, place))
    known = {"row": row, "last": lifecycle.last_transition(row)}
    return render(request, "initiatives/gone.html", known, status=410)


def show(request: HttpRequest, row: Contribution) -> HttpResponse:
    place = queries.home(row)
    standing.stand(request, place, queries.situation(row, place))
    return render(request, "initiatives/fiche.html", context(request, row))


def context(request: HttpRequest, row: Contribution) -> dict[str, Any]:
    own = row.initiative
    today = timezone.localdate(clock.now())
    lines = queries.history(row)
    address = settings.ORIGIN + reverse("initiatives:fiche", args=[row.reference])
    lead, _space, rest = row.text.partition("\n\n")
    return {
        "row": row,
        "own": own,
        "exercise": frames.is_trial(row.nature),
        "open": hours.open_words(own),
        "is_stale": queries.needs_check(row),
        "lead": lead if is_sentence(lead) else "",
        "rest": rest if is_sentence(lead) else row.text,
        "is_always": own.hours == timetable.ALWAYS,
        "week": hours.week_table(own.hours, today) if own.hours else [],
        "postal_code": queries.postal_code(row),
        "is_named": row.territory.name.lower() in row.address.lower(),
        "photo": queries.photo(row),
        "map": drawing.of_point(row.territory, row.lat, row.lon, row.title),
        "history": lines,
        "audiences": [each.label for each in enums.Audience if own.audiences & each],
        "shown_url": own.public_url.split("://", 1)[-1].rstrip("/"),
        "reviewer": queries.reviewer(lines),
        "address": address,
        "linked": safe_json(linked.service(row, address)) if row.is_public and not frames.is_trial(row.nature) else "",
        "shown_address": address.split("://", 1)[1].rstrip("/"),
        "can_write": row.contacts.filter(purpose=Purpose.AUTHOR).exclude(email="").exists(),
        "archived": lifecycle.last_transition(row) if row.state == State.ARCHIVED else None,
    }


def safe_json(facts: dict[str, Any]) -> SafeString:
    """JSON that cannot close the element that holds it."""
    escaped = json.dumps(facts, ensure_ascii=False).replace("<", "\\u003C").replace(">", "\\u003E")
    return mark_safe(escaped.replace("&", "\\u0026"))


def is_sentence(block: str) -> bool:
    """Whether the first block of a text can stand above it: plain words, not a list or a title."""
    return not block.lstrip().startswith(("-", "*", "#", ">", "1.", "+", "```")) and len(block) <= 400


@require_safe
def photo(request: HttpRequest, reference: str) -> HttpResponse:
    """The photo that the public sees; its address carries its key, so that it may be kept for a year."""
    row = find(reference)
    if is_gone(row) or not (row.state in {State.PUBLISHED, State.ARCHIVED} or may_see(request, row)):
        raise Http404
    kept = row.initiative.photos.filter(key=row.initiative.photo_key).first()
    if kept is None:
        raise Http404
    response = HttpResponse(bytes(kept.image), content_type="image/webp")
    if row.is_public:
        response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    return response
