"""Publish, return, reject, verify: what a referent decides, and what keeps a fiche true."""

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.core import clock, text
from boucle.foundation.lifecycle import queries, registry, rules
from boucle.foundation.lifecycle.actions import content as contents
from boucle.foundation.lifecycle.actions import record
from boucle.foundation.lifecycle.enums import Reason, Verb
from boucle.foundation.lifecycle.models import Contribution

STANDING_REVIEW = timedelta(days=180)  # data·inclusion: full freshness under six months


def next_review(contribution: Contribution) -> date:
    kind = registry.kind(contribution.kind)
    if kind.review_months is not None:
        return clock.today() + relativedelta(months=kind.review_months(contribution))
    if kind.review_days is not None:
        return clock.today() + timedelta(days=kind.review_days)
    situation = contribution.situation
    return clock.today() + (timedelta(days=situation.review_days) if situation else STANDING_REVIEW)


def mark_checked(contribution: Contribution) -> None:
    contribution.verified_at = clock.now()
    contribution.review_on = next_review(contribution)


@transaction.atomic
def publish(*, contribution: Contribution, by: rules.By, note: str = "", seen: int | None = None) -> Contribution:
    """Publishes a proposed contribution, or the revision that waits behind a published one."""
    row = record.lock(contribution, seen=seen)
    move, role = record.check(row, Verb.PUBLISH, by)
    changed: list[str] = []
    if move.about_revision:
        changed = take_revision(row)
    row.published_at = row.published_at or clock.now()
    mark_checked(row)
    record.settle(row)
    record.record(row, verb=Verb.PUBLISH, target=move.target, role=role, by=by, note=note, changed=changed)
    return row


def take_revision(row: Contribution) -> list[str]:
    """Puts the waiting revision in the place of the public content; returns the fields that change."""
    waiting = queries.waiting_revision(row)
    assert waiting is not None, "has_waiting_revision says that one waits"
    changed = contents.changes(row, waiting.content)
    contents.apply(row, waiting.content)
    row.number = waiting.number
    drop_revision(row)
    return changed


def drop_revision(row: Contribution) -> None:
    row.revisions.filter(is_waiting=True).update(is_waiting=False)
    row.has_waiting_revision = False


@transaction.atomic
def return_to_author(
    *, contribution: Contribution, by: rules.By, question: str, seen: int | None = None
) -> Contribution:
    """Returns it with a question. A published contribution stays public, its revision keeps waiting for the author.

    Raises rules.NotPossible without a question.
    """
    question = text.clean(question)
    if not question:
        raise rules.NotPossible(_("Write the question that you ask the author."))
    row = record.lock(contribution, seen=seen)
    record.check(row, Verb.RETURN, by)
    record.settle(row)
    record.apply_move(row, Verb.RETURN, by, note=question)
    return row


@transaction.atomic
def reject(
    *, contribution: Contribution, by: rules.By, reason: str, note: str = "", seen: int | None = None
) -> Contribution:
    """Rejects it, or the revision that waits, for a reason of the published charter.

    Raises rules.NotPossible without a known reason.
    """
    if reason not in Reason.values:
        raise rules.NotPossible(_("Choose a reason of the charter: the author will read it."))
    row = record.lock(contribution, seen=seen)
    move, role = record.check(row, Verb.REJECT, by)
    if move.about_revision:
        drop_revision(row)
    record.settle(row)
    record.record(row, verb=Verb.REJECT, target=move.target, role=role, by=by, reason=reason, note=text.clean(note))
    return row


@transaction.atomic
def verify(*, contribution: Contribution, by: rules.By, note: str = "", seen: int | None = None) -> Contribution:
    """Says that it is still true today: its freshness and its next review move."""
    row = record.lock(contribution, seen=seen)
    record.check(row, Verb.VERIFY, by)
    mark_checked(row)
    record.apply_move(row, Verb.VERIFY, by, note=text.clean(note))
    return row
