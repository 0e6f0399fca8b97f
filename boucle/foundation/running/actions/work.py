"""One turn of the worker: the outbox first, then the rounds whose time has come."""

import logging
from datetime import timedelta

from django.db import transaction

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import jobs, registry
from boucle.foundation.running.models import Heartbeat

logger = logging.getLogger("boucle.work")
WORKER = "worker"
BEAT_EVERY = timedelta(seconds=10)


def turn() -> int:
    """Does what is due; returns how many deliveries and rounds were done (0: nothing to do for now)."""
    done = jobs.work()
    for periodic in list(registry.PERIODIC.values()):
        if take_turn(periodic.name, timedelta(seconds=periodic.seconds)):
            done += run_round(periodic)
    take_turn(WORKER, BEAT_EVERY)
    return done


def take_turn(name: str, every: timedelta) -> bool:
    """True for the one worker that gets to do this round now; the others find it taken."""
    now = clock.now()
    late = Heartbeat.objects.filter(name=name, at__lte=now - every).exists()
    if not late:
        return not Heartbeat.objects.filter(name=name).exists() and begin(name)
    return Heartbeat.objects.filter(name=name, at__lte=now - every).update(at=now) == 1


def begin(name: str) -> bool:
    return Heartbeat.objects.get_or_create(name=name, defaults={"at": clock.now()})[1]


def run_round(periodic: registry.Periodic) -> int:
    try:
        with transaction.atomic():
            periodic.run()
    except Exception as error:  # one round that fails must not stop the others
        logger.warning("round failed", extra={"round": periodic.name, "error": type(error).__name__})
    return 1
