"""The outbox: each delivery until it succeeds, none because of another."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import jobs, registry
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Delivery
from boucle.foundation.territories.models import Territory
from tests.factories import contributions

Register = Callable[[registry.Job], None]


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """Only the jobs of the test, for the time of the test."""
    monkeypatch.setattr(registry, "JOBS", {})
    yield registry.register_job


def set_clock(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    monkeypatch.setattr(clock, "now", lambda: moment)


def fails(transition_id: int) -> None:
    raise ConnectionError("the post office of voisine@bron.example is closed")


def test_each_job_is_given_the_transitions_whose_verb_it_wants(db: None, register: Register) -> None:
    every: list[int] = []
    published: list[int] = []
    register(registry.Job("every", every.append))
    register(registry.Job("published", published.append, frozenset({Verb.PUBLISH})))
    row = contributions.contribution(State.PUBLISHED)
    assert jobs.work() == 3
    ids = list(row.transitions.order_by("number").values_list("id", flat=True))
    assert (every, published) == (ids, ids[1:])
    assert jobs.work() == 0
    assert not Delivery.objects.exists()


def test_a_failing_job_waits_longer_each_time_and_blocks_no_other(
    db: None, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    register(registry.Job("fails", fails))
    register(registry.Job("works", done.append))
    contributions.contribution()
    now, waits = clock.now(), []
    for _ in range(60):
        set_clock(monkeypatch, now)
        assert jobs.work() >= 1
        waits.append((Delivery.objects.get().next_at - now).total_seconds())
        now = Delivery.objects.get().next_at
    assert waits[:5] == [2, 4, 8, 16, 32]
    assert waits[-1] == 3600
    assert len(done) == 1


def test_a_delivery_that_is_not_due_is_left_alone(db: None, register: Register) -> None:
    register(registry.Job("later", fails))
    contributions.contribution()
    Delivery.objects.update(next_at=clock.now() + timedelta(minutes=1))
    assert jobs.work() == 0


def test_what_failed_is_noted_without_anybodys_address(
    db: None, register: Register, caplog: pytest.LogCaptureFixture
) -> None:
    register(registry.Job("fails", fails))
    contributions.contribution()
    jobs.work()
    error = Delivery.objects.get().error
    assert error.startswith("ConnectionError, ")
    assert "test_outbox.py" in error
    assert "@" not in error + caplog.text


def test_what_a_failing_job_wrote_is_undone(db: None, register: Register) -> None:
    def writes_then_fails(transition_id: int) -> None:
        Territory.objects.update(name="Renamed")
        raise ValueError

    register(registry.Job("half", writes_then_fails))
    row = contributions.contribution()
    jobs.work()
    assert Delivery.objects.get().attempts == 1
    row.territory.refresh_from_db()
    assert row.territory.name == "Bron"


def test_a_worker_killed_between_the_job_and_its_end_leaves_the_delivery(
    transactional_db: None, register: Register
) -> None:
    def killed(transition_id: int) -> None:
        raise SystemExit  # what no handler of errors catches, like the end of the process

    register(registry.Job("killed", killed))
    contributions.contribution()
    with pytest.raises(SystemExit):
        jobs.work()
    assert Delivery.objects.get().attempts == 0
    done: list[int] = []
    register(registry.Job("killed", done.append))
    assert jobs.work() == 1
    assert len(done) == 1


def test_a_job_that_no_longer_exists_leaves_nothing_behind(db: None, register: Register) -> None:
    register(registry.Job("former", fails))
    contributions.contribution()
    registry.JOBS.clear()
    assert jobs.work() == 1
    assert not Delivery.objects.exists()


def test_the_work_of_one_call_is_bounded(db: None, register: Register) -> None:
    register(registry.Job("counted", lambda transition_id: None))
    for _ in range(3):
        contributions.contribution()
    assert [jobs.work(limit=2), jobs.work(limit=2)] == [2, 1]
