"""A ballot: every option on one page, what is left said as one goes."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions, rules
from boucle.together.consultations.forms import ballot as forms
from boucle.together.consultations.models import Voice
from boucle.together.consultations.queries import finding, sheets
from boucle.together.consultations.views import frames, holding

REFUSED = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding.holder
def ballot(request: HttpRequest, voice: Voice, code: str) -> HttpResponseBase:
    """Keeps the ballot as a draft, or sends it, by the button that was pressed."""
    try:
        round_ = rules.check_open(finding.open_round(voice.consultation))
    except NotPossible as refusal:
        return holding.show(request, voice, code, said=str(refusal), status=409)
    filled = sheets.filled(voice, round_)
    if not filled.options:
        return holding.show(request, voice, code, said=str(holding.NOT_ASKED), status=404)
    form = forms.BallotForm(request.POST if request.method == "POST" else None, filled=filled, row=voice.consultation)
    if request.method != "POST":
        return show(request, voice, code, form)
    if not form.is_valid():
        return show(request, voice, code, form, status=REFUSED)
    try:
        actions.keep_ballot(voice=voice, values=form.values())
        if "send" in request.POST:
            actions.send(voice=voice, code=code)
    except NotPossible as refusal:
        form.add_error(None, str(refusal))
        return show(request, voice, code, form, status=REFUSED)
    return redirect("consultations:take_part", code)


def show(request: HttpRequest, voice: Voice, code: str, form: forms.BallotForm, *, status: int = 200) -> HttpResponse:
    row = frames.dressed(request, voice.consultation)
    known: dict[str, Any] = {"row": row, "code": code, "form": form, "filled": form.filled, "round": form.filled.round}
    return render(request, "consultations/participate/ballot.html", known, status=status)
