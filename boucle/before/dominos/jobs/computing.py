"""Computes what waits, beside the worker's turn.

What computes is loaded once there is something to compute.
"""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from boucle.before.dominos.models import Computed, Schedule
from boucle.before.dominos.models.computed import Stage
from boucle.foundation.core import beside, clock

logger = logging.getLogger("boucle.work")
SEED, DRAWS = 20261118, 1000
STALE = timedelta(minutes=15)  # what runs for longer was left by a worker that is no more
MOST = 50  # schedules asked for in one turn
NAME = "dominos"


def start() -> int:
    """Asks for what is missing, and begins to compute what waits, unless a computation runs; returns how many wait."""
    if beside.is_busy(NAME):
        return 0
    ask()
    waiting = list(pending().values_list("pk", flat=True))
    if waiting:
        beside.start(NAME, lambda: compute_all(waiting))
    return len(waiting)


def ask() -> None:
    """One computation for each schedule of an open inventory, for its revision of today."""
    rows = Schedule.objects.filter(inventory__opened_at__isnull=False, cuts__isnull=False).distinct()
    for schedule in missing(rows):
        Computed.objects.get_or_create(
            schedule=schedule,
            is_whole=False,
            revision=schedule.inventory.revision,
            seed=SEED,
            draws=DRAWS,
            defaults={"asked_at": clock.now()},
        )
        # What was computed from another revision, and shown meanwhile, is shown until this one is there.
        Computed.objects.filter(schedule=schedule, stage=Stage.WAITING).exclude(
            revision=schedule.inventory.revision
        ).delete()


def missing(rows: QuerySet[Schedule]) -> list[Schedule]:
    there = Computed.objects.filter(schedule=OuterRef("pk"), is_whole=False, revision=OuterRef("inventory__revision"))
    found = rows.filter(~Exists(there))
    return list(found.select_related("inventory").order_by("pk")[:MOST])


def pending() -> QuerySet[Computed]:
    is_left = Q(stage=Stage.RUNNING, asked_at__lt=clock.now() - STALE)
    return Computed.objects.filter(Q(stage=Stage.WAITING) | is_left).order_by("pk")


def compute_all(ids: list[int]) -> None:
    for pk in ids:
        compute(pk)


def compute(pk: int) -> None:
    """One computation, whole; what fails says so and lets the others go on."""
    row = taken(pk)
    if row is None:
        return
    from boucle.before.dominos.queries import heavy

    try:
        result = heavy.compute(row, lambda number: Computed.objects.filter(pk=pk).update(steps_done=number))
    except Exception as error:  # told in the page, tried again when somebody asks
        logger.warning("dominos failed", extra={"error": type(error).__name__})
        Computed.objects.filter(pk=pk).update(stage=Stage.FAILED)
        return
    finish(row, result)


@transaction.atomic
def taken(pk: int) -> Computed | None:
    """The row, for this worker alone. None when another has it, or when its inventory moved meanwhile."""
    found = Computed.objects.select_for_update(of=("self",)).select_related("schedule__inventory__territory")
    row = found.filter(pk=pk).first()
    if row is None or row.stage in (Stage.DONE, Stage.FAILED):
        return None
    if row.revision != row.schedule.inventory.revision:
        row.delete()
        return None
    row.stage, row.asked_at = Stage.RUNNING, clock.now()
    row.save(update_fields=["stage", "asked_at"])
    return row


def finish(row: Computed, result: dict[str, object]) -> None:
    """Kept, in place of what was computed from other revisions, and the pages that show it are made again."""
    from boucle.foundation.territories import actions as territories

    with transaction.atomic():
        row.stage, row.result, row.computed_at = Stage.DONE, result, clock.now()
        row.save(update_fields=["stage", "result", "computed_at"])
        others = Computed.objects.filter(schedule=row.schedule, is_whole=row.is_whole)
        others.exclude(revision=row.revision).delete()
        territories.bump_revision(territory_id=row.schedule.inventory.territory_id)
