"""A member's tasks; one task with its story; what is done to it, in one tap."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from boucle.foundation.accounts.models import User
from boucle.foundation.accounts.views import who
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.views import standing
from boucle.foundation.tasks import actions, engine, queries, rules
from boucle.foundation.tasks.forms import EvidenceForm, GiveForm, ReasonForm
from boucle.foundation.tasks.models import Task

REFUSED = 422
LATELY = timedelta(days=14)
SHOWN = 200
Move = Callable[[Task, User, dict[str, Any]], object]

MOVES: dict[str, Move] = {
    "begin": lambda task, user, said: actions.begin(task=task, by=user),
    "finish": lambda task, user, said: actions.finish(task=task, by=user, evidence=said.get("evidence", "")),
    "drop": lambda task, user, said: actions.drop(task=task, by=user, reason=said["reason"]),
    "reopen": lambda task, user, said: actions.reopen(task=task, by=user),
    "take": lambda task, user, said: actions.give(task=task, by=user, to=user),
    "give": lambda task, user, said: actions.give(task=task, by=user, to=said["to"]),
}


@require_safe
@never_cache
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What the person who is signed in has to do, and what waits for whoever fills a role where they are."""
    user = who.member(request)
    known = {
        "own": list(queries.of(user)[:SHOWN]),
        "waiting": list(queries.for_roles(user)[:SHOWN]),
        "ended": list(queries.done_by(user, clock.now() - LATELY)[:20]),
        "now": clock.now(),
    }
    return render(request, "tasks/mine.html", known)


@require_safe
@never_cache
@login_required
def page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One task: what is to be done, by whom, by when, and its story."""
    task = read(request, uid)
    return shown(request, task)


@require_POST
@never_cache
@login_required
def move(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Begins, ticks, drops, reopens or gives a task, then goes back to where the button was."""
    task = read(request, uid)
    wanted = request.POST.get("do", "")
    if wanted not in MOVES:
        messages.error(request, _("This button is not known: go back to the task and try again."))
        return redirect(back(request, task))
    form = form_of(wanted, task, request.POST)
    if form is not None and not form.is_valid():
        return shown(request, task, form, wanted)
    try:
        MOVES[wanted](task, who.member(request), form.cleaned_data if form else {})
    except NotPossible as refusal:
        messages.error(request, str(refusal))
    return redirect(back(request, task))


def form_of(wanted: str, task: Task, data: Any = None) -> Any:
    """A tick on a phone asks for nothing; a tick from the task's page brings its evidence, if there is some."""
    if wanted == "drop":
        return ReasonForm(data)
    if wanted == "give":
        return GiveForm(data, people=queries.people(task), initial={"to": task.owner_id})
    is_told = data is None or bool(data.get("evidence", "").strip())
    return EvidenceForm(data) if wanted == "finish" and is_told else None


def shown(request: HttpRequest, task: Task, wrong: Any = None, wanted: str = "") -> HttpResponse:
    user = who.member(request)
    known = {
        "task": task,
        "steps": list(queries.steps(task)),
        "is_late": engine.is_late(task, clock.now()),
        "origin_url": address(task),
        "may_do": rules.can_do(task, user),
        "may_drop": rules.can_drop(task, user),
        "may_take": task.is_open and task.owner_id != user.pk and rules.fills_role(task, user),
        "may_give": rules.is_owner(task, user) or rules.can_direct(task, user),
        "evidence": form_of("finish", task),
        "reason": form_of("drop", task),
        "give": form_of("give", task),
    }
    if wrong is not None:
        known[{"finish": "evidence", "drop": "reason"}.get(wanted, "give")] = wrong
    return render(request, "tasks/task.html", {**known, "wrong": wanted}, status=REFUSED if wrong is not None else 200)


def read(request: HttpRequest, uid: UUID) -> Task:
    """Raises Http404 for none, PermissionDenied for whoever may not read it. Its frame says whether all is exercise."""
    task = queries.by_uid(uid)
    if task is None:
        raise Http404
    rules.check_see(task, request.user)
    standing.stand(request, task.territory, task.situation)
    return task


def back(request: HttpRequest, task: Task) -> str:
    """The page whose button it was, if it is one of ours."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and is_ours else reverse("tasks:task", args=[task.uid])


def address(task: Task) -> str:
    """The page of what it comes from, if its kind has one."""
    if task.origin is None:
        return ""
    try:
        return reverse(registry.kind(task.origin.kind).url_name, args=[task.origin.reference])
    except NoReverseMatch:
        return ""
