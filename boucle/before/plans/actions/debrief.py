"""Every activation ends in a debrief: what was expected, what happened, why, what next (WHO, 2019)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.actions.inject import lock_activation
from boucle.before.plans.models import Activation, Debrief
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible

TEXTS = ("expected", "happened", "why", "next")


@transaction.atomic
def write_debrief(*, activation: Activation, user: User, seen: str | None = None, **fields: Any) -> Debrief:
    """`fields`: format, held_on, people (how many), expected, happened, why, next (Markdown).

    `seen`: the moment of the text that the form showed, empty when there was none (see `stamp`). Raises NotAllowed for
    whoever does not keep the plan, NotPossible before the end, for a day that cannot be, without the first two texts,
    or when somebody wrote meanwhile."""
    rules.check_run(activation, user)
    held = lock_activation(activation)
    rules.check_ended(held)
    row = Debrief.objects.filter(activation=held).first() or Debrief(activation=held)
    before = {name: getattr(row, name) for name in fields}
    for name, value in fields.items():
        setattr(row, name, texts.clean(value) if name in TEXTS else value)
    if row.pk and all(getattr(row, name) == value for name, value in before.items()):
        return row  # the same form sent twice
    if seen is not None and seen != stamp(Debrief.objects.filter(activation=held).first()):
        raise NotPossible(
            _("Somebody wrote this debrief since you opened this page. Read it again; what you wrote is still below.")
        )
    check(held, row)
    row.written_at, row.written_by = clock.now(), user
    row.save()
    plans.show(held.scenario.plan)
    return row


def stamp(row: Debrief | None) -> str:
    """Moves each time it is written; a form carries it."""
    return row.written_at.isoformat() if row else ""


def check(activation: Activation, row: Debrief) -> None:
    if not row.expected or not row.happened:
        raise NotPossible(_("Say what was expected, and what happened."))
    if not day_of(activation) <= row.held_on <= clock.today():
        raise NotPossible(_("The debrief was held between the day it began and today: check its date."))


def day_of(activation: Activation) -> date:
    return timezone.localdate(activation.started_at)


@transaction.atomic
def open_debrief(*, activation: Activation, user: User, is_open: bool) -> Debrief:
    """Everybody reads it from now on, or nobody but the staff."""
    rules.check_run(activation, user)
    row = Debrief.objects.select_for_update(of=("self",)).filter(activation=activation).first()
    if row is None:
        raise NotPossible(_("Write the debrief first."))
    row.is_open = is_open
    row.save(update_fields=["is_open"])
    plans.show(activation.scenario.plan)
    return row
