"""Reads: tasks of a situation, of somebody, of what they come from; those that are late."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q, QuerySet

from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import Scope, User
from boucle.foundation.core import clock, text
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation
from boucle.foundation.tasks import engine
from boucle.foundation.tasks.enums import OPEN
from boucle.foundation.tasks.models import Step, Task

SOON_FIRST = (F("due_at").asc(nulls_last=True), "id")


@dataclass(frozen=True)
class Group:
    """The tasks of one role, those due first before the others; an empty role: given to people only."""

    role: str
    tasks: list[Task]
    tally: engine.Tally


def rows() -> QuerySet[Task]:
    """With whom they name, and where they come from."""
    return Task.objects.select_related("territory", "situation__territory", "origin", "owner", "ended_by").order_by(
        *SOON_FIRST
    )


def by_uid(uid: UUID) -> Task | None:
    return rows().filter(uid=uid).first()


def of_situation(situation: Situation) -> QuerySet[Task]:
    return rows().filter(situation=situation)


def of_origin(contribution: Contribution) -> QuerySet[Task]:
    """What was to be done because of a section, a lesson, a proposal; open ones first."""
    return rows().filter(origin=contribution).order_by(F("ended_at").desc(nulls_first=True), *SOON_FIRST)


def grouped(tasks: Iterable[Task], now: datetime | None = None) -> list[Group]:
    """By role, in the order of the alphabet; people's own last."""
    found: defaultdict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        found[task.role].append(task)
    roles = sorted(found, key=lambda role: (role == "", text.fold(role)))
    moment = now or clock.now()
    return [Group(role, found[role], engine.tally(found[role], moment)) for role in roles]


def of(user: User) -> QuerySet[Task]:
    """What somebody has to do now."""
    return rows().filter(owner=user, standing__in=OPEN)


def done_by(user: User, since: datetime) -> QuerySet[Task]:
    """What somebody ended since a moment, last first."""
    return rows().filter(ended_by=user, ended_at__gte=since).order_by("-ended_at", "-id")


def for_roles(user: User) -> QuerySet[Task]:
    """Open tasks that were given to a role and that nobody has taken, where somebody sees everything."""
    held = accounts.scopes_of(user).filter(accounts.having(Right.SEE), theme__isnull=True)
    places = accounts.inside_of(held).order_by().values("pk")
    return rows().filter(territory__in=places, owner__isnull=True, standing__in=OPEN).exclude(role="")


def late(now: datetime | None = None) -> QuerySet[Task]:
    """Open past their moment: what outlives its situation too."""
    return rows().filter(standing__in=OPEN, due_at__lt=now or clock.now())


def steps(task: Task) -> QuerySet[Step]:
    """Its story, with the people."""
    return task.steps.select_related("by", "owner").order_by("number")


def people(task: Task) -> QuerySet[User]:
    """To whom a task may be given: the members who see everything where it is, and whoever holds it now."""
    scopes = Scope.objects.filter(accounts.covering(task.territory_id, None), accounts.having(Right.SEE))
    here = Q(pk__in=scopes.order_by().values("user"), is_active=True)
    return User.objects.filter(here | Q(pk=task.owner_id)).order_by("name", "id")
