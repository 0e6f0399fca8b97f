"""The outbox: hands deliveries to their jobs, one at a time, each until it succeeds.

A delivery is deleted when its job is done; a job that fails is tried again later, each time after a longer wait.
Several workers share the outbox on PostgreSQL with SKIP LOCKED; on SQLite one writes at a time.
"""

import logging
from datetime import timedelta

from django.db import connection, transaction

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.models import Delivery

logger = logging.getLogger("boucle.work")

LONGEST_WAIT = timedelta(hours=1)


def work(limit: int = 100) -> int:
    """Does up to `limit` deliveries that are due, oldest first; returns how many were taken."""
    taken = 0
    while taken < limit and work_one():
        taken += 1
    return taken


def work_one() -> bool:
    """Takes one delivery and runs its job in the same transaction: both are done, or neither is."""
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


def next_delivery() -> Delivery | None:
    due = Delivery.objects.filter(next_at__lte=clock.now()).order_by("next_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True)
    return due.first()


def run(delivery: Delivery) -> None:
    job = registry.JOBS.get(delivery.job)
    if job is not None:  # a job that no longer exists has nothing left to do
        job.run(delivery.transition_id)


def postpone(delivery: Delivery, error: Exception) -> None:
    delivery.attempts += 1
    wait = min(LONGEST_WAIT, timedelta(seconds=2**delivery.attempts))
    delivery.next_at = clock.now() + wait
    delivery.error = f"{type(error).__name__}: {error}"[:300]
    delivery.save()
    logger.warning(
        "job failed",
        extra={"job": delivery.job, "transition": delivery.transition_id, "attempts": delivery.attempts},
    )
