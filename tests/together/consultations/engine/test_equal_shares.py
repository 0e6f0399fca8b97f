from fractions import Fraction
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import allocation, equal_shares, payments
from tests.together.consultations.engine.test_allocation import Case, cases, reasons

# Worked by hand: four voters, a budget of 40, so 10 each.
COSTS = {"a": 12, "b": 10, "c": 15}
BALLOTS = [{"a": 1, "b": 1}, {"a": 1, "b": 1}, {"a": 1, "c": 1}, {"c": 1}]


@pytest.mark.parametrize("satisfaction", equal_shares.SATISFACTIONS)
def test_who_has_too_little_pays_it_all_and_the_others_the_rest(satisfaction: str) -> None:
    # a: 4 each of three; left 6, 6, 6, 10. b: 5 each of two; left 1, 1, 6, 10. c: 6 of the third, 9 of the fourth.
    found = equal_shares.allocate(allocation.problem(COSTS, BALLOTS, 40), satisfaction=satisfaction, completes=False)
    assert found.winners == ("a", "b", "c")
    assert [found.explained[name].paid_most for name in "abc"] == [4, 5, 9]
    assert [found.explained[name].supporters for name in "abc"] == [3, 2, 2]
    assert [found.explained[name].left_before for name in "abc"] == [40, 28, 18]
    assert found.spent == 37


def test_what_supporters_cannot_pay_is_told_with_what_they_have() -> None:
    # c costs 20 and its supporters have 6 and 10.
    found = equal_shares.allocate(allocation.problem({**COSTS, "c": 20}, BALLOTS, 40), completes=False)
    assert found.winners == ("a", "b")
    assert found.explained["c"].reason == "supporters_short"
    assert found.explained["c"].supporters_have == pytest.approx(16)
    assert found.explained["c"].left_before == 18


def test_raising_shares_stops_before_the_budget_and_the_rest_goes_by_votes() -> None:
    # At 12 each, c (20) would be paid by 8 and 12, and 42 spent of 40: the count at 11 holds, which has a and b. Of the
    # 18 left c needs 20; d, which one voter wants and never could pay, takes them.
    ballots = [*BALLOTS[:3], {"c": 1, "d": 1}]
    found = equal_shares.allocate(allocation.problem({**COSTS, "c": 20, "d": 18}, ballots, 40))
    assert reasons(found) == {"a": "funded", "b": "funded", "c": "over_left", "d": "completed"}
    assert found.spent == 40


def test_raising_shares_pays_what_nobody_held_together_at_first() -> None:
    # d needs 18 of one voter: at 18 each a, b and d cost 40 in all.
    found = equal_shares.allocate(
        allocation.problem({"a": 12, "b": 10, "d": 18}, [{"a": 1, "b": 1}, {"a": 1, "b": 1}, {"a": 1}, {"d": 1}], 40)
    )
    assert found.winners == ("a", "b", "d")
    assert found.explained["d"].paid_most == pytest.approx(18)


def test_half_of_the_budget_goes_to_the_half_that_is_outnumbered() -> None:
    # The method's known example: ten red and ten blue projects, 51 voters against 49, money for ten; greedy funds ten
    # red ones. Each holds 10: reds 510 for projects of 100, blues 490, five and four. At 11 each, 561 and 539: five
    # and five.
    costs = {f"{side} {number}": 100 for side in ("red", "blue") for number in range(10)}
    sides = ["red"] * 51 + ["blue"] * 49
    ballots = [{name: 1 for name in costs if name.startswith(side)} for side in sides]
    problem = allocation.problem(costs, ballots, 1000)
    assert sum(name.startswith("red") for name in allocation.greedy(problem).winners) == 10
    alone = equal_shares.allocate(problem, completes=False).winners
    assert (sum(name.startswith("red") for name in alone), len(alone)) == (5, 9)
    completed = equal_shares.allocate(problem).winners
    assert (sum(name.startswith("red") for name in completed), len(completed)) == (5, 10)


def test_more_points_pay_more() -> None:
    # 3 points against 1: 9 and 3 of 12.
    purse = payments.shared(payments.Count(allocation.problem({"a": 12}, [{"a": 3}, {"a": 1}], 20), "number"), 10)
    assert purse.payments[0].paid.tolist() == [9, 3]


def test_satisfaction_by_number_prefers_cheap_projects_and_by_cost_does_not() -> None:
    # Three want the dear one (10 each), two the cheap one (5 each); two of them both, and they hold 10.
    ballots = [{"dear": 1}, {"dear": 1, "cheap": 1}, {"dear": 1, "cheap": 1}]
    problem = allocation.problem({"dear": 30, "cheap": 10}, ballots, 30)
    assert equal_shares.allocate(problem, satisfaction="cost", completes=False).winners == ("dear",)
    assert equal_shares.allocate(problem, satisfaction="number", completes=False).winners == ("cheap",)


def test_the_rival_of_a_funded_project_is_neither_paid_nor_completed() -> None:
    problem = allocation.problem(COSTS, BALLOTS, 400, incompatible=[("b", "a"), ("b", "c")])
    for completes in (True, False):
        found = equal_shares.allocate(problem, completes=completes)
        assert found.winners == ("a", "c")
        assert (found.explained["b"].reason, found.explained["b"].because) == ("incompatible", "a")


