"""The page of a consultation: what is asked, of whom, by which rule; then its results."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.together.consultations.enums import Method, Stage
from boucle.together.consultations.exports import rule_words
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import consent, deciding, finding, public
from boucle.together.consultations.views import frames


@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponse:
    row = frames.dressed(request, frames.public(reference))
    return render(request, "consultations/consultation.html", known(row))


def known(row: Consultation) -> dict[str, Any]:
    """What the page says of a consultation that everybody may read."""
    open_round = finding.open_round(row)
    return {
        "row": row,
        "round": open_round,
        "next_round": row.rounds.filter(opened_at=None, opens_at__isnull=False).order_by("number").first(),
        "part": public.part(row),
        "lineages": public.lineages(row),
        "rule": rule_words.sentences(row),
        "ends_at": public.ends_at(row, open_round),
        "asked": public.shown_items(row),
        "steps": consent.steps(row) if row.method == Method.CONSENT else [],
        "has_results": row.is_over or not row.is_hidden,
        "is_decided": row.stage == Stage.DECIDED,
        "decision": deciding.decision(row),
        "outcomes": deciding.outcomes(row),
    }
