"""The end of an activation, and its debrief: written, shown, printed empty for the room."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boucle.before.plans import actions, rules
from boucle.before.plans.forms.activation import DebriefForm, EndForm
from boucle.before.plans.models import Activation
from boucle.before.plans.queries import board, facts
from boucle.before.plans.views.active import figures, frame
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.enums import Nature
from boucle.foundation.tasks import queries as tasks
from boucle.foundation.tasks.enums import OPEN


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def end(request: HttpRequest, number: int) -> HttpResponseBase:
    """Ends an activation: what is left is dropped or stays open, task by task; then its debrief is asked for."""
    activation = frame.run(request, number)
    if activation.ended_at is not None:
        return redirect("plans:debrief", activation.pk)
    left = list(tasks.of_situation(activation.situation).filter(standing__in=OPEN))
    is_exercise = activation.situation.nature == Nature.EXERCISE
    form = EndForm(attempts.typed(request), tasks=left, is_exercise=is_exercise)
    if attempts.attempt(form, lambda: finish(request, activation, form.cleaned_data)):
        messages.success(request, _("It has ended. Write its debrief while everybody remembers."))
        return redirect("plans:debrief_write", activation.pk)
    known = {"activation": activation, "plan": activation.scenario.plan, "form": form, "left": left}
    return frame.page(request, "end", known, status=attempts.status_of(form))


def finish(request: HttpRequest, activation: Activation, data: dict[str, Any]) -> None:
    dropped = [int(each) for each in data["dropped"]]
    actions.end(activation=activation, user=who.member(request), dropped=dropped, reason=data["reason"])


@require_safe
@never_cache
def debrief(request: HttpRequest, number: int) -> HttpResponseBase:
    """What was expected, what happened, why, what next; beside it, what the rows say. Public once it was opened."""
    activation = frame.activation_of(request, number)
    rules.check_read_debrief(activation, request.user)
    found = facts.counted(activation)
    is_staff = rules.is_staff(activation.scenario.plan, request.user)
    known = {
        "activation": activation,
        "plan": activation.scenario.plan,
        "debrief": getattr(activation, "debrief", None),
        "counted": found,
        "figure": figures.outcome(found) if found.tally.total else None,
        "runs": rules.can_run(activation, request.user),
        "is_staff": is_staff,
        "heard": list(reversed(board.told(activation))) if is_staff else [],
    }
    return frame.page(request, "debrief", known)


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def write(request: HttpRequest, number: int) -> HttpResponseBase:
    """The form of a debrief, beside the figures of the activation."""
    activation = frame.run(request, number)
    if activation.ended_at is None:
        messages.error(request, _("End the activation first: the debrief looks back on it."))
        return redirect("plans:end", activation.pk)
    form = DebriefForm(attempts.typed(request), debrief=getattr(activation, "debrief", None))
    if attempts.attempt(form, lambda: save(request, activation, form)):
        messages.success(request, _("The debrief is written."))
        return redirect("plans:debrief", activation.pk)
    found = facts.counted(activation)
    known = {
        "activation": activation,
        "plan": activation.scenario.plan,
        "form": form,
        "counted": found,
        "figure": figures.outcome(found) if found.tally.total else None,
    }
    return frame.page(request, "debrief_form", known, status=attempts.status_of(form))


def save(request: HttpRequest, activation: Activation, form: DebriefForm) -> None:
    user, data = who.member(request), form.cleaned_data
    actions.write_debrief(activation=activation, user=user, seen=data["seen"], **form.fields_of_debrief())
    actions.open_debrief(activation=activation, user=user, is_open=data["is_open"])


@require_safe
@frame.work
def empty(request: HttpRequest, number: int) -> HttpResponseBase:
    """The form on paper, empty, with who does what and for how long: half a day in a room."""
    activation = frame.activation_of(request, number)
    rules.check_follow(activation, request.user)
    found = facts.counted(activation)
    known = {"activation": activation, "plan": activation.scenario.plan, "counted": found}
    return frame.page(request, "debrief_empty", known)
