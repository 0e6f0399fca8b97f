"""The worker's turn."""

from datetime import timedelta

import pytest

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.running.actions import work
from boucle.foundation.running.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture
def rounds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Rounds that note that they ran."""
    done: list[str] = []
    monkeypatch.setattr(registry, "PERIODIC", {})
    registry.register_periodic(registry.Periodic("bells", 60, lambda: done.append("bells")))
    return done


def test_a_round_runs_once_until_its_time_comes_again(rounds: list[str]) -> None:
    work.turn()
    work.turn()
    assert rounds == ["bells"]
    Heartbeat.objects.filter(name="bells").update(at=clock.now() - timedelta(seconds=61))
    work.turn()
    assert rounds == ["bells", "bells"]


def test_a_round_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []

    def fail() -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(registry, "PERIODIC", {})
    registry.register_periodic(registry.Periodic("broken", 60, fail))
    registry.register_periodic(registry.Periodic("sound", 60, lambda: done.append("sound")))
    work.turn()
    assert done == ["sound"]


def test_the_worker_gives_a_sign_of_life() -> None:
    work.turn()
    assert Heartbeat.objects.get(name=work.WORKER).at > clock.now() - timedelta(seconds=5)


def test_personal_data_past_its_date_is_among_what_the_worker_does() -> None:
    assert registry.PERIODIC["contacts purge"].seconds == 24 * 60 * 60
