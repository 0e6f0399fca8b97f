"""Rounds: planned, opened, given more time, closed; then the close of the whole."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.rules import By
from boucle.foundation.lifecycle.views import attempts
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Stage
from boucle.together.consultations.exports import rule_words
from boucle.together.consultations.forms import round as forms
from boucle.together.consultations.models import Consultation, Round
from boucle.together.consultations.queries import steps, told_people
from boucle.together.consultations.views.facilitate import frame

USUAL, FAST = timedelta(days=14), timedelta(hours=24)  # of a round


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def rounds(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Those that were; the one that is open; the next one, in a form."""
    row, user = frame.held(request, reference)
    there = list(row.rounds.all())
    planned = next((one for one in there if one.opened_at is None), None)
    form = plan_form(row, there, planned, attempts.typed(request))
    if attempts.attempt(form, lambda: plan(row, user, planned, form)):
        frame.saved(request)
        return frame.back("rounds", row)
    return shown(request, row, there, form)


def plan_form(row: Consultation, there: list[Round], planned: Round | None, data: Any) -> forms.RoundForm:
    items = row.items.filter(is_withdrawn=False).order_by("number")
    if planned is not None:
        return forms.RoundForm(data, items=items, initial=forms.filled(planned))
    proposed = [str(item.pk) for item in steps.proposed(row, there)]
    return forms.RoundForm(data, items=items, initial={"items": proposed, "closes_at": usual_end(row)})


def usual_end(row: Consultation) -> Any:
    """Two weeks, or a day in a crisis, at six in the evening."""
    end = timezone.localtime(clock.now() + (FAST if row.is_fast else USUAL))
    return end.replace(hour=18, minute=0, second=0, microsecond=0)


def plan(row: Consultation, user: Any, planned: Round | None, form: forms.RoundForm) -> None:
    if planned is None:
        actions.plan_round(consultation=row, user=user, **form.fields_of_round())
    else:
        actions.change_round(round=planned, user=user, **form.fields_of_round())


def shown(
    request: HttpRequest, row: Consultation, there: list[Round], form: forms.RoundForm, **more: Any
) -> HttpResponse:
    here = next((one for one in there if one.is_open), None)
    known = {
        "rounds": [one for one in there if one.opened_at is not None],
        "planned": next((one for one in there if one.opened_at is None), None),
        "here": here,
        "form": form,
        "end_form": forms.EndForm(initial={"closes_at": here.closes_at if here else None}),
        "people": told_people.of(row, here) if here else None,
        "sentences": rule_words.sentences(row) if row.rule_locked_at is None else [],
        "can_plan": row.stage in (Stage.DRAFT, Stage.BETWEEN, Stage.OPEN),
        **more,
    }
    is_wrong = form.is_bound or any(getattr(one, "is_bound", False) for one in more.values())
    return frame.page(request, row, "rounds", known, status=frame.REFUSED if is_wrong else 200)


def one(row: Consultation, number: int) -> Round:
    found = row.rounds.filter(number=number).first()
    if found is None:
        raise Http404
    return found


@require_POST
@frame.work
def open_(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    row, user = frame.held(request, reference)
    round_ = one(row, number)
    said = _("Round %(number)s is open.") % {"number": number}
    attempts.act(request, said, lambda: actions.open_round(round=round_, by=By(user=user)))
    return frame.back("rounds", row)


@require_POST
@frame.work
def extend(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """Another end for the round that is open."""
    row, user = frame.held(request, reference)
    round_ = one(row, number)
    form = forms.EndForm(request.POST)
    if attempts.attempt(form, lambda: actions.extend(round=round_, user=user, **form.cleaned_data)):
        frame.saved(request)
        return frame.back("rounds", row)
    there = list(row.rounds.all())
    return shown(request, row, there, plan_form(row, there, None, None), end_form=form)


@require_POST
@frame.work
def close_round(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    row, user = frame.held(request, reference)
    round_ = one(row, number)
    said = _("Round %(number)s is closed: it takes no more answers.") % {"number": number}
    attempts.act(request, said, lambda: actions.close_round(round=round_, by=By(user=user)))
    return frame.back("rounds", row)


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def close(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Asks once more, because it cannot be undone; then the results are public."""
    row, user = frame.held(request, reference)
    if request.method == "POST":
        said = _("The consultation is closed: its results are public.")
        done = attempts.act(request, said, lambda: actions.close(consultation=row, by=By(user=user)))
        return frame.back("facilitate" if done else "rounds", row)
    last = row.rounds.filter(opened_at__isnull=False).last()
    return frame.page(request, row, "close", {"people": told_people.of(row, last), "here": last})