def test_thresholds_and_zeros_are_as_in_greedy() -> None:
    problem = allocation.problem({"a": 0, "b": 0, "c": 5, "d": 9}, [{"a": 1, "c": 1}, {"c": 1, "d": 1}], 6, threshold=1)
    found = equal_shares.allocate(problem)
    assert reasons(found) == {"c": "funded", "a": "funded", "d": "over_budget", "b": "no_votes"}
    assert allocation.set_aside(allocation.problem({"a": 1}, [{"a": 1}], 9, threshold=2), 0) is not None


@pytest.mark.parametrize(("costs", "ballots", "budget"), [({}, [], 5), ({"a": 5}, [], 5), ({"a": 5}, [{}], 0)])
def test_nobody_and_nothing_fund_nothing(costs: dict[str, int], ballots: list[dict[str, int]], budget: int) -> None:
    assert equal_shares.allocate(allocation.problem(costs, ballots, budget)).winners == ()


def test_a_step_is_at_least_one_and_a_satisfaction_is_known() -> None:
    problem = allocation.problem(COSTS, BALLOTS, 40)
    with pytest.raises(ValueError, match="step"):
        equal_shares.allocate(problem, step=0)
    with pytest.raises(ValueError, match="joy"):
        equal_shares.allocate(problem, satisfaction="joy")


@settings(max_examples=80)
@given(cases(), st.sampled_from(equal_shares.SATISFACTIONS))
def test_winners_are_those_of_a_slow_and_exact_count(case: Case, satisfaction: str) -> None:
    costs, ballots, budget = case
    problem = allocation.problem(costs, ballots, budget)
    assert list(equal_shares.allocate(problem, satisfaction=satisfaction, completes=False).winners) == slow(
        problem, ballots, Fraction(budget, max(1, len(ballots))), satisfaction
    )
    assert list(equal_shares.allocate(problem, satisfaction=satisfaction, step=1).winners) == completed(
        problem, ballots, satisfaction
    )


def completed(problem: allocation.Problem, ballots: list[dict[str, int]], satisfaction: str) -> list[str]:
    costs = dict(zip(problem.ids, problem.costs, strict=True))
    order = [problem.ids[at] for at in problem.order if problem.points[at]]
    first = share = Fraction(problem.budget, max(1, len(ballots)))
    kept = slow(problem, ballots, first, satisfaction)
    while any(name not in kept and sum(costs[one] for one in [*kept, name]) <= problem.budget for name in order):
        share += 1
        if share > 10 * first:
            break
        found = slow(problem, ballots, share, satisfaction)
        if sum(costs[name] for name in found) > problem.budget:
            break
        kept = found
    for name in order:
        if name not in kept and sum(costs[one] for one in [*kept, name]) <= problem.budget:
            kept.append(name)
    return kept


def slow(problem: allocation.Problem, ballots: list[dict[str, int]], share: Fraction, satisfaction: str) -> list[str]:
    """Every project at every step, in fractions."""
    left = [share] * len(ballots)
    winners: list[str] = []
    while True:
        offers = []
        for rank, at in enumerate(problem.order):
            name, cost = problem.ids[at], problem.costs[at]
            worth = {voter: ballot[name] * (cost if satisfaction == "cost" and cost else 1)
                     for voter, ballot in enumerate(ballots) if name in ballot}  # fmt: skip
            if name not in winners and worth and sum(left[voter] for voter in worth) >= cost:
                offers.append((exact(cost, worth, left), rank, name, worth))
        if not offers:
            return winners
        rho, _, name, worth = min(offers)
        winners.append(name)
        for voter, value in worth.items():
            left[voter] -= min(left[voter], rho * value)


def exact(cost: int, worth: dict[int, int], left: list[Fraction]) -> Fraction:
    """Richest last: the first rho under which everybody after the poor can pay their part."""
    voters = sorted(worth, key=lambda voter: left[voter] / worth[voter])
    rest, weight = Fraction(cost), sum(worth.values())
    for voter in voters:
        if left[voter] >= rest / weight * worth[voter]:
            return rest / weight
        rest -= left[voter]
        weight -= worth[voter]
    raise AssertionError("the supporters have the cost")


@settings(max_examples=60)
@given(cases(), st.sampled_from(equal_shares.SATISFACTIONS))
def test_each_winner_is_paid_exactly_and_nobody_pays_more_than_their_share(case: Case, satisfaction: str) -> None:
    costs, ballots, budget = case
    problem = allocation.problem(costs, ballots, budget)
    count = payments.Count(problem, satisfaction)
    purse = equal_shares.raised(count)
    spent = np.zeros(len(ballots))
    for payment in purse.payments:
        assert payment.paid.sum() == pytest.approx(problem.costs[payment.at])
        spent[count.supporters[payment.at].who] += payment.paid
    held = purse.left + spent
    assert purse.left.min(initial=0) >= -1e-9
    assert held == pytest.approx(np.full(len(ballots), held[0] if len(held) else 0))
    assert equal_shares.allocate(problem, satisfaction=satisfaction).spent <= budget


@settings(max_examples=40)
@given(cases(), st.randoms())
def test_neither_the_order_of_projects_nor_that_of_voters_matters(case: Case, chance: Random) -> None:
    costs, ballots, budget = case
    names, shuffled = list(costs), list(ballots)
    chance.shuffle(names)
    chance.shuffle(shuffled)
    first = equal_shares.allocate(allocation.problem(costs, ballots, budget))
    second = equal_shares.allocate(allocation.problem({name: costs[name] for name in names}, shuffled, budget))
    assert (first.winners, first.spent, reasons(first)) == (second.winners, second.spent, reasons(second))
