"""What goes on beside the worker's turn."""

import threading

import pytest
from django.core.management import call_command
from django.db import transaction

from boucle.foundation.core import beside, clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.running.models import Heartbeat

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_begins_once_the_turn_is_written_and_is_busy_until_it_is_done() -> None:
    found: list[bool] = []
    door = threading.Event()

    def work() -> None:
        found.append(Heartbeat.objects.filter(name="written").exists())
        door.wait(60)

    with transaction.atomic():
        beside.start("some", work)
        Heartbeat.objects.create(name="written", at=clock.now())
        assert (found, beside.is_busy("some")) == ([], False)
    assert beside.is_busy("some")
    door.set()
    assert beside.wait() <= 1
    assert (found, beside.is_busy("some"), beside.wait()) == ([True], False, 0)


def test_of_a_turn_that_is_undone_nothing_begins() -> None:
    found: list[str] = []
    with transaction.atomic():
        beside.start("undone", lambda: found.append("begun"))
        transaction.set_rollback(True)
    assert (found, beside.is_busy("undone"), beside.wait()) == ([], False, 0)


def test_a_worker_that_runs_once_waits_for_what_it_began(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(registry, "PERIODIC", {})
    turn = registry.Periodic("long", 60, lambda: beside.start("long", lambda: done.append("done")))
    registry.register_periodic(turn)
    call_command("work", once=True)
    assert done == ["done"]
