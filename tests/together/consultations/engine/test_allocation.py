from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import allocation

Case = tuple[dict[str, int], list[dict[str, int]], int]


def asked(costs: dict[str, int], votes: dict[str, int], budget: int, **more: object) -> allocation.Problem:
    """Each vote is of another voter."""
    ballots = [{name: 1} for name, number in votes.items() for _ in range(number)]
    return allocation.problem(costs, ballots, budget, **more)  # type: ignore[arg-type]


def reasons(found: allocation.Allocation) -> dict[str, str]:
    return {name: why.reason for name, why in found.explained.items()}


def test_greedy_skips_what_does_not_fit_and_goes_on() -> None:
    found = allocation.greedy(asked({"a": 60, "b": 50, "c": 40}, {"a": 3, "b": 2, "c": 1}, 100))
    assert found.winners == ("a", "c")
    assert found.spent == 100
    assert reasons(found) == {"a": "funded", "b": "over_left", "c": "funded"}
    assert found.explained["b"].figures() == {
        "id": "b", "reason": "over_left", "votes": 2, "points": 2, "cost": 50, "place": 2, "left_before": 40,
    }  # fmt: skip


def test_greedy_without_skip_stops_at_the_first_that_does_not_fit() -> None:
    found = allocation.greedy(asked({"a": 60, "b": 50, "c": 40}, {"a": 3, "b": 2, "c": 1}, 100), skips=False)
    assert found.winners == ("a",)
    assert reasons(found) == {"a": "funded", "b": "over_left", "c": "stopped"}
    assert found.explained["c"].because == "b"


def test_a_budget_smaller_than_every_project_funds_none() -> None:
    found = allocation.greedy(asked({"a": 60, "b": 50}, {"a": 3, "b": 2}, 10))
    assert (found.winners, found.spent) == ((), 0)
    assert reasons(found) == {"a": "over_budget", "b": "over_budget"}


def test_a_project_without_votes_is_not_funded_though_it_is_free() -> None:
    found = allocation.greedy(asked({"a": 0, "b": 10}, {"b": 1}, 10))
    assert reasons(found) == {"b": "funded", "a": "no_votes"}


def test_a_free_project_with_votes_is_funded_when_nothing_is_left() -> None:
    assert allocation.greedy(asked({"a": 0, "b": 10}, {"a": 1, "b": 2}, 10)).winners == ("b", "a")


def test_below_the_threshold_a_project_is_set_aside_and_stops_nobody() -> None:
    problem = asked({"a": 99, "b": 10}, {"a": 2, "b": 3}, 10, threshold=3)
    found = allocation.greedy(problem, skips=False)
    assert found.winners == ("b",)
    assert found.explained["a"].reason == "below_threshold"
    assert found.explained["a"].threshold == 3


def test_of_two_incompatible_projects_the_later_one_is_passed_over_and_told() -> None:
    problem = asked({"a": 10, "b": 10, "c": 10}, {"a": 3, "b": 2, "c": 1}, 30, incompatible=[("b", "a")])
    for skips in (True, False):
        found = allocation.greedy(problem, skips=skips)
        assert found.winners == ("a", "c")
        assert (found.explained["b"].reason, found.explained["b"].because) == ("incompatible", "a")


def test_the_rival_of_a_project_that_was_not_funded_may_be() -> None:
    problem = asked({"a": 99, "b": 10}, {"a": 3, "b": 2}, 30, incompatible=[("b", "a")])
    assert allocation.greedy(problem).winners == ("b",)


def test_ties_go_to_the_cheaper_then_to_the_smaller_number() -> None:
    problem = asked({"10": 5, "9": 5, "2": 6}, {"10": 1, "9": 1, "2": 1}, 5)
    assert [problem.ids[at] for at in problem.order] == ["9", "10", "2"]
    assert allocation.greedy(problem).winners == ("9",)


def test_points_count_before_voters() -> None:
    problem = allocation.problem({"a": 1, "b": 1}, [{"a": 3}, {"b": 1}, {"b": 1}], 1)
    assert allocation.greedy(problem).winners == ("a",)
    problem = allocation.problem({"a": 1, "b": 1}, [{"a": 2}, {"b": 1}, {"b": 1}], 1)
    assert allocation.greedy(problem).winners == ("b",)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        allocation.problem({"a": -1}, [], 1)
    with pytest.raises(ValueError, match="z"):
        allocation.problem({"a": 1}, [{"z": 1}], 1)
    with pytest.raises(ValueError, match="y"):
        allocation.problem({"a": 1}, [], 1, incompatible=[("a", "y")])


def test_nothing_at_all_has_an_answer() -> None:
    assert allocation.greedy(allocation.problem({}, [], 0)) == allocation.Allocation((), 0, {})


@st.composite
def cases(draw: st.DrawFn) -> Case:
    names = [str(number) for number in range(draw(st.integers(1, 6)))]
    costs = {name: draw(st.integers(0, 30)) for name in names}
    marks = st.dictionaries(st.sampled_from(names), st.integers(1, 3))
    return costs, draw(st.lists(marks, max_size=8)), draw(st.integers(0, 60))


@settings(max_examples=60)
@given(cases(), st.booleans())
def test_greedy_follows_its_definition_and_is_never_over_the_budget(case: Case, skips: bool) -> None:
    costs, ballots, budget = case
    found = allocation.greedy(allocation.problem(costs, ballots, budget), skips=skips)
    points = {name: sum(ballot.get(name, 0) for ballot in ballots) for name in costs}
    voters = {name: sum(name in ballot for ballot in ballots) for name in costs}
    left, winners = budget, []
    for name in sorted(costs, key=lambda name: (-points[name], -voters[name], costs[name], int(name))):
        if points[name] and costs[name] <= left:
            winners.append(name)
            left -= costs[name]
        elif points[name] and not skips:
            break
    assert list(found.winners) == winners
    assert found.spent == budget - left <= budget
    assert set(found.explained) == set(costs)


@settings(max_examples=60)
@given(cases(), st.booleans(), st.randoms())
def test_neither_the_order_of_projects_nor_that_of_voters_matters(case: Case, skips: bool, chance: Random) -> None:
    costs, ballots, budget = case
    names, shuffled = list(costs), list(ballots)
    chance.shuffle(names)
    chance.shuffle(shuffled)
    first = allocation.greedy(allocation.problem(costs, ballots, budget), skips=skips)
    second = allocation.greedy(allocation.problem({name: costs[name] for name in names}, shuffled, budget), skips=skips)
    assert first == second


@settings(max_examples=60)
@given(cases(), st.booleans())
def test_one_more_voter_for_a_winner_does_not_make_it_lose(case: Case, skips: bool) -> None:
    costs, ballots, budget = case
    for winner in allocation.greedy(allocation.problem(costs, ballots, budget), skips=skips).winners:
        more = allocation.problem(costs, [*ballots, {winner: 1}], budget)
        assert winner in allocation.greedy(more, skips=skips).winners
