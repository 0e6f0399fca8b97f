"""Receipts: the list that proves that a sheet was counted, and says nothing of what it holds."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.together.consultations.enums import Method
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import receipts
from boucle.together.consultations.views import frames, result_files

LONGEST = 64


@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Published at the close; `?receipt=` asks whether one is on it."""
    row = closed(request, reference)
    asked = request.GET.get("receipt", "").strip().lower()[:LONGEST]
    rounds = receipts.by_round(row) if row.is_over else []
    known = {
        "row": row,
        "rounds": rounds,
        "asked": asked,
        "found": next((one.number for one in rounds if asked in one.receipts), None) if asked else None,
    }
    return render(request, "consultations/results/receipts.html", known)


@require_safe
def as_json(request: HttpRequest, reference: str) -> HttpResponseBase:
    row = closed(request, reference)
    if not row.is_over:
        raise Http404
    listed = [{"round": one.number, "receipts": one.receipts} for one in receipts.by_round(row)]
    return result_files.as_json({"consultation": reference, "rounds": listed})


def closed(request: HttpRequest, reference: str) -> Consultation:
    """Raises Http404 for an opinion map: its votes are lines of a file, under the pseudonym that each person sees."""
    row = frames.dressed(request, frames.public(reference))
    if row.method == Method.OPINIONS:
        raise Http404
    return row
