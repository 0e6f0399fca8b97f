"""Cases worked by hand: chains, reserves, restarts, handovers, loops, causes."""

from itertools import pairwise

import numpy as np
from hypothesis import given, settings

from boucle.before.dominos.engine import deadlocks, run, why
from boucle.before.dominos.engine.timeline import NEVER, NOBODY, Losses
from tests.before.dominos.engine import slow, towns
from tests.before.dominos.engine.slow import Case, Gate
from tests.before.dominos.engine.test_run import cases


def lost(case: Case) -> Losses:
    return run.run(towns.of(case), towns.outages(*case.outages), case.horizon)


def spells(losses: Losses, service: int) -> list[tuple[int, int]]:
    rows = losses.of(service)
    return list(zip(losses.start[rows].tolist(), losses.end[rows].tolist(), strict=True))


def test_a_chain_of_ten_falls_one_after_another_and_comes_back_in_the_same_order() -> None:
    gates = tuple(Gate(number, (number - 1,), 1, autonomy=10 * number) for number in range(1, 11))
    losses = lost(Case((0,) + (5,) * 10, gates, ((0, 100, 1000),), 2000))
    # Service n lasts 10·n minutes after n - 1 fell: at 100 + 10 + 20 + … + 10·n. Each restarts 5 after the former.
    assert [spells(losses, n) for n in range(11)] == [[(100 + 5 * n * (n + 1), 1000 + 5 * n)] for n in range(11)]
    assert losses.wave.tolist() == list(range(11))
    chain = why.chain(losses, 10)
    assert [step.service for step in chain] == list(range(10, -1, -1))
    assert [step.outage for step in chain] == [NOBODY] * 10 + [0]


def test_a_cut_shorter_than_the_reserve_is_not_felt() -> None:
    losses = lost(Case((0, 0), (Gate(1, (0,), 1, autonomy=60),), ((0, 10, 69), (0, 100, 160)), 300))
    assert spells(losses, 1) == []  # 59 minutes, then 60: empty at the minute when supply is back
    losses = lost(Case((0, 0), (Gate(1, (0,), 1, autonomy=60),), ((0, 100, 161),), 300))
    assert spells(losses, 1) == [(160, 161)]


def test_a_reserve_that_fills_slowly_is_shorter_each_evening() -> None:
    # 3 h of cut each day of 24 h, 4 h of reserve, 14 h of supply for an hour: 21 h give 1.5 h back.
    day, hour = 1440, 60
    evenings = tuple((0, 17 * hour + day * n, 20 * hour + day * n) for n in range(4))
    losses = lost(Case((0, 0), (Gate(1, (0,), 1, autonomy=4 * hour, refill=14 * 60),), evenings, 5 * day))
    # Left after each cut: 4 - 3 = 1, 2.5 on the second evening, 1.5 on the third (lost after 2.5 h, then empty), 1.5.
    assert spells(losses, 1) == [
        (day + 19 * hour + 30, day + 20 * hour),
        (2 * day + 18 * hour + 30, 2 * day + 20 * hour),
        (3 * day + 18 * hour + 30, 3 * day + 20 * hour),
    ]


def test_nobody_falls_between_two_suppliers_that_take_turns() -> None:
    losses = lost(Case((0, 0, 30), (Gate(2, (0, 1), 1, autonomy=0),), ((0, 0, 60), (1, 60, 120)), 200))
    assert spells(losses, 2) == []


def test_k_of_n_holds_until_one_too_many_is_lost() -> None:
    gates = (Gate(3, (0, 1, 2), 2, autonomy=0),)
    losses = lost(Case((0,) * 4, gates, ((0, 10, 50), (1, 20, 40)), 100))
    assert spells(losses, 3) == [(20, 40)]
    assert why.chain(losses, 3)[-1].service == 1  # with 0 alone it still held


def test_a_reserve_that_two_suppliers_share_is_not_filled_between_them() -> None:
    losses = lost(Case((0,) * 3, (Gate(2, (0, 1), 2, autonomy=240),), ((0, 0, 180), (1, 180, 360)), 500))
    assert spells(losses, 2) == [(240, 360)]
    assert [step.service for step in why.chain(losses, 2)] == [2, 0]


