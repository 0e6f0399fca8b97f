"""A sheet as everybody reads it, its versions, its pictures."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from boucle.after.library import rules
from boucle.after.library.engine import formats
from boucle.after.library.exports import documents
from boucle.after.library.models import Sheet
from boucle.after.library.queries import finding, pages, versions
from boucle.after.library.views import frames
from boucle.foundation.accounts.views import who
from boucle.foundation.core import ready
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.situations.views import standing

A_YEAR = 365 * 24 * 60 * 60


@require_safe
def sheet(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The page of a sheet: 301 after a merge or for another spelling, 404 for what is not public yet."""
    row = lifecycle.by_reference(reference)
    if row is not None and row.kind == "sheet" and (row.merged_into is not None or row.reference != reference):
        return redirect("library:sheet", lifecycle.survivor(row).reference, permanent=True)
    found = frames.sheet(request, reference)
    return frames.shared(request, standing.page(request, "library/sheet.html", known(found)))


def known(found: Sheet) -> dict[str, Any]:
    return {
        "sheet": found,
        "row": found.contribution,
        "shown": pages.shown(found),
        "exercise": frames.is_trial(found.contribution.nature),
        "history": versions.versions(found),
        "cite_formats": [(each.name, each.label) for each in formats.FORMATS.values()],
        "session_formats": documents.FORMATS,
    }


@require_safe
def history(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What the public read, version after version, and what changed between two of them."""
    found = frames.sheet(request, reference)
    read = versions.versions(found)
    change = versions.asked(read, request.GET.get("from", ""), request.GET.get("to", ""))
    told = {"sheet": found, "row": found.contribution, "versions": read, "change": change}
    return frames.shared(request, standing.page(request, "library/versions.html", told))


@require_safe
def picture(request: HttpRequest, reference: str, key: str) -> HttpResponseBase:
    """A picture that the public sees, for a year; one that waits, for its referents."""
    found = frames.sheet(request, reference)
    one = found.contribution
    is_shown = one.is_public and key in found.pictures
    if not is_shown and not rules.can_see_waiting(one, who.reader(request)):
        raise Http404
    kept = one.pictures.filter(key=key).first()
    if kept is None:
        raise Http404
    response = HttpResponse(bytes(kept.image), content_type="image/webp")
    if not is_shown:
        return ready.private(response)
    return ready.public(response, finding.home(one), seconds=A_YEAR)
