"""Injects: invented news of an exercise, prepared in a scenario, played one by one."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.models import Activation, Inject, Played, Scenario
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible

LINES = {"title": 160, "role": 60, "expected": 500}
LONGEST_TEXT, LONGEST_SEEN = 2000, 1000


@transaction.atomic
def add_inject(*, scenario: Scenario, user: User, form_key: UUID | None = None, **fields: Any) -> Inject:
    """`fields`: minutes (after the beginning), title, text (Markdown), role, expected. Sent twice, it makes one."""
    rules.check_keep(scenario.plan, user)
    lock(scenario)
    made = Inject.objects.filter(form_key=form_key).first() if form_key else None
    return made or write(Inject(scenario=scenario, form_key=form_key), fields)


@transaction.atomic
def change_inject(*, inject: Inject, user: User, **fields: Any) -> Inject:
    """What an exercise already heard stays as it was heard: another one then takes its place."""
    rules.check_keep(inject.scenario.plan, user)
    lock(inject.scenario)
    row = Inject.objects.select_related("scenario__plan").get(pk=inject.pk)
    if not row.played.exists():
        return write(row, fields)
    retire(row)
    kept = {name: getattr(row, name) for name in ("minutes", "title", "text", "role", "expected")}
    return write(Inject(scenario=row.scenario), kept | fields)


@transaction.atomic
def remove_inject(*, inject: Inject, user: User) -> None:
    """Gone; one that was played stays in the exercises that heard it, and is played no more."""
    rules.check_keep(inject.scenario.plan, user)
    lock(inject.scenario)
    row = Inject.objects.filter(pk=inject.pk).first()
    if row is None:
        return
    if row.played.exists():
        retire(row)
    else:
        row.delete()


def lock(scenario: Scenario) -> Scenario:
    return Scenario.objects.select_for_update(of=("self",)).get(pk=scenario.pk)


def retire(row: Inject) -> None:
    row.is_retired = True
    row.save(update_fields=["is_retired"])


def write(row: Inject, fields: dict[str, Any]) -> Inject:
    for name, value in fields.items():
        setattr(row, name, value)
    for name, longest in LINES.items():
        setattr(row, name, texts.clean_line(getattr(row, name))[:longest])
    row.text = texts.clean(row.text)[:LONGEST_TEXT]
    if not row.title:
        raise NotPossible(_("Say in a few words what happens."))
    row.save()
    return row


@transaction.atomic
def play(*, activation: Activation, inject: Inject, user: User, seen: str = "") -> Played:
    """From now on the players read it. Played already, nothing changes.

    Raises NotPossible outside an exercise, once it has ended, and for an inject of another scenario."""
    rules.check_run(activation, user)
    row = lock_activation(activation)
    rules.check_playable(row)
    if inject.scenario_id != row.scenario_id or inject.is_retired:
        raise NotPossible(_("This inject is not of this scenario any more."))
    told = {"at": clock.now(), "by": user, "seen": texts.clean_line(seen)[:LONGEST_SEEN]}
    made, _new = Played.objects.get_or_create(activation=row, inject=inject, defaults=told)
    return made


@transaction.atomic
def write_seen(*, played: Played, user: User, seen: str) -> Played:
    """What was seen to happen then: for the debrief."""
    rules.check_run(played.activation, user)
    played.seen = texts.clean_line(seen)[:LONGEST_SEEN]
    played.save(update_fields=["seen"])
    return played


def lock_activation(activation: Activation) -> Activation:
    rows = Activation.objects.select_related("situation", "scenario__plan__territory")
    return rows.select_for_update(of=("self",)).get(pk=activation.pk)
