"""The way of a proposal, for those who walk it by their code and for those who read it."""

from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.together.consultations import actions
from boucle.together.consultations.enums import ConsentStep, Method
from boucle.together.consultations.forms import consent as forms
from boucle.together.consultations.models import Consultation, Voice
from boucle.together.consultations.queries import consent, figures_consent, finding, sheets
from boucle.together.consultations.views import frames, holding, result_files

REFUSED, MOVED = 422, 409
FORMS: dict[str, type[django_forms.Form]] = {
    ConsentStep.CLARIFY: forms.QuestionForm,
    ConsentStep.REACT: forms.ReactionForm,
    ConsentStep.OBJECT: forms.ObjectionForm,
    ConsentStep.INTEGRATE: forms.LiftForm,
    ConsentStep.DECIDE: forms.StandForm,
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding.holder
def part(request: HttpRequest, voice: Voice, code: str) -> HttpResponseBase:
    """What the holder of a code does at the step where the group is: one thing."""
    row = frames.dressed(request, voice.consultation)
    if row.method != Method.CONSENT:
        return redirect("consultations:take_part", code)
    if request.method != "POST":
        return show(request, row, voice, code)
    if request.POST.get("step") != row.step:
        said = _("The group has gone on to another step meanwhile. What you wrote stands below: copy it if need be.")
        return show(request, row, voice, code, refusal=said, status=MOVED)
    form = FORMS[row.step](request.POST)
    if not form.is_valid():
        return show(request, row, voice, code, form=form, status=REFUSED)
    try:
        write(row, voice, code, form.cleaned_data)
    except (NotPossible, NotAllowed) as refusal:
        return show(request, row, voice, code, form=form, refusal=str(refusal), status=REFUSED)
    return redirect(f"{reverse('consultations:consent_part', args=[code])}?said={row.step}")


def write(row: Consultation, voice: Voice, code: str, typed: dict[str, Any]) -> None:
    if row.step == ConsentStep.CLARIFY:
        actions.ask_question(voice=voice, text=typed["text"])
    elif row.step == ConsentStep.REACT:
        actions.react(voice=voice, text=typed["text"])
    elif row.step == ConsentStep.OBJECT:
        actions.object_to(voice=voice, reason=typed["reason"], amendment=typed["amendment"])
    elif row.step == ConsentStep.INTEGRATE:
        objection = voice.objections.filter(pk=typed["objection"]).first()
        if objection is None:
            raise NotAllowed(_("Only whoever raised an objection lifts it."))
        actions.lift(objection=objection, voice=voice, resolution=typed["resolution"])
    else:
        actions.stand(voice=voice, code=code, value=typed["value"])


def show(
    request: HttpRequest,
    row: Consultation,
    voice: Voice,
    code: str,
    *,
    form: django_forms.Form | None = None,
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    told = consent.told(row, voice)
    known = {
        "row": row,
        "code": code,
        "told": told,
        "steps": consent.steps(row),
        "form": form or FORMS[row.step](initial=standing(row, voice)),
        "liftable": [said for said in told.standing if said.is_mine],
        "refusal": refusal,
        "typed": typed(request.POST) if status == MOVED else [],
        "was_said": request.GET.get("said") == row.step,
        "sent": sheets.sent(voice),
        "round": finding.open_round(row),
    }
    return render(request, "consultations/consent/part.html", known, status=status)


def standing(row: Consultation, voice: Voice) -> dict[str, Any]:
    """What they answered to the last question, to change it."""
    round_ = finding.open_round(row)
    sheet = finding.sheet(voice, round_) if round_ else None
    answer = next(iter(sheet.answers.all()), None) if sheet else None
    return {"value": answer.value} if answer is not None else {}


def typed(given: QueryDict) -> list[str]:
    return [str(given[name]) for name in ("text", "reason", "amendment", "resolution") if given.get(name)]


@require_safe
def way(request: HttpRequest, reference: str) -> HttpResponse:
    """Everybody reads the way of the proposal: all of it at the close, its text and its steps before."""
    row = frames.dressed(request, frames.public(reference))
    if row.method != Method.CONSENT:
        raise Http404
    is_shown = result_files.are_shown(row)
    ending = consent.ending(row) if row.is_over else None
    told = ending if ending is not None and ending.is_shown else None
    known = {
        "row": row,
        "told": consent.told(row),
        "steps": consent.steps(row),
        "is_shown": is_shown,
        "ending": ending,
        "figure": figures_consent.three_ways(told) if told is not None else None,
        "verdict": figures_consent.verdict(ending) if ending is not None else "",
        "verdicts": figures_consent.verdicts(told) if told is not None else [],
        "is_open_data": result_files.are_open(row),
        "answers": "consultations:ballots_csv" if told is not None else "",
    }
    return render(request, "consultations/consent/way.html", known)
