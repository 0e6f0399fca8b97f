"""Sending a sheet, its receipt, and stopping."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions
from boucle.together.consultations.exports import receipts
from boucle.together.consultations.models import Voice
from boucle.together.consultations.queries import finding, sheets
from boucle.together.consultations.views import frames, holding

REFUSED = 422


@never_cache
@require_POST
@holding.holder
def send(request: HttpRequest, voice: Voice, code: str) -> HttpResponseBase:
    """Sends the sheet of the open round; sent again, it only changes."""
    try:
        actions.send(voice=voice, code=code)
    except NotPossible as refusal:
        return holding.show(request, voice, code, said=str(refusal), status=REFUSED)
    return redirect("consultations:take_part", code)


@never_cache
@require_http_methods(["GET", "HEAD"])
@holding.holder
def receipt(request: HttpRequest, voice: Voice, code: str, number: int) -> HttpResponseBase:
    """The receipt of a round as a text file: what proves that the sheet is counted, and how to check it."""
    found = next((sheet for sheet in sheets.sent(voice) if sheet.round.number == number), None)
    if found is None:
        raise Http404
    answer = HttpResponse(receipts.text(voice.consultation, found), content_type="text/plain; charset=utf-8")
    name = _("receipt-%(reference)s-round-%(number)s.txt")
    name %= {"reference": voice.consultation.contribution.reference, "number": number}
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding.holder
def leave(request: HttpRequest, voice: Voice, code: str) -> HttpResponseBase:
    """Somebody who was invited stops, after one more press. 404 for who was not: they need tell nobody."""
    panellist = finding.panellist(code)
    if panellist is None:
        raise Http404
    row = frames.dressed(request, voice.consultation)
    if request.method != "POST":
        return render(request, "consultations/participate/leave.html", {"row": row, "code": code})
    actions.leave(panellist=panellist)
    return redirect("consultations:take_part", code)
