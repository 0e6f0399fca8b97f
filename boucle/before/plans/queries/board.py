"""The board of an activation: every role on one page, and what was counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from boucle.before.plans.models import Activation, Inject, Played
from boucle.before.plans.queries import scenarios
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock, text
from boucle.foundation.tasks import engine
from boucle.foundation.tasks import queries as tasks
from boucle.foundation.tasks.models import Task


@dataclass(frozen=True)
class Line:
    task: Task
    may_tick: bool


@dataclass(frozen=True)
class Lane:
    """A role and its tasks: late ones first, then those due first; ended ones last."""

    role: str
    lines: list[Line]
    tally: engine.Tally


@dataclass(frozen=True)
class Board:
    lanes: list[Lane]  # of the role that was asked for; all of them without
    roles: list[str]
    tally: engine.Tally  # of all roles
    by_role: list[tuple[str, engine.Tally]]  # of all roles
    played: list[Played]  # what these roles were told, last first
    now: datetime


def one(number: int) -> Activation | None:
    rows = Activation.objects.select_related("situation__territory", "scenario__plan__territory", "debrief")
    return rows.filter(pk=number).first()


def board(activation: Activation, user: User, *, is_staff: bool, role: str = "") -> Board:
    """Two queries, however many tasks. A role that is not there shows nothing: the address says what was asked."""
    now = clock.now()
    groups = tasks.grouped(tasks.of_situation(activation.situation), now)
    wanted = text.fold(role)
    shown = [group for group in groups if not role or text.fold(group.role) == wanted]
    return Board(
        lanes=[Lane(each.role, lines(each.tasks, user, is_staff), each.tally) for each in shown],
        roles=[group.role for group in groups if group.role],
        tally=engine.tally((task for group in groups for task in group.tasks), now),
        by_role=[(group.role, group.tally) for group in groups],
        played=told(activation, role),
        now=now,
    )


def lines(rows: Iterable[Task], user: User, is_staff: bool) -> list[Line]:
    ordered = sorted(rows, key=lambda task: not task.is_open)
    return [Line(task, task.owner_id == user.pk or (is_staff and task.role != "")) for task in ordered]


def told(activation: Activation, role: str = "") -> list[Played]:
    """Only what was played; for a role, what was told to it and to everybody."""
    rows = Played.objects.filter(activation=activation).select_related("inject")
    if role:
        rows = rows.filter(Q(inject__role="") | Q(inject__role__iexact=role))
    return list(rows.order_by("-at", "-id"))


@dataclass(frozen=True)
class Cue:
    """An inject for whoever runs the exercise: when it is expected, and what became of it."""

    inject: Inject
    expected_at: datetime
    played: Played | None
    is_due: bool


def cues(activation: Activation, now: datetime) -> list[Cue]:
    """Those that can be played and those that were, in order; two queries."""
    played = {one.inject_id: one for one in activation.played.select_related("inject", "by")}
    rows = {inject.pk: inject for inject in scenarios.injects(activation.scenario)}
    rows |= {one.inject_id: one.inject for one in played.values()}
    found = []
    for inject in sorted(rows.values(), key=lambda each: (each.minutes, each.pk)):
        moment = activation.started_at + timedelta(minutes=inject.minutes)
        found.append(Cue(inject, moment, played.get(inject.pk), inject.pk not in played and moment <= now))
    return found
