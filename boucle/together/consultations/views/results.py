"""The results of a consultation: one address, a page for each method."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from boucle.together.consultations.enums import Method
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import finding
from boucle.together.consultations.views import (
    frames,
    result_files,
    results_budget,
    results_delphi,
    results_opinions,
    results_vote,
)

Page = Callable[[HttpRequest, Consultation], HttpResponseBase]
PAGES: dict[Method, Page] = {
    Method.DELPHI: results_delphi.page,
    Method.OPINIONS: results_opinions.page,
    Method.BUDGET: results_budget.page,
    Method.VOTE: results_vote.page,
}


@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponseBase:
    """404 for what is not public; a page that says until when, while results are hidden."""
    row = frames.dressed(request, frames.public(reference))
    if row.method == Method.CONSENT:
        return redirect("consultations:consent", reference)
    if not result_files.are_shown(row):
        return not_yet(request, row)
    return PAGES[Method(row.method)](request, row)


def not_yet(request: HttpRequest, row: Consultation) -> HttpResponse:
    """When the results come, and nothing of what they will be."""
    return render(request, "consultations/results/hidden.html", {"row": row, "round": finding.open_round(row)})
