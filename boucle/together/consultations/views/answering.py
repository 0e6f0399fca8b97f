"""One question on a page: what the group said, what one said oneself, the answer, its reason."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions, rules
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.forms import sheet
from boucle.together.consultations.forms import types as forms
from boucle.together.consultations.models import Voice
from boucle.together.consultations.queries import delphi_feedback, figures_delphi, finding, sheets
from boucle.together.consultations.views import frames, holding

REFUSED = 422
STATEMENTS = (ItemType.SCALE, ItemType.STATEMENT, ItemType.PROPOSAL)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding.holder
def item(request: HttpRequest, voice: Voice, code: str, number: int) -> HttpResponseBase:
    """Asks one item of the open round; a POST keeps the answer and goes to the next one without an answer."""
    try:
        round_ = rules.check_open(finding.open_round(voice.consultation))
    except NotPossible as refusal:
        return holding.show(request, voice, code, said=str(refusal), status=409)
    filled = sheets.filled(voice, round_)
    line = filled.line(number)
    if line is None:
        return holding.no_such_question(request, voice, code, number)
    if request.method != "POST":
        return show(request, voice, code, filled, line, forms.form_for(line.item, answer=line.answer))
    form = forms.form_for(line.item, request.POST, line.answer)
    if not form.is_valid():
        return show(request, voice, code, filled, line, form, status=REFUSED)
    return keep(request, voice, code, filled, line, form)


def keep(
    request: HttpRequest, voice: Voice, code: str, filled: sheets.Filled, line: sheets.Line, form: sheet.AnswerForm
) -> HttpResponseBase:
    typed = form.cleaned_data
    try:
        actions.keep(
            voice=voice,
            item=line.item,
            value=typed["value"],
            reason=typed.get("reason", ""),
            may_quote=typed["may_quote"],
            round=filled.round,
        )
        if is_one_vote(voice, filled):
            actions.send(voice=voice, code=code)
    except NotPossible as refusal:
        form.add_error(form.named, str(refusal))
        return show(request, voice, code, filled, line, form, status=REFUSED)
    following = filled.next(line.place)
    if following is None or filled.is_sent:
        return redirect("consultations:take_part", code)
    return redirect("consultations:answer", code, following.item.number)


def is_one_vote(voice: Voice, filled: sheets.Filled) -> bool:
    """A vote on a single thing: answering it is sending it."""
    return voice.consultation.method == Method.VOTE and filled.total == 1


def show(
    request: HttpRequest,
    voice: Voice,
    code: str,
    filled: sheets.Filled,
    line: sheets.Line,
    form: sheet.AnswerForm,
    *,
    status: int = 200,
) -> HttpResponse:
    feedback = delphi_feedback.feedback(filled.round, line.item, voice)
    if feedback is not None and request.method == "GET":
        actions.note_shown(voice=voice, round=filled.round, item=line.item, feedback=feedback.as_json())
    known: dict[str, Any] = {
        "row": frames.dressed(request, voice.consultation),
        "code": code,
        "filled": filled,
        "line": line,
        "form": form,
        "feedback": feedback,
        "picture": figures_delphi.feedback(feedback) if feedback else None,
        "former": sheets.former(voice, line.item, filled.round),
        "is_statement": line.item.type in STATEMENTS,
        "is_one": is_one_vote(voice, filled),
        "share": round(100 * line.place / len(filled.lines)),
    }
    return render(request, "consultations/participate/item.html", known, status=status)
