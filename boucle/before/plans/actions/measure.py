"""What a role does when the plan is activated: added, changed, put in order, retired, never deleted."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.models import Measure, Section
from boucle.foundation.accounts.models import User
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible

LINES = {"title": 160, "role": 60, "moment": 60}


@transaction.atomic
def add(*, section: Section, user: User, title: str, role: str, **fields: Any) -> Measure:
    """Last of its section. Raises NotPossible without a title or a role."""
    rules.check_write(section, user)
    last = section.measures.aggregate(last=Max("position"))["last"] or 0
    return save(Measure(section=section, position=last + 1), {"title": title, "role": role, **fields})


@transaction.atomic
def change(*, measure: Measure, user: User, position: int | None = None, **fields: Any) -> Measure:
    """Its words, its role, its deadline, its rank. What runs already keeps the words that it was made with."""
    rules.check_write(measure.section, user)
    save(measure, fields)
    if position is not None and position != measure.position:
        place(measure, position)
    return measure


@transaction.atomic
def retire(*, measure: Measure, user: User, is_retired: bool = True) -> Measure:
    """No activation takes it from now on; those that have it keep it. Taken up again, it counts again."""
    rules.check_write(measure.section, user)
    measure.is_retired = is_retired
    measure.save(update_fields=["is_retired"])
    plans.show(measure.section.plan)
    return measure


def save(measure: Measure, fields: dict[str, Any]) -> Measure:
    for name, value in fields.items():
        setattr(measure, name, texts.clean_line(value)[: LINES[name]] if name in LINES else value)
    if not measure.title or not measure.role:
        raise NotPossible(_("A measure says what is done, and which role does it."))
    measure.save()
    plans.show(measure.section.plan)
    return measure


def place(measure: Measure, position: int) -> None:
    """Among the measures of its section, which make room."""
    others = list(measure.section.measures.exclude(pk=measure.pk))
    others.insert(max(0, position - 1), measure)
    for number, each in enumerate(others, start=1):
        each.position = number
    Measure.objects.bulk_update(others, ["position"])
