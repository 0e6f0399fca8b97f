"""Close a situation: frozen at once, then each fiche is kept in the archive and archived, or handed over to what stays.

The choice is written with the closing, in one transaction. The fiches follow, each in its own: a server that stops
halfway goes on where it was (`finish`, called again by the worker), and nothing is done twice.
"""

from datetime import timedelta
from typing import Any

import orjson
from django.db import transaction
from django.utils.translation import gettext as _

from boucle.commons.moderation.queries import situation as queries
from boucle.commons.moderation.queries.situation import HandOver
from boucle.commons.opendata.exports import columns, pages
from boucle.commons.opendata.queries import records
from boucle.foundation.accounts import rules as members
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries as lifecycle_queries
from boucle.foundation.lifecycle import registry, rules
from boucle.foundation.lifecycle.actions import contact, record
from boucle.foundation.lifecycle.actions.decide import STANDING_REVIEW
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contact, Contribution, Delivery
from boucle.foundation.situations import actions as situations
from boucle.foundation.situations.models import ArchiveRow, Situation

AT_ONCE = 50  # fiches dealt with before the page answers, and at each turn of the worker
KEPT_AFTER_CLOSING = timedelta(days=90)


@transaction.atomic
def close_situation(*, situation: Situation, by: User, hand_over: HandOver | None = None) -> Situation:
    """Closes it with its figures and the choice of what stays; already closed, nothing changes.

    Raises PermissionDenied for anybody but a coordinator. An exercise hands nothing over.
    """
    members.check_coordinate(by, situation.territory_id)
    row = situations.lock(situation)
    if row.is_closed:
        return row
    chosen = hand_over or HandOver()
    kept = queries.live(row).filter(queries.staying(row, chosen)) if queries.can_hand_over(row) else None
    report = queries.report(row) | {
        "kept": kept.count() if kept is not None else 0,
        "live": queries.remaining(row),
        "kept_themes": sorted(chosen.theme_ids) if kept is not None else [],
        "kept_fiches": sorted(chosen.contribution_ids) if kept is not None else [],
    }
    closed = situations.close(situation=row, by=by, report=report)
    Contact.objects.filter(contribution__situation=closed).update(keep_until=clock.today() + KEPT_AFTER_CLOSING)
    return closed


def finish(*, situation: Situation, limit: int = AT_ONCE) -> int:
    """Deals with up to `limit` fiches of a closed situation; returns how many. Two workers may do it at once."""
    if not situation.is_closed:
        return 0
    ids = list(queries.live(situation).values_list("pk", flat=True)[: limit + 1])
    rows = queries.live(situation).filter(queries.staying(situation, choice(situation)), pk__in=ids[:limit])
    staying = set(rows.values_list("pk", flat=True))
    done = sum(leave(situation, pk, stays=pk in staying) for pk in ids[:limit])
    if len(ids) <= limit:
        situations.settle(situation=situation)
    return done


def finish_all() -> int:
    """What the worker does every few seconds: goes on with the situations that closed on many fiches."""
    unsettled = Situation.objects.filter(closed_at__isnull=False, settled_at__isnull=True)
    rows = unsettled.select_related("territory").order_by("closed_at", "id")
    return sum(finish(situation=situation) for situation in rows)


def choice(situation: Situation) -> HandOver:
    report = situation.report
    return HandOver(frozenset(report.get("kept_themes", ())), frozenset(report.get("kept_fiches", ())))


@transaction.atomic
def leave(situation: Situation, pk: int, *, stays: bool) -> bool:
    """One fiche: kept as it was in the archive, then handed over or archived. False when another worker was first."""
    row = record.lock(Contribution(pk=pk))
    if row.situation_id != situation.pk or row.state not in queries.LIVE:
        return False
    keep(situation, row)
    if stays:
        hand_over_one(row)
    else:
        lifecycle.archive(contribution=row, by=rules.SYSTEM, note=_("The situation is closed."))
    return True


def keep(situation: Situation, row: Contribution) -> None:
    """The public columns of a published fiche; an exercise's never leave, so that none is kept."""
    found = records.record(row)
    if found is not None:
        content: dict[str, Any] = orjson.loads(pages.encode(columns.values(found)))
        ArchiveRow.objects.get_or_create(situation=situation, uid=row.uid, defaults={"content": content})


def hand_over_one(row: Contribution) -> None:
    """It no longer belongs to a situation: its review and the life of its contacts start again from today."""
    row.situation = None
    if row.state == State.PUBLISHED:
        row.review_on = clock.today() + STANDING_REVIEW
    row.save(update_fields=["situation", "review_on"])
    row.contacts.update(keep_until=contact.keep_until(row))
    look_again(row)


def look_again(row: Contribution) -> None:
    """Every job that follows fiches sees it once more, as after its last step: shelves and feeds change with it."""
    last = lifecycle_queries.last_transition(row)
    if last is not None:
        for job in registry.jobs_for(last.verb):
            Delivery.objects.get_or_create(transition=last, job=job.name, defaults={"next_at": clock.now()})
