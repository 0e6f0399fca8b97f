"""The results of a consultation: one address, a page for each method."""

from collections.abc import Callable
from importlib import import_module

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from boucle.together.consultations.enums import Method
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import finding
from boucle.together.consultations.views import frames, result_files

Page = Callable[[HttpRequest, Consultation], HttpResponseBase]
PAGES = {
    Method.DELPHI: "results_delphi",
    Method.OPINIONS: "results_opinions",
    Method.BUDGET: "results_budget",
    Method.VOTE: "results_vote",
}  # modules beside this one, each with a `page(request, row)`


@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponseBase:
    """404 for what is not public; a page that says until when, while results are hidden."""
    row = frames.dressed(request, frames.public(reference))
    if row.method == Method.CONSENT:
        return redirect("consultations:consent", reference)
    if not result_files.are_shown(row):
        return not_yet(request, row)
    return found(Method(row.method))(request, row)


def found(method: Method) -> Page:
    module = import_module(f"boucle.together.consultations.views.{PAGES[method]}")
    shown: Page = module.page
    return shown


def not_yet(request: HttpRequest, row: Consultation) -> HttpResponse:
    """When the results come, and nothing of what they will be."""
    return render(request, "consultations/results/hidden.html", {"row": row, "round": finding.open_round(row)})
