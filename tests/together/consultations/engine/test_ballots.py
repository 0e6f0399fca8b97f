from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import ballots

ITEMS = frozenset("abc")
COSTS = {"a": 10, "b": 20, "c": 30}


def rule(kind: str, **limits: int) -> ballots.Rule:
    return ballots.Rule(kind, ITEMS, costs=COSTS, **limits)  # type: ignore[arg-type]


def codes(ballot: ballots.Ballot, asked: ballots.Rule) -> list[str]:
    return [fault.code for fault in ballots.check(ballot, asked)]


def test_two_dots_may_go_on_one_item_where_the_rule_lets_them() -> None:
    assert codes({"a": 2}, rule(ballots.DOTS, most=2)) == []
    faults = ballots.check({"a": 2}, rule(ballots.DOTS, most=2, most_on_one=1))
    assert faults == [ballots.Fault("too_many_on_one", "a", 2, 1)]


def test_a_third_dot_is_told_with_what_is_allowed() -> None:
    faults = ballots.check({"a": 1, "b": 2}, rule(ballots.DOTS, most=2))
    assert faults == [ballots.Fault("too_many", "", 3, 2)]


def test_a_negative_number_buys_no_dots_elsewhere() -> None:
    faults = ballots.check({"a": -1, "b": 3}, rule(ballots.CUMULATIVE, most=2))
    assert faults == [ballots.Fault("negative", "a", -1), ballots.Fault("too_many", "", 3, 2)]


def test_an_unknown_item_is_named() -> None:
    assert ballots.check(["z"], rule(ballots.APPROVAL)) == [ballots.Fault("unknown_item", "z")]


def test_one_approval_more_than_allowed_is_too_many() -> None:
    assert codes(["a", "b"], rule(ballots.APPROVAL, most=2)) == []
    assert codes(["a", "b", "c"], rule(ballots.APPROVAL, most=2)) == ["too_many"]


def test_a_knapsack_may_be_filled_to_the_last_unit_and_not_beyond() -> None:
    assert ballots.check(["a", "b"], rule(ballots.KNAPSACK, budget=30)) == []
    assert ballots.check(["a", "c"], rule(ballots.KNAPSACK, budget=39)) == [ballots.Fault("over_budget", "", 40, 39)]


def test_a_knapsack_needs_every_cost() -> None:
    with pytest.raises(ValueError, match=r"cost of \['b', 'c'\]"):
        ballots.Rule(ballots.KNAPSACK, ITEMS, costs={"a": 1})


def test_a_ranking_that_repeats_is_told() -> None:
    assert codes(["a", "b", "a"], rule(ballots.RANKING)) == ["repeated_item"]


def test_a_blank_ballot_is_right_and_counts_nothing() -> None:
    assert codes([], rule(ballots.RANKING)) == []
    assert ballots.count([[], []], rule(ballots.APPROVAL)) == dict.fromkeys("abc", ballots.Count(0, 0))


def test_a_list_is_no_ballot_of_dots_and_a_mapping_no_ranking() -> None:
    with pytest.raises(TypeError):
        ballots.check(["a"], rule(ballots.DOTS))
    with pytest.raises(TypeError):
        ballots.check({"a": 1}, rule(ballots.RANKING))


def test_an_unknown_kind_of_ballot_is_refused() -> None:
    with pytest.raises(ValueError, match="scores"):
        rule("scores")


def test_dots_are_counted_by_voters_and_in_all() -> None:
    found = ballots.count([{"a": 2, "b": 0}, {"a": 1, "b": 1}], rule(ballots.DOTS, most=2))
    assert found == {"a": ballots.Count(2, 3), "b": ballots.Count(1, 1), "c": ballots.Count(0, 0)}


def test_the_first_of_three_places_has_three_points() -> None:
    found = ballots.count([["b", "a", "c"], ["b"]], rule(ballots.RANKING))
    assert found == {"a": ballots.Count(1, 2), "b": ballots.Count(2, 6), "c": ballots.Count(1, 1)}


def test_places_that_the_rule_limits_give_as_many_points() -> None:
    assert ballots.points(["c", "a"], rule(ballots.RANKING, most=2)) == {"c": 2, "a": 1}


@settings(max_examples=50)
@given(st.lists(st.lists(st.sampled_from("abc"), unique=True)), st.randoms())
def test_the_order_of_ballots_does_not_matter(given_: list[Sequence[str]], chance: object) -> None:
    shuffled = list(given_)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for kind in (ballots.APPROVAL, ballots.RANKING):
        assert ballots.count(given_, rule(kind)) == ballots.count(shuffled, rule(kind))
        assert all(ballots.check(ballot, rule(kind)) == [] for ballot in given_)
