from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import routing
from boucle.together.consultations.engine.votes import Counts, Id


def counts(agree: list[int], disagree: list[int], passed: list[int]) -> Counts:
    return Counts(np.array(agree), np.array(disagree), np.array(passed))


def test_a_priority_by_hand() -> None:
    # Five agreed, two disagreed, three passed: pass 4/12, agree 6/12, and 1 + 8 / 4 for ten votes.
    found = routing.priorities(counts([5], [2], [3]), np.array([0.5]))
    assert found.tolist() == pytest.approx([((8 / 12) * 1.5 * (6 / 12) * 3) ** 2])


def test_a_new_statement_comes_before_an_old_one_of_the_same_worth() -> None:
    new, old = routing.priorities(counts([0, 50], [0, 50], [0, 0]))
    assert new == pytest.approx((0.5 * 0.5 * 9) ** 2)
    assert new > old * 10


def test_what_divides_and_is_understood_comes_more_often() -> None:
    seen = counts([50, 50, 20], [50, 50, 20], [0, 0, 60])
    flat, dividing, puzzling = routing.priorities(seen, np.array([0.0, 2.0, 0.0]))
    assert dividing == pytest.approx(9 * flat)
    assert puzzling < flat


def test_a_statement_about_the_consultation_has_its_own_weight() -> None:
    assert routing.priorities(counts([9, 9], [1, 1], [0, 0]), meta=np.array([True, False]))[0] == 49


def test_everybody_ends_by_seeing_everything_once() -> None:
    statements: list[Id] = [3, 5, 8, "a"]
    weights = np.array([1.0, 100.0, 0.01, 5.0])
    seen: list[Id] = []
    while (found := routing.draw(statements, weights, seen=seen, participant="p")) is not None:
        seen.append(found)
    assert sorted(map(str, seen)) == ["3", "5", "8", "a"]
    assert routing.draw([], np.array([]), seen=(), participant="p") is None


def test_asked_twice_it_answers_alike_and_each_person_has_their_own_draw() -> None:
    statements: list[Id] = list(range(20))
    weights = np.ones(20)
    drawn = [routing.draw(statements, weights, seen={1, 2}, participant=one) for one in range(50)]
    assert drawn == [routing.draw(statements, weights, seen={2, 1}, participant=one) for one in range(50)]
    assert len(set(drawn)) > 10
    assert not {1, 2} & set(drawn)


def test_draws_follow_the_weights() -> None:
    drawn = Counter(
        routing.draw(["a", "b", "c"], np.array([1.0, 3.0, 6.0]), seen=(), participant=one) for one in range(4000)
    )
    assert [drawn[one] / 4000 for one in "abc"] == pytest.approx([0.1, 0.3, 0.6], abs=0.03)


votes = st.integers(0, 10**6)


@given(st.lists(st.tuples(votes, votes, votes, st.floats(0, 100)), min_size=1, max_size=12), st.integers(), st.data())
@settings(max_examples=50)
def test_every_statement_left_can_come_and_none_that_was_seen(
    rows: list[tuple[int, int, int, float]], participant: int, data: st.DataObject
) -> None:
    agree, disagree, passed, extremity = (list(column) for column in zip(*rows, strict=True))
    weights = routing.priorities(counts(agree, disagree, passed), np.array(extremity))
    assert (weights > 0).all()
    assert np.isfinite(weights).all()
    statements: list[Id] = list(range(len(rows)))
    seen = data.draw(st.sets(st.sampled_from(statements)))
    found = routing.draw(statements, weights, seen=seen, participant=participant)
    assert found in set(statements) - seen if len(seen) < len(rows) else found is None
