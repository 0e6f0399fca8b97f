"""The report of a consultation, as a page, as a PDF, as JSON: one door, a report for each method."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from boucle.foundation.core import ready
from boucle.together.consultations.enums import Method
from boucle.together.consultations.exports import (
    report,
    report_budget,
    report_consent,
    report_delphi,
    report_opinions,
    report_vote,
)
from boucle.together.consultations.exports.report import Report
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.views import result_files

BUILDERS: dict[Method, Callable[[Consultation], Report]] = {
    Method.DELPHI: report_delphi.of,
    Method.OPINIONS: report_opinions.of,
    Method.BUDGET: report_budget.of,
    Method.CONSENT: report_consent.of,
    Method.VOTE: report_vote.of,
}


@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What was asked, by which rule, what came out, and the checklist of the method; not for an exercise.

    Raises NotAllowed while results are hidden.
    """
    row = held(request, reference)
    try:
        made = built(row)
    except report.NotReady:
        return redirect("consultations:results", reference)  # which says that it is being computed
    known = {"row": row, "report": made, "unsaid": report.unsaid()}
    return ready.public(render(request, "consultations/results/report.html", known), row.contribution.territory)


@require_safe
def pdf(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The report, set to be printed."""
    try:
        made = report.pdf(built(held(request, reference)))
    except report.NotReady:
        return result_files.later()
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{reference}-report.pdf"'
    return response


@require_safe
def as_json(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The report, for programs."""
    try:
        return result_files.as_json(report.as_json(built(held(request, reference))))
    except report.NotReady:
        return result_files.later()


def held(request: HttpRequest, reference: str) -> Consultation:
    return result_files.find(request, reference, *Method)


def built(row: Consultation) -> Report:
    return BUILDERS[Method(row.method)](row)
