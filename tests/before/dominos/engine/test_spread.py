"""The same work on a cluster: a real one, on this machine."""

from collections.abc import Iterator
from typing import Any

import pytest
from distributed import Client, LocalCluster

from boucle.before.dominos.engine import cases, draws, ranking, spread
from tests.before.dominos.engine.test_rankings import evening, valley

DAY = 24 * 60


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None) as machines,
        Client(machines) as client,
    ):
        yield client


def times(shared: int, task: int) -> int:
    return shared * task


@pytest.mark.parametrize("workers", [1, 2])
def test_answers_come_in_the_order_of_the_tasks(workers: int) -> None:
    assert spread.spread(times, 3, [5, 1, 4], workers=workers) == [15, 3, 12]
    assert spread.spread(times, 3, [], workers=workers) == []


def test_a_cluster_changes_nothing_of_what_is_found(cluster: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "SIZE", 120)
    monkeypatch.setattr(cases, "SIZE", 30)
    model = valley()
    assert spread.spread(times, 3, [5, 1, 4], cluster=cluster) == [15, 3, 12]
    alone = draws.draw(model, evening(), DAY, 60, seed=3)
    assert draws.draw(model, evening(), DAY, 60, seed=3, cluster=cluster).total.tolist() == alone.total.tolist()
    assert ranking.single(model, DAY, cluster=cluster) == ranking.single(model, DAY)
