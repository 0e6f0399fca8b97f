"""How a task stands, and what was done to it, in words and in a shape."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from boucle.foundation.core import clock
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.tasks import engine
from boucle.foundation.tasks.enums import Standing
from boucle.foundation.tasks.models import Step, Task

register = template.Library()

CSS = {Standing.TO_DO: "closed", Standing.UNDER_WAY: "held", Standing.DONE: "published", Standing.DROPPED: "archived"}


@dataclass(frozen=True)
class Mark:
    css: str  # a class of the style sheets: it gives the shape
    words: str
    delay: timedelta | None = None  # said after the words


@register.simple_tag
def standing(task: Task, now: datetime | None = None) -> Mark:
    """Late stands before everything else that is open."""
    moment = now or clock.now()
    if engine.is_late(task, moment) and task.due_at is not None:
        return Mark("stale", _("late by"), moment - task.due_at)
    words = {
        Standing.TO_DO: pgettext("task", "to do"),
        Standing.UNDER_WAY: pgettext("task", "under way"),
        Standing.DONE: done_words(task),
        Standing.DROPPED: pgettext("task", "dropped"),
    }
    return Mark(CSS[Standing(task.standing)], words[Standing(task.standing)])


def done_words(task: Task) -> str:
    is_after = task.due_at is not None and task.ended_at is not None and task.ended_at > task.due_at
    return pgettext("task", "done late") if is_after else pgettext("task", "done")


@register.simple_tag
def step_words(step: Step) -> str:
    """`commencée`, `faite`; `confiée à Logistique`."""
    if step.number == 1 or step.source == step.target:
        if step.number > 1 and step.target == Standing.DONE:
            return _("Evidence added")
        who = " · ".join(filter(None, (step.role, str(step.owner or ""))))
        return _("Given: %(who)s") % {"who": who}
    return {
        Standing.TO_DO: _("Open again"),
        Standing.UNDER_WAY: _("Begun"),
        Standing.DONE: _("Ticked as done"),
        Standing.DROPPED: _("Dropped"),
    }[Standing(step.target)]


@register.filter
def is_today(value: datetime | None) -> bool:
    """Then the hour is enough."""
    return value is not None and timezone.localdate(value) == clock.today()


@register.filter
def is_trial(task: Task) -> bool:
    """Of an exercise or a test: said on every line, since lists mix them with the real ones."""
    return task.situation is not None and task.situation.nature not in PUBLIC_NATURES
