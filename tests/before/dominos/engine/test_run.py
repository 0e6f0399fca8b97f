"""The engine against its definition, told slowly, on thousands of small territories."""

from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.before.dominos.engine import run
from tests.before.dominos.engine import slow, towns
from tests.before.dominos.engine.slow import Case, Gate

HORIZON = 40


@st.composite
def cases(
    draw: st.DrawFn, lag: int = 3, refills: tuple[int, ...] = (0, 0, 30, 60, 90, 150), *, changing: bool = False
) -> Case:
    count = draw(st.integers(2, 7))
    service = st.integers(0, count - 1)
    gates = []
    for _ in range(draw(st.integers(1, 10))):
        one = draw(service)
        others = st.sampled_from([other for other in range(count) if other != one])
        suppliers = tuple(draw(st.lists(others, min_size=1, max_size=4, unique=True)))
        need = draw(st.integers(1, len(suppliers)))
        gates.append(
            Gate(one, suppliers, need, draw(st.sampled_from([0, 0, 0, 1, 2, 3, 5, 9])), draw(st.sampled_from(refills)))
        )
    outages = []
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, HORIZON - 2))
        outages.append((draw(service), start, draw(st.integers(start + 1, HORIZON + 5))))
    changes = []
    for _ in range(draw(st.integers(0, 3)) if changing else 0):
        what = draw(st.sampled_from(["autonomy", "autonomy", "refill", "restart"]))
        place = draw(service) if what == "restart" else draw(st.integers(0, len(gates) - 1))
        value = draw(st.sampled_from([0, 0, 1, 2, 3, 5, 9] if what != "refill" else [0, 30, 60, 90, 150]))
        changes.append((what, place, draw(st.integers(1, HORIZON - 1)), value))
    restart = draw(st.lists(st.sampled_from([0, 0, *range(1, lag + 1)]), min_size=count, max_size=count))
    changes.sort(key=lambda one: one[2])
    return Case(tuple(restart), tuple(gates), tuple(outages), HORIZON, tuple(changes))


@settings(max_examples=3000)
@given(cases())
def test_the_engine_agrees_with_its_definition(case: Case) -> None:
    losses = run.run(towns.of(case), towns.outages(*case.outages), HORIZON)
    assert towns.downs(losses) == slow.downs(case)


@settings(max_examples=1000)
@given(cases(lag=0, refills=(0,)))
def test_the_engine_agrees_with_its_definition_where_everything_moves_at_once(case: Case) -> None:
    losses = run.run(towns.of(case), towns.outages(*case.outages), HORIZON)
    assert towns.downs(losses) == slow.downs(case)


@settings(max_examples=3000)
@given(cases(changing=True))
def test_the_engine_agrees_with_its_definition_where_reserves_and_restarts_change_on_the_way(case: Case) -> None:
    losses = run.run(towns.of(case), towns.outages(*case.outages), HORIZON, later=towns.later(case))
    assert towns.downs(losses) == slow.downs(case)
