"""Who may do what to a task.

Its *owner*; whoever coordinates its territory; and, for a task given to a role, whoever fills that role: the members
who see everything in the territory, or whom another room names (see registry).
"""

from django.utils.translation import gettext as _

from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.accounts.queries import Somebody
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.tasks import registry
from boucle.foundation.tasks.enums import Standing
from boucle.foundation.tasks.models import Task


def can_make(territory_id: int, user: Somebody) -> bool:
    return accounts.can_coordinate(user, territory_id)


def check_make(territory_id: int, user: Somebody) -> None:
    if not can_make(territory_id, user):
        raise NotAllowed(_("Tasks are given by the coordinators of this territory."))


def is_owner(task: Task, user: Somebody) -> bool:
    return user.is_authenticated and user.is_active and task.owner_id == user.pk


def fills_role(task: Task, user: Somebody) -> bool:
    """Whether somebody is there to do what was given to a role."""
    if not task.role or not (user.is_authenticated and user.is_active):
        return False
    sees = accounts.can(user, Right.SEE, territory_id=task.territory_id, theme_id=None)
    return sees or any(fills(task, user) for fills in registry.FILLS.values())


def can_do(task: Task, user: Somebody) -> bool:
    """Starts it, ticks it, takes a tick back."""
    return is_owner(task, user) or fills_role(task, user) or can_direct(task, user)


def check_do(task: Task, user: Somebody) -> None:
    if not can_do(task, user):
        raise NotAllowed(_("This task was given to somebody else: ask whoever coordinates the territory."))


def can_direct(task: Task, user: Somebody) -> bool:
    """Gives it to others."""
    return accounts.can_coordinate(user, task.territory_id)


def can_drop(task: Task, user: Somebody) -> bool:
    return is_owner(task, user) or can_direct(task, user)


def check_drop(task: Task, user: Somebody) -> None:
    if not can_drop(task, user):
        raise NotAllowed(_("A task is dropped by its owner, or by whoever coordinates the territory."))


def check_give(task: Task, user: User, to: User | None) -> None:
    """Owners pass their task on; whoever fills the role may take it; coordinators give it to anybody."""
    if is_owner(task, user) or (to == user and fills_role(task, user)) or can_direct(task, user):
        return
    raise NotAllowed(_("A task is given by its owner, or by whoever coordinates the territory."))


def can_see(task: Task, user: Somebody) -> bool:
    """Whoever may do it, and the members who see everything in its territory."""
    if not (user.is_authenticated and user.is_active):
        return False
    return can_do(task, user) or accounts.can(user, Right.SEE, territory_id=task.territory_id, theme_id=None)


def check_see(task: Task, user: Somebody) -> None:
    if not can_see(task, user):
        raise NotAllowed(_("This task is not yours to read."))


def check_open(task: Task) -> None:
    if not task.is_open:
        raise NotPossible(ended_sentence(task))


def ended_sentence(task: Task) -> str:
    """What became of it, for whoever comes second."""
    if task.standing == Standing.DROPPED:
        return _("This task was dropped meanwhile.")
    return _("This task is already done.")
