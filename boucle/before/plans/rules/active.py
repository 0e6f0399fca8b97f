"""Who follows an activation, who runs it, and what may still be done in it."""

from django.utils.translation import gettext as _

from boucle.before.plans.models import Activation
from boucle.before.plans.rules import who
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.situations.enums import Nature
from boucle.foundation.tasks.models import Task


def can_follow(activation: Activation, user: accounts.Somebody) -> bool:
    """The crisis staff of the plan, and whoever owns one of its tasks."""
    if who.is_staff(activation.scenario.plan, user):
        return True
    return user.is_authenticated and Task.objects.filter(situation=activation.situation_id, owner=user.pk).exists()


def check_follow(activation: Activation, user: accounts.Somebody) -> None:
    if not can_follow(activation, user):
        raise NotAllowed(_("This board is for the crisis staff of the plan."))


def can_run(activation: Activation, user: accounts.Somebody) -> bool:
    """Plays the injects, ends it, writes its debrief: whoever keeps the plan."""
    return who.can_keep(activation.scenario.plan, user)


def check_run(activation: Activation, user: accounts.Somebody) -> None:
    who.check_keep(activation.scenario.plan, user)


def check_running(activation: Activation) -> None:
    if activation.ended_at is not None:
        raise NotPossible(_("This activation has ended."))


def check_playable(activation: Activation) -> None:
    """An inject is invented news: it is never told while something real goes on."""
    if activation.situation.nature != Nature.EXERCISE:
        raise NotPossible(_("Injects are invented: they are played in an exercise only."))
    check_running(activation)


def check_ended(activation: Activation) -> None:
    if activation.ended_at is None:
        raise NotPossible(_("End the activation first: the debrief looks back on it."))


def can_read_debrief(activation: Activation, user: accounts.Somebody) -> bool:
    """Everybody, once it was made public."""
    debrief = getattr(activation, "debrief", None)
    return (debrief is not None and debrief.is_open) or can_follow(activation, user)


def check_read_debrief(activation: Activation, user: accounts.Somebody) -> None:
    if not can_read_debrief(activation, user):
        raise NotAllowed(_("This debrief is for the crisis staff of the plan."))


def fills(task: Task, user: accounts.Somebody) -> bool:
    """Registered with the tasks: the crisis staff fills the roles of its plan, wherever its members come from."""
    if task.situation_id is None:
        return False
    rows = Activation.objects.select_related("scenario__plan")
    activation = rows.filter(situation=task.situation_id).first()
    return activation is not None and who.is_staff(activation.scenario.plan, user)
