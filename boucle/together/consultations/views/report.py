"""The report of a consultation, as a page, as a PDF, as JSON."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.foundation.core import ready
from boucle.together.consultations.enums import Method
from boucle.together.consultations.exports import report, report_delphi
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.views import result_files


@require_safe
def page(request: HttpRequest, reference: str) -> HttpResponse:
    """Raises NotAllowed while results are hidden, and for an exercise."""
    row = held(request, reference)
    known = {
        "row": row,
        "report": report_delphi.of(row),
        "checklist_text": report.checklist_text(),
        "unsaid": report.unsaid(),
    }
    return ready.public(render(request, "consultations/results/report.html", known), row.contribution.territory)


@require_safe
def pdf(request: HttpRequest, reference: str) -> HttpResponseBase:
    made = report.pdf(report_delphi.of(held(request, reference)))
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{reference}-report.pdf"'
    return response


@require_safe
def as_json(request: HttpRequest, reference: str) -> HttpResponseBase:
    return result_files.as_json(report.as_json(report_delphi.of(held(request, reference))))


def held(request: HttpRequest, reference: str) -> Consultation:
    return result_files.find(request, reference, Method.DELPHI)
