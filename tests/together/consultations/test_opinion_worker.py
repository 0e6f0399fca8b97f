"""Maps are computed beside the worker: nothing waits for them."""

import pytest
from django.core.cache import cache

from boucle.foundation.core import beside
from boucle.foundation.lifecycle import registry
from boucle.together.consultations.jobs import opinion_maps
from boucle.together.consultations.queries import opinion_map
from tests.together.consultations import conversations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_map_kept() -> None:
    cache.clear()


def test_the_worker_begins_what_is_late_on_a_thread_and_leaves_what_is_ready() -> None:
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    turn = registry.PERIODIC["opinion maps"]
    assert turn.run() == 1
    beside.wait()
    kept = opinion_map.kept_map(row.pk)
    assert kept is not None and kept.people == 16
    assert turn.run() == 0


def test_a_map_that_fails_does_not_stop_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    row, _items = conversations.opened()

    def fail(_row: object) -> None:
        raise ValueError("broken")

    with monkeypatch.context() as patched:
        patched.setattr(opinion_map, "compute", fail)
        assert opinion_maps.start() == 1
        beside.wait()
    assert opinion_map.kept_map(row.pk) is None
    assert opinion_maps.start() == 1
    beside.wait()
    assert opinion_map.kept_map(row.pk) is not None
