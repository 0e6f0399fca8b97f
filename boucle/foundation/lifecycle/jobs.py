"""The outbox: hands deliveries to their jobs, one at a time, each until it succeeds.

A delivery is deleted when its job is done; a job that fails is tried again later, each time after a longer wait.
Several workers share the outbox on PostgreSQL with SKIP LOCKED; on SQLite one writes at a time.
"""

import logging
import traceback
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import QuerySet

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.models import Delivery

logger = logging.getLogger("boucle.work")

LONGEST_WAIT = 3600  # seconds
MOST_DOUBLINGS = 12  # 2¹² seconds is more than the longest wait


def work(limit: int = 100) -> int:
    """Does up to `limit` deliveries that are due, oldest first; returns how many were taken."""
    taken = 0
    while taken < limit and work_one():
        taken += 1
    return taken


def work_one() -> bool:
    """Takes one delivery and runs its job in the same transaction: both are done, or neither is."""
    if not due().exists():  # an idle worker never takes SQLite's only write lock
        return False
    with transaction.atomic():
        delivery = next_delivery()
        if delivery is None:
            return False
        try:
            with transaction.atomic():
                run(delivery)
                delivery.delete()
        except Exception as error:  # whatever a job raises, the outbox goes on with the next one
            postpone(delivery, error)
    return True


def due() -> QuerySet[Delivery]:
    return Delivery.objects.filter(next_at__lte=clock.now()).order_by("next_at", "id")


def next_delivery() -> Delivery | None:
    if connection.features.has_select_for_update_skip_locked:
        return due().select_for_update(skip_locked=True).first()
    return due().first()


def run(delivery: Delivery) -> None:
    job = registry.JOBS.get(delivery.job)
    if job is not None:  # a job that no longer exists has nothing left to do
        job.run(delivery.transition_id)


def postpone(delivery: Delivery, error: Exception) -> None:
    delivery.attempts += 1
    wait = min(LONGEST_WAIT, 2 ** min(delivery.attempts, MOST_DOUBLINGS))
    delivery.next_at = clock.now() + timedelta(seconds=wait)
    delivery.error = where(error)[:300]
    delivery.save()
    logger.warning(
        "job failed",
        extra={"job": delivery.job, "transition": delivery.transition_id, "attempts": delivery.attempts},
    )


def where(error: Exception) -> str:
    """The kind of error and the line that raised it; never its message, which may hold somebody's address."""
    frames = traceback.extract_tb(error.__traceback__)
    return f"{type(error).__name__}, {frames[-1].filename}:{frames[-1].lineno}" if frames else type(error).__name__
