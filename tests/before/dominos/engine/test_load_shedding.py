"""Load shedding as Belgium and France foresee it: rotations, what they cut, how fairly."""

import io

import numpy as np
import pytest

from boucle.before.dominos.engine import equity, model, reading, run, schedule, tally
from boucle.before.dominos.engine.model import Model
from boucle.before.dominos.engine.schedule import Cut
from boucle.before.dominos.engine.timeline import Losses


def town(services: str, dependencies: str) -> Model:
    read = reading.territory(io.BytesIO(services.encode()), io.BytesIO(dependencies.encode()))
    assert read.problems == {"services": [], "dependencies": []}
    return model.compile(read.services, read.dependencies)


def spells(losses: Losses, service: int) -> list[tuple[float, float]]:
    rows = losses.of(service)
    return list(zip((losses.start[rows] / 60).tolist(), (losses.end[rows] / 60).tolist(), strict=True))


def test_a_french_cut_silences_the_mast_after_half_an_hour_and_never_empties_the_reservoir() -> None:
    found = town(
        "id,people,restart,tranche\nfeeder,10,0,A\nmast,10,0:10,\npump,0,0,\nreservoir,10,0,\n",
        "service,supplier,autonomy\nmast,feeder,0.5\npump,feeder,0\nreservoir,pump,8\n",
    )
    losses = run.run(found, schedule.outages(found.services, [Cut("A", 18 * 60, 20 * 60)]), 48 * 60)
    assert spells(losses, 1) == [(18.5, pytest.approx(20 + 1 / 6))]
    assert spells(losses, 2) == [(18, 20)]
    assert spells(losses, 3) == []


@pytest.mark.parametrize(("autonomy", "lost"), [(1, 2), (2, 1), (3, 0)])
def test_a_belgian_cut_silences_the_mobile_for_up_to_two_hours_and_never_the_analogue_line(
    autonomy: int, lost: int
) -> None:
    found = town(
        "id,people,tranche\ncabin,100,8\nmobile,100,\nanalogue,100,\n",
        f"service,supplier,autonomy\nmobile,cabin,{autonomy}\nanalogue,cabin,4\n",
    )
    losses = run.run(found, schedule.outages(found.services, schedule.belgian(1)), 48 * 60)
    assert spells(losses, 1) == ([(17 + autonomy, 20)] if lost else [])
    assert spells(losses, 2) == []
    assert tally.tally(found, losses).total == 100 * (3 + lost)


def test_a_belgian_rotation_goes_from_eight_to_two_and_begins_again() -> None:
    cuts = schedule.belgian(9)
    assert [cut.tranche for cut in cuts] == ["8", "7", "6", "5", "4", "3", "2", "8", "7"]
    assert (cuts[1].start, cuts[1].end) == ((24 + 17) * 60, (24 + 20) * 60)


def test_french_feeders_take_turns_for_two_hours_each() -> None:
    cuts = schedule.french(["north", "south"], 2)
    hours = [(cut.tranche, cut.start / 60, cut.end / 60) for cut in cuts]
    assert hours == [
        ("north", 8, 10), ("south", 10, 12), ("north", 18, 20), ("south", 32, 34), ("north", 34, 36), ("south", 42, 44),
    ]  # fmt: skip


def test_a_cut_reaches_every_service_of_its_tranche_and_nobody_else() -> None:
    found = town("id,people,tranche\na,1,8\nb,1,7\nc,1,8\nd,1,\n", "service,supplier\na,d\n")
    outages = schedule.outages(found.services, [Cut("8", 0, 60), Cut("9", 0, 60), Cut("7", 60, 120)])
    assert outages.service.tolist() == [0, 2, 1]
    assert outages.end.tolist() == [60, 60, 120]


def test_hours_shared_alike_are_fair_and_hours_borne_by_one_are_not() -> None:
    alike = equity.equity(np.array([3.0, 3.0]), np.array([10, 30]))
    assert (alike.mean, alike.never, alike.worst_to_mean) == (3, 0, 1)
    assert (alike.gini, alike.jain) == (pytest.approx(0), pytest.approx(1))
    # One person of four bears 8 hours: mean 2, Gini 1 - 1/4, Jain 1/4.
    one = equity.equity(np.array([8.0, 0.0]), np.array([1, 3]))
    assert (one.mean, one.never, one.gini, one.jain, one.worst_to_mean) == (2, 0.75, 0.75, 0.25, 4)


def test_equity_is_that_of_each_person_whatever_the_groups() -> None:
    grouped = equity.equity(np.array([1.0, 5.0, 0.0]), np.array([2, 1, 3]))
    alone = equity.equity(np.array([1.0, 1.0, 5.0, 0.0, 0.0, 0.0]), np.ones(6, np.int64))
    differences = np.abs(np.subtract.outer([1, 1, 5, 0, 0, 0], [1, 1, 5, 0, 0, 0])).mean()
    assert grouped == alone
    assert grouped.gini == pytest.approx(differences / 2 / (7 / 6))


def test_nobody_there_or_nobody_cut_has_no_equity() -> None:
    assert equity.equity(np.array([2.0]), np.array([0])) == equity.Equity(0, None, None, None, None)
    assert equity.equity(np.array([0.0]), np.array([5])) == equity.Equity(0, 1, None, None, None)


def test_the_equity_of_a_rotation_counts_those_who_could_be_cut() -> None:
    found = town("id,people,tranche\na,30,8\nb,10,1\nc,99,\n", "service,supplier\nc,a\n")
    one = equity.of_outages(found, schedule.outages(found.services, schedule.belgian(8)), 8 * 1440)
    assert (one.mean, one.never) == (4.5, 0.25)  # 30 people twice 3 hours, 10 never