def test_a_restart_begins_again_when_supply_fails_meanwhile() -> None:
    losses = lost(Case((0, 30), (Gate(1, (0,), 1, autonomy=0),), ((0, 10, 20), (0, 40, 50)), 200))
    assert spells(losses, 1) == [(10, 80)]


def test_a_loop_alone_never_falls_and_never_comes_back() -> None:
    gates = (Gate(0, (1,), 1, autonomy=5), Gate(1, (0,), 1, autonomy=5), Gate(2, (1,), 1, autonomy=0))
    town = towns.of(Case((0,) * 3, gates, (), 100))
    assert len(run.run(town, towns.outages((2, 0, 10)), 100)) == 1
    short = run.run(town, towns.outages((0, 10, 14)), 100)
    assert spells(short, 1) == []
    losses = run.run(town, towns.outages((0, 10, 20)), 100)
    assert [spells(losses, n) for n in range(3)] == [[(10, NEVER)], [(15, NEVER)], [(15, NEVER)]]
    (found,) = deadlocks.after(town, losses.down_at(99))
    assert set(found.loop) == {0, 1}
    assert found.held == 3


def test_a_loop_that_something_else_feeds_comes_back() -> None:
    gates = (Gate(0, (1, 2), 1, autonomy=0), Gate(1, (0,), 1, autonomy=0))
    town = towns.of(Case((0,) * 3, gates, (), 100))
    losses = run.run(town, towns.outages((0, 10, 20), (2, 0, 5)), 100)
    assert [spells(losses, n) for n in range(2)] == [[(10, 20)], [(10, 20)]]
    assert deadlocks.black_start(town) == []


def test_what_comes_back_beside_what_falls_is_not_held_by_a_loop_alone() -> None:
    # 1 and 2 are a loop that 0 may restart; 3 falls at 20, and 0 with it, at the minute when 1 is freed.
    gates = (Gate(0, (3,), 1, autonomy=0), Gate(1, (0, 2), 1, autonomy=0), Gate(2, (1,), 1, autonomy=0))
    case = Case((0,) * 4, gates, ((1, 10, 20), (3, 20, 30)), 60)
    losses = lost(case)
    assert towns.downs(losses) == slow.downs(case)
    assert [spells(losses, n) for n in range(3)] == [[(20, 30)], [(10, 30)], [(10, 30)]]


def test_an_empty_territory_loses_nothing() -> None:
    assert len(run.run(towns.of(Case((), (), (), 100)), towns.outages(), 100)) == 0


@settings(max_examples=500)
@given(cases())
def test_every_loss_has_a_chain_that_ends_in_an_outage(case: Case) -> None:
    losses = lost(case)
    suppliers = {(gate.service, supplier) for gate in case.gates for supplier in gate.suppliers}
    for row in range(len(losses)):
        chain = why.chain(losses, int(losses.service[row]), int(losses.start[row]))
        assert case.outages[chain[-1].outage][0] == chain[-1].service
        assert all((one.service, next_one.service) in suppliers for one, next_one in pairwise(chain))
        assert all(one.start >= next_one.start for one, next_one in pairwise(chain))
        assert [step.outage for step in chain[:-1]] == [NOBODY] * (len(chain) - 1)


@settings(max_examples=500)
@given(cases())
def test_copies_side_by_side_are_as_many_runs(case: Case) -> None:
    town = towns.of(case)
    count = len(case.outages)
    alone = [run.run(town, towns.outages(one), case.horizon) for one in case.outages]
    shifted = towns.outages(*((service * count + at, *when) for at, (service, *when) in enumerate(case.outages)))
    together = run.run(town, shifted, case.horizon, copies=count)
    for at, one in enumerate(alone):
        rows = np.flatnonzero(together.service % count == at)
        assert (together.service[rows] // count).tolist() == one.service.tolist()
        for name in ("start", "end", "wave", "since"):
            assert getattr(together, name)[rows].tolist() == getattr(one, name).tolist()


def test_the_same_outages_in_another_order_lose_the_same() -> None:
    rows = ((0, 10, 50), (1, 20, 40), (2, 5, 90))
    town = towns.of(Case((0,) * 4, (Gate(3, (0, 1, 2), 2, autonomy=1),), (), 100))
    one, other = (run.run(town, towns.outages(*order), 100) for order in (rows, rows[::-1]))
    assert one.start.tolist() == other.start.tolist()
    assert one.because.tolist() == other.because.tolist()
