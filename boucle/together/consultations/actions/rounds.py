"""Rounds: append-only. The first one locks the rule; closing the last one shows the results."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

import orjson
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.messages.enums import Template
from boucle.foundation.territories import actions as territories
from boucle.together.consultations import rules
from boucle.together.consultations.actions import attendance, panel, settle
from boucle.together.consultations.actions.prepare import locked
from boucle.together.consultations.enums import Access, Method, Stage
from boucle.together.consultations.models import Asked, Consultation, Item, Round
from boucle.together.consultations.queries import finding

LEAST_PANEL = 2


@transaction.atomic
def plan_round(
    *,
    consultation: Consultation,
    user: User,
    items: Iterable[Item],
    introduction: str = "",
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
) -> Round:
    """The next round, with what it asks in this order. Raises NotPossible without items, or backwards in time."""
    row = locked(consultation)
    rules.check_facilitate(row, user)
    rules.check_running(row)
    asked = list(items)
    if not asked:
        raise NotPossible(_("A round asks at least one thing."))
    if opens_at and closes_at and closes_at <= opens_at:
        raise NotPossible(_("A round ends after it begins."))
    if row.rounds.filter(opened_at=None).exists():
        raise NotPossible(_("The next round is already planned: open it, or change it."))
    number = (row.rounds.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Round.objects.create(
        consultation=row,
        number=number,
        introduction=texts.clean(introduction),
        opens_at=opens_at,
        closes_at=closes_at,
    )
    Asked.objects.bulk_create(Asked(round=made, item=item, position=at) for at, item in enumerate(asked, start=1))
    return made


@transaction.atomic
def open_round(*, round: Round, by: lifecycle_rules.By) -> Round:  # noqa: A002  # the model's name
    """Opens a planned round; the first one locks the rule and publishes the consultation, others write to the panel.

    Raises NotPossible when another round is open, when nothing is left to ask, or when the panel is a single person.
    """
    row = locked(round.consultation)
    check_by(row, by)
    rules.check_running(row)
    if round.opened_at is not None:
        raise NotPossible(_("This round was opened already."))
    if finding.open_round(row) is not None:
        raise NotPossible(_("Another round is open: close it first."))
    if not finding.items_of(round):
        raise NotPossible(_("A round asks at least one thing."))
    check_panel(row)
    if row.rule_locked_at is None:
        lock_rule(row)
    publish(row, by)
    now = clock.now()
    round.opened_at = now
    round.save(update_fields=["opened_at"])
    row.stage, row.opened_at, row.closes_at = Stage.OPEN, row.opened_at or now, round.closes_at
    row.save()
    if round.number > 1:
        tell_panel(row, round)
    territories.bump_revision(territory_id=row.contribution.territory_id)
    return round


def tell_panel(row: Consultation, round_: Round) -> None:
    """Whoever has an address and did not stop hears of a further round; the first one came with the invitation."""
    staying = row.panel.filter(left_on=None, contact__isnull=False).exclude(contact__email="")
    for panellist in staying.select_related("contact", "consultation__contribution__territory"):
        panel.write(panellist, "", Template.PANEL_ROUND, mark=f"round:{round_.number}")


def check_by(consultation: Consultation, by: lifecycle_rules.By) -> None:
    if by.is_system:
        return
    if by.user is None:
        raise lifecycle_rules.NotAllowed(_("This page is for whoever facilitates this consultation."))
    rules.check_facilitate(consultation, by.user)


def check_panel(consultation: Consultation) -> None:
    """Alone, a person is the whole group: their answer would be shown to everybody."""
    if consultation.access == Access.PANEL and consultation.panel.filter(left_on=None).count() < LEAST_PANEL:
        raise NotPossible(_("Invite at least two people: the answers of a panel of one could not stay anonymous."))


def lock_rule(row: Consultation) -> None:
    row.rule = rules.check_rule(Method(row.method), row.rule)
    row.rule_hash = hashlib.sha256(orjson.dumps(row.rule, option=orjson.OPT_SORT_KEYS)).hexdigest()
    row.rule_locked_at = clock.now()


def publish(row: Consultation, by: lifecycle_rules.By) -> None:
    """By its facilitator, also when the clock opens a round that they planned."""
    if row.contribution.state == State.PROPOSED:
        holder = by if by.user is not None else lifecycle_rules.By(user=row.facilitator)
        lifecycle.publish(contribution=row.contribution, by=holder)
        row.contribution.refresh_from_db()


@transaction.atomic
def close_round(*, round: Round, by: lifecycle_rules.By) -> Round:  # noqa: A002  # the model's own name
    """Takes no more answers; a Delphi then settles what its rule says is settled. Where anonymity is set, who sent the
    round is forgotten."""
    row = locked(round.consultation)
    check_by(row, by)
    if not round.is_open:
        raise NotPossible(_("This round is not open."))
    round.closed_at = clock.now()
    round.save(update_fields=["closed_at"])
    row.stage = Stage.BETWEEN
    row.save(update_fields=["stage"])
    if row.method == Method.DELPHI:
        settle.settle_round(consultation=row, round=round)
    attendance.reduce(round)
    territories.bump_revision(territory_id=row.contribution.territory_id)
    return round


@transaction.atomic
def close(*, consultation: Consultation, by: lifecycle_rules.By) -> Consultation:
    """Closes the consultation, and its open round: from now on the results are public."""
    row = locked(consultation)
    check_by(row, by)
    rules.check_running(row)
    if row.opened_at is None:
        raise NotPossible(_("Nothing was asked yet: there is nothing to close."))
    open_one = finding.open_round(row)
    if open_one is not None:
        close_round(round=open_one, by=by)
    row.stage, row.closed_at = Stage.CLOSED, clock.now()
    row.save(update_fields=["stage", "closed_at"])
    territories.bump_revision(territory_id=row.contribution.territory_id)
    return row


def turn_rounds() -> int:
    """Opens and closes what is planned for now; returns how many. Safe to run by two workers."""
    now, turned = clock.now(), 0
    ended = Round.objects.filter(opened_at__isnull=False, closed_at=None, closes_at__lte=now)
    begun = Round.objects.filter(opened_at=None, opens_at__lte=now, consultation__closed_at=None)
    for rows, turn in ((ended, close_round), (begun, open_round)):
        for round_ in rows.select_related("consultation"):
            turned += turn_one(turn, round_)
    return turned


def turn_one(turn: object, round_: Round) -> int:
    assert callable(turn)
    try:
        turn(round=round_, by=lifecycle_rules.SYSTEM)
    except (NotPossible, lifecycle_rules.NotAllowed):
        return 0  # somebody was faster, or it waits for its facilitator: the page says why
    return 1
