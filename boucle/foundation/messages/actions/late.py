"""Late tasks: one letter a day to whoever holds some, never one per task."""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone, translation

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.messages.actions.send import send
from boucle.foundation.messages.enums import Template
from boucle.foundation.messages.models import Letter
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.tasks import queries
from boucle.foundation.tasks.models import Task

MORNING = 7  # o'clock: nobody is woken by a reminder
NAMED = 20


def remind_late() -> int:
    """What the worker does every hour; those who were written to today are not written to again."""
    if timezone.localtime(clock.now()).hour < MORNING:
        return 0
    held: defaultdict[User, list[Task]] = defaultdict(list)
    for task in queries.late().filter(owner__is_active=True):
        if task.owner is not None:
            held[task.owner].append(task)
    day = clock.today().isoformat()
    told = set(Letter.objects.filter(dedupe__in=[key(user, day) for user in held]).values_list("dedupe", flat=True))
    waiting = {user: tasks for user, tasks in held.items() if key(user, day) not in told}
    for user, tasks in waiting.items():
        write(user, tasks, day)
    return len(waiting)


def key(user: User, day: str) -> str:
    return f"late_tasks:{user.pk}:{day}"


@transaction.atomic
def write(user: User, tasks: list[Task], day: str) -> Letter:
    """Its titles leave the table with it: they may be of the crisis staff only."""
    named = [said(task) for task in tasks[:NAMED]]
    return send(
        template=Template.LATE_TASKS,
        dedupe=key(user, day),
        user=user,
        context={"more": len(tasks) - len(named), "path": reverse("tasks:mine")},
        once={"tasks": named},
        language=settings.LANGUAGE_CODE,
    )


def said(task: Task) -> dict[str, Any]:
    assert task.due_at is not None
    is_trial = task.situation is not None and task.situation.nature not in PUBLIC_NATURES
    with translation.override(settings.LANGUAGE_CODE):
        day = formats.date_format(timezone.localdate(task.due_at), "DATE_FORMAT")
    return {"title": task.title, "day": day, "is_trial": is_trial}
