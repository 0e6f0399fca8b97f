"""The facilitator's side of a consent process: answer, mend, settle, move the group on."""

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions, rules
from boucle.together.consultations.enums import ConsentStep, Fate, Method, Stage
from boucle.together.consultations.forms import consent as forms
from boucle.together.consultations.models import Consultation, Objection, Remark
from boucle.together.consultations.queries import consent, public
from boucle.together.consultations.views import frames

REFUSED = 422
Bound = dict[str, django_forms.Form]
Act = Callable[[Consultation, User, dict[str, Any], str], str]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def desk(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One page: where the group is, what waits, and the way on."""
    row = frames.dressed(request, frames.find(reference))
    assert isinstance(request.user, User), "login_required lets nobody else in"
    rules.check_facilitate(row, request.user)
    if row.method != Method.CONSENT:
        return redirect("consultations:consultation", reference)
    if request.method != "POST":
        return show(request, row, {})
    name, key = request.POST.get("do", ""), request.POST.get("key", "")
    form = bound(row, name, request)
    if not form.is_valid():
        return show(request, row, {name + key: form}, status=REFUSED)
    try:
        done = ACTS.get(name, unknown)(row, request.user, integrated(form), key)
    except NotPossible as refusal:
        return show(request, row, {name + key: form}, refusal=str(refusal), status=REFUSED)
    messages.success(request, done)
    return redirect("consultations:consent_desk", reference)


def bound(row: Consultation, name: str, request: HttpRequest) -> django_forms.Form:
    if name == "amend":
        return forms.AmendForm(request.POST, standing=labelled(consent.told(row)))
    return FORMS.get(name, django_forms.Form)(request.POST)


def labelled(told: consent.Told) -> list[tuple[Objection, str]]:
    found = []
    for said in told.standing:
        assert isinstance(said.row, Objection)
        found.append((said.row, _("Voice %(number)s") % {"number": said.number}))
    return found


def integrated(form: django_forms.Form) -> dict[str, Any]:
    found = dict(form.cleaned_data)
    if isinstance(form, forms.AmendForm):
        found["integrates"] = form.integrates()
    return found


def write(row: Consultation, user: User, typed: dict[str, Any], key: str) -> str:
    actions.write_proposal(consultation=row, user=user, text=typed["text"])
    return _("The proposal is kept.")


def begin(row: Consultation, user: User, typed: dict[str, Any], key: str) -> str:
    actions.begin(consultation=row, user=user)
    return _("The process is open: the questions come first.")


def answer(row: Consultation, user: User, typed: dict[str, Any], key: str) -> str:
    question = Remark.objects.filter(consultation=row, pk=key if key.isdecimal() else 0).first()
    if question is None:
        raise NotPossible(_("This question is not one of this proposal."))
    actions.answer_question(remark=question, user=user, text=typed["text"])
    return _("Your answer is kept: everybody who takes part reads it.")


def settle(row: Consultation, user: User, typed: dict[str, Any], key: str) -> str:
    objection = Objection.objects.filter(consultation=row, pk=key if key.isdecimal() else 0).first()
    if objection is None:
        raise NotPossible(_("This objection is not one of this proposal."))
    actions.settle(objection=objection, user=user, fate=Fate(typed["fate"]), resolution=typed["resolution"])
    return _("What became of the objection is kept.")


def amend(row: Consultation, user: User, typed: dict[str, Any], key: str) -> str:
    version = actions.amend(
        consultation=row, user=user, text=typed["text"], note=typed["note"], integrates=typed["integrates"]
    )
    return _("Version %(number)s is shown to everybody who takes part, with what changed.") % {"number": version.number}


def go_on(row: Consultation, user: User, typed: dict[str, Any], key: str) -> str:
    moved = actions.next_step(consultation=row, user=user)
    return _("The group is now at this step: %(step)s.") % {"step": moved.get_step_display()}


def hear_again(row: Consultation, user: User, typed: dict[str, Any], key: str) -> str:
    actions.hear_again(consultation=row, user=user)
    return _("Objections to the new text may be raised.")


def close(row: Consultation, user: User, typed: dict[str, Any], key: str) -> str:
    rules.check_step(row, ConsentStep.DECIDE)
    actions.close(consultation=row, by=lifecycle_rules.By(user=user))
    return _("The consultation is closed: its result is public.")


def unknown(row: Consultation, user: User, typed: dict[str, Any], key: str) -> str:
    raise NotPossible(_("This page does not know that act: choose one of its buttons."))


FORMS: dict[str, type[django_forms.Form]] = {
    "write": forms.WriteForm,
    "answer": forms.ReplyForm,
    "settle": forms.SettleForm,
}
ACTS: dict[str, Act] = {
    "write": write,
    "begin": begin,
    "answer": answer,
    "settle": settle,
    "amend": amend,
    "next": go_on,
    "again": hear_again,
    "close": close,
}


def show(
    request: HttpRequest, row: Consultation, filled: Bound, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    row.refresh_from_db()
    told = consent.told(row)
    text = told.current.text if told.current else ""
    known = {
        "row": row,
        "told": told,
        "steps": consent.steps(row),
        "step": row.step if row.stage == Stage.OPEN else "",
        "write_form": filled.get("write") or forms.WriteForm(initial={"text": text}),
        "amend_form": filled.get("amend") or forms.AmendForm(initial={"text": text}, standing=labelled(told)),
        "answers": [(said, filled.get(f"answer{said.row.pk}") or reply(said)) for said in told.questions],
        "settling": [(said, filled.get(f"settle{said.row.pk}") or settling(said)) for said in told.standing],
        "following": following(row),
        "part": public.part(row),
        "answered": consent.answered(row),
        "wrong": next((form for form in filled.values() if form.errors), None),
        "refusal": refusal,
    }
    return render(request, "consultations/consent/desk.html", known, status=status)


def reply(said: consent.Spoken) -> forms.ReplyForm:
    assert isinstance(said.row, Remark)
    return forms.ReplyForm(initial={"text": said.row.answer}, auto_id=f"answer{said.row.pk}-%s")


def settling(said: consent.Spoken) -> forms.SettleForm:
    return forms.SettleForm(auto_id=f"settle{said.row.pk}-%s")


def following(row: Consultation) -> ConsentStep | None:
    return rules.next_step(row) if row.stage == Stage.OPEN else None
