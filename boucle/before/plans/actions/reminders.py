"""Letters about what a plan awaits: one for each person and each turn, each deadline told once at each stage.

Two workers may do this at once: a reminder is a row that only one of them can write, in the transaction of its letters.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from boucle.before.plans.models import Reminder
from boucle.before.plans.queries import links, reminding
from boucle.before.plans.queries.reminding import Due
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.messages import actions as messages
from boucle.foundation.messages.enums import Template

ROUND = 200  # deadlines of one turn


@dataclass(frozen=True)
class Claimed:
    reminder: Reminder
    due: Due


@transaction.atomic
def remind() -> int:
    """Writes to coordinators and keepers what has come near or late since the last turn; returns how many letters."""
    with translation.override(settings.LANGUAGE_CODE):
        told: defaultdict[User, list[Claimed]] = defaultdict(list)
        for claimed, people in claims(
            chain(reminding.due_clocks(), reminding.late_sections(), reminding.coming_exercises())
        ):
            for person in people:
                told[person].append(claimed)
        for person, lines in told.items():
            write(person, lines)
    return len(told)


def claims(found: Iterable[Due]) -> Iterable[tuple[Claimed, list[User]]]:
    """What nobody was told yet, and whom to tell now; where there is nobody it waits until there is."""
    taken, told = 0, reminding.told()
    for due in found:
        if due.key in told:
            continue
        if taken >= ROUND:
            return
        people = reminding.recipients(due)
        reminder = claim(due) if people else None
        if reminder is not None:
            taken += 1
            yield Claimed(reminder, due), people


def claim(due: Due) -> Reminder | None:
    """None when another worker was first."""
    made, is_new = Reminder.objects.get_or_create(
        plan=due.plan,
        regime=due.regime,
        clock=due.clock,
        section=due.section,
        exercise=due.exercise,
        due_on=due.due_on,
        stage=due.stage,
        defaults={"sent_at": clock.now()},
    )
    return made if is_new else None


def write(person: User, lines: list[Claimed]) -> None:
    """One letter for everything; its name holds the first reminder, so that no other letter has it."""
    messages.send(
        template=Template.PLAN_DUE,
        user=person,
        dedupe=f"plan_due:{person.pk}:{lines[0].reminder.pk}",
        context={"fiches": [line(each.due) for each in lines]},
    )


def line(due: Due) -> dict[str, Any]:
    """A deadline as a letter says it: public words, and where to see to it."""
    here = links.section(due.plan, due.section.contribution.reference) if due.section else links.law(due.plan)
    if due.exercise is not None:
        here = links.scenarios(due.plan)
    days = (due.due_on - clock.today()).days
    return {
        "title": due.title,
        "place": due.plan.name,
        "path": here,
        "is_section": due.section is not None,
        "is_late": days < 0,
        "days": abs(days),
    }
