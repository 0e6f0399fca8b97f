"""Letters about lessons that wait: one a week for each person, further out when nothing has moved."""

from collections import defaultdict
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from boucle.after.lessons.queries import waiting
from boucle.after.lessons.queries.waiting import Waiting
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.messages import actions as messages
from boucle.foundation.messages.enums import Template
from boucle.foundation.messages.models import Letter

NAMED = 20


def remind() -> int:
    """What the worker does again and again; whoever was written to this week is not written to again. Two workers at
    once write one letter: its name holds the person and the week."""
    held: defaultdict[User, list[Waiting]] = defaultdict(list)
    for one in waiting.waiting():
        for person in waiting.told(one):
            held[person].append(one)
    year, week, _day = clock.today().isocalendar()
    keys = {person: f"lessons_waiting:{person.pk}:{year}-{week}" for person in held}
    sent = set(Letter.objects.filter(dedupe__in=keys.values()).values_list("dedupe", flat=True))
    waited = {person: rows for person, rows in held.items() if keys[person] not in sent}
    with translation.override(settings.LANGUAGE_CODE):
        for person, rows in waited.items():
            write(person, rows, keys[person])
    return len(waited)


@transaction.atomic
def write(person: User, rows: list[Waiting], key: str) -> None:
    messages.send(
        template=Template.LESSONS_WAITING,
        user=person,
        dedupe=key,
        context={"fiches": [line(one) for one in rows[:NAMED]]},
    )


def line(one: Waiting) -> dict[str, Any]:
    row = one.lesson.contribution
    return {
        "title": row.title,
        "place": row.territory.name,
        "path": reverse("lessons:lesson", args=[row.reference]),
        "stage": str(one.lesson.get_stage_display()),
        "days": one.days,
    }
