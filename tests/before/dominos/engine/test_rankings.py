"""N-1 and N-2, draws, tornado, measures: each against as many plain runs."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from boucle.before.dominos.engine import cases, draws, later, measures, ranking, run, tally, tornado
from boucle.before.dominos.engine.measures import Measure, Part
from boucle.before.dominos.engine.model import Model
from boucle.before.dominos.engine.timeline import NEVER, Outages
from boucle.before.dominos.enums import Change
from tests.before.dominos.engine import towns
from tests.before.dominos.engine.slow import Case
from tests.before.dominos.engine.test_load_shedding import town
from tests.before.dominos.engine.test_run import cases as drawn

HOUR = 60


def valley() -> Model:
    return town(
        "id,kind,people,place,vulnerability,restart\ngrid,feeder,0,x,,0\nother,feeder,0,x,,0\n"
        "mast,mast,100,x,everybody,0.25\npump,pump,50,y,everybody,0\nhome,care_home,10,y,elderly,0\n",
        "service,supplier,gate,group,autonomy,autonomy_min,autonomy_max,failure\n"
        "mast,grid,all,,2,1,6,0.3\npump,grid,any,p,0,,,\npump,other,any,p,0,,,\nhome,mast,all,,1,0,1,\n",
    )


def evening() -> Outages:
    return towns.outages((0, 6 * HOUR, 10 * HOUR))


def cost(model: Model, outages: Outages, horizon: int = 24 * HOUR) -> float:
    return tally.tally(model, run.run(model, outages, horizon)).total


@settings(max_examples=60)
@given(drawn())
def test_each_service_lost_alone_costs_what_its_own_run_costs(case: Case) -> None:
    model = towns.of(case)
    found = ranking.single(model, 30, length=7)
    assert [one.person_hours for one in found] == sorted((one.person_hours for one in found), reverse=True)
    plain = {row: cost(model, towns.outages((row, 0, 7)), 30) for row in range(len(model))}
    assert {one.services[0]: one.person_hours for one in found} == pytest.approx(plain)


@settings(max_examples=60)
@given(drawn())
def test_each_pair_costs_what_its_own_run_costs(case: Case) -> None:
    model = towns.of(case)
    found = ranking.pairs(model, 30, among=np.arange(len(model)))
    plain = {
        two: cost(model, towns.outages(*((row, 0, 30) for row in two)), 30)
        for two in combinations(range(len(model)), 2)
    }
    assert {one.services: one.person_hours for one in found} == pytest.approx(plain)


def test_two_that_stand_in_for_one_another_cost_more_together() -> None:
    (one,) = ranking.pairs(valley(), 24 * HOUR, among=np.array([0, 1]))
    assert (one.services, one.more) == ((0, 1), 50 * 24)


def test_cases_in_smaller_parts_cost_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ranking.single(valley(), 24 * HOUR)
    monkeypatch.setattr(cases, "SIZE", 1)
    assert ranking.single(valley(), 24 * HOUR) == whole


def test_a_draw_is_the_run_of_its_own_autonomies(monkeypatch: pytest.MonkeyPatch) -> None:
    model = valley()
    found = draws.draw(model, evening(), 24 * HOUR, 40, seed=3)
    plain = [
        tally.tally(model.with_autonomy(draws.autonomies(model, 3, number)), run.run(model.with_autonomy(
            draws.autonomies(model, 3, number)), evening(), 24 * HOUR)).total for number in range(40)
    ]  # fmt: skip
    assert found.total == pytest.approx(plain)
    assert len(set(plain)) > 20
    monkeypatch.setattr(draws, "SIZE", 1)
    again = draws.draw(model, evening(), 24 * HOUR, 40, seed=3)
    assert again.total.tolist() == found.total.tolist()
    assert draws.draw(model, evening(), 24 * HOUR, 40, seed=4).total.tolist() != found.total.tolist()


def test_draws_follow_the_triangular_law_and_fail_as_often_as_said() -> None:
    model = valley()
    autonomies = np.array([draws.autonomies(model, 1, number) for number in range(4000)])
    assert np.mean(autonomies[:, 0] == 0) == pytest.approx(0.3, abs=0.03)
    there = autonomies[autonomies[:, 0] > 0, 0] / HOUR
    law = stats.triang(c=(2 - 1) / (6 - 1), loc=1, scale=5)
    assert stats.kstest(there, law.cdf).statistic < 0.03
    assert set(autonomies[:, 1].tolist()) == {0}  # sure: min, likely and max alike


def test_draws_say_how_often_and_when_a_vital_function_breaks() -> None:
    found = draws.draw(valley(), evening(), 24 * HOUR, 400, seed=1)
    mast = found.breaks[:, valley().services.kind.names.index("mast")]
    assert found.lost[2] == np.sum(mast != NEVER)
    assert np.mean(mast == 6 * HOUR) == pytest.approx(0.3, abs=0.07)  # the backup failed
    assert mast[mast != NEVER].max() < 10 * HOUR
    band = draws.band(found.total)
    assert band.low <= band.middle <= band.high


@pytest.mark.parametrize("workers", [2, 3])
def test_processes_change_nothing_of_what_is_found(workers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draws, "SIZE", 120)
    monkeypatch.setattr(cases, "SIZE", 30)
    model = valley()
    alone = draws.draw(model, evening(), 24 * HOUR, 60, seed=3)
    together = draws.draw(model, evening(), 24 * HOUR, 60, seed=3, workers=workers)
    assert together.total.tolist() == alone.total.tolist()
    assert ranking.single(model, 24 * HOUR, workers=workers) == ranking.single(model, 24 * HOUR)


def test_the_widest_bar_is_the_autonomy_that_matters_most() -> None:
    model = valley()
    kinds = model.services.kind.names
    bars = tornado.tornado(model, evening(), 24 * HOUR)
    assert [(kinds[bar.kind], kinds[bar.supplier_kind]) for bar in bars] == [("mast", "feeder"), ("care_home", "mast")]
    # The mast from 7 to 10:15, the home an hour later; with six hours neither.
    assert (bars[0].least, bars[0].most) == (100 * 3.25 + 10 * 2.25, 0)
    assert (bars[1].least, bars[1].most) == (100 * 2.25 + 10 * 2.25, 100 * 2.25 + 10 * 1.25)


def test_measures_are_ranked_by_what_they_spare() -> None:
    model, before = valley(), 100 * 2.25 + 10 * 1.25
    found = measures.compare(model, evening(), 24 * HOUR, [
        Measure("home", (Part(4, "autonomy", 4.0 * HOUR),)),
        Measure("batteries", (Part(2, "autonomy", 3.0 * HOUR, supplier=0),), price=900),
        Measure("restart", (Part(2, "restart", 0.0),)),
        Measure("shelter", (Part(0, "sheltered"),)),
        Measure("nothing", (Part(3, "autonomy", 60.0, supplier=2),)),
    ])  # fmt: skip
    assert [(one.measure.name, one.spared) for one in found] == [
        ("shelter", before), ("batteries", 110), ("restart", 27.5), ("home", 12.5), ("nothing", 0),
    ]  # fmt: skip
    assert found[0].before == before
    places = dict(zip(model.services.place.names, found[1].spared_by_place.tolist(), strict=True))
    assert places == {"": 0, "x": 100, "y": 10}


def test_a_measure_that_comes_on_the_way_spares_what_is_left_to_lose() -> None:
    model, before = valley(), 100 * 2.25 + 10 * 1.25
    found = measures.compare(model, evening(), 24 * HOUR, [
        Measure("generator", (Part(2, "autonomy", 9.0 * HOUR, supplier=0, start=8 * HOUR + 30),)),
        Measure("too short", (Part(2, "autonomy", 30.0, supplier=0, start=8 * HOUR + 30),)),
        Measure("after", (Part(2, "autonomy", 9.0 * HOUR, supplier=0, start=11 * HOUR),)),
        Measure("shelter", (Part(0, "sheltered", start=9 * HOUR),)),
    ])  # fmt: skip
    # The mast is lost at 8 and back at 10:15, the home lost at 9. A generator at 8:30: the mast is back at 8:45.
    assert {one.measure.name: one.spared for one in found} == {
        "generator": before - 75, "shelter": before - 127.5, "too short": before - 202.5, "after": 0,
    }  # fmt: skip
    assert found[0].before == before


def test_each_draw_is_the_run_of_its_autonomies_with_what_changes_on_the_way() -> None:
    model = valley()
    parts = (
        Part(2, "failure", 1.0, start=60), Part(2, "autonomy", 45.0, start=8 * HOUR),
        Part(4, "restart", 30.0, start=HOUR), Part(2, "failure", 0.5, start=540),
        Part(2, "refill", 30.0, start=30),
    )  # fmt: skip
    changed, left, then = measures.apply(model, evening(), Measure("all", parts))
    found = draws.draw(changed, left, 24 * HOUR, 40, 7, later=then)
    totals = []
    for number in range(40):
        reserves, luck = draws.sampled(changed, 7, number)
        rows = later.drawn(changed, then, reserves[None], luck[None])
        losses = run.run(changed, left, 24 * HOUR, autonomy=draws.autonomies(changed, 7, number), later=rows)
        totals.append(tally.tally(changed, losses).total)
    assert found.total.tolist() == totals
    assert len(set(totals)) > 2


def test_a_backup_that_starts_later_is_full_and_one_that_was_there_goes_on() -> None:
    """Gate 0 is the mast's: its failure falls from one to nothing in the copy whose luck is bad, from there on."""
    model = valley()
    then = later.later([(Change.FAILURE, 0, 500, 0.1), (Change.AUTONOMY, 0, 600, 240.0)])
    reserves = np.full((2, model.gates), 120, np.int32)
    luck = np.full((2, model.gates), 0.2)  # below the failure of 0.3, above 0.1
    luck[1] = 0.9
    rows = later.drawn(model, then, reserves, luck)
    assert rows.row.tolist() == [0, 0, 1]  # gate 0 of copy 1 is the second row
    assert rows.minute.tolist() == [500, 600, 600]
    assert rows.value.tolist() == [120, 240, 240]


def test_a_measure_changes_nothing_of_the_territory_that_it_is_tried_on() -> None:
    model = valley()
    parts = (Part(2, "failure", 0.0), Part(2, "refill", 120.0), Part(2, "restart", 0.0), Part(2, "autonomy", 9.0))
    changed, _, _ = measures.apply(model, evening(), Measure("all", parts))
    assert (changed.failure[0], changed.refill[0], changed.autonomy[0], changed.has_refill) == (0, 120, 9, True)
    assert (model.failure[0], model.refill[0], model.autonomy[0], model.has_refill) == (0.3, 0, 120, False)
    assert model.services.restart[2] == 15
