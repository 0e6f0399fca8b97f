"""The page of a consultation: what is asked, of whom, by which rule; then its results."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.together.consultations.queries import finding
from boucle.together.consultations.views import frames


@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponse:
    row = frames.dressed(request, frames.public(reference))
    known = {"row": row, "round": finding.open_round(row), "rounds": row.rounds.exclude(opened_at=None)}
    return render(request, "consultations/consultation.html", known)
