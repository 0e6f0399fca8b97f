import hashlib
from collections.abc import Iterator, Mapping
from itertools import combinations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from boucle.together.consultations.engine import quotas, sentences, sortition

# Eight women and two men; a panel of four with as many men as women: every man is on it.
LOPSIDED = {str(at): ("man" if at < 2 else "woman",) for at in range(10)}
HALVES = (quotas.Quota("gender", "man", 2, 2), quotas.Quota("gender", "woman", 2, 2))


def pool(people: Mapping[str, tuple[str, ...]], *categories: str) -> quotas.Pool:
    return quotas.Pool(categories or ("gender",), dict(people))


def test_probabilities_follow_the_places_there_are() -> None:
    found = sortition.draw(pool(LOPSIDED), HALVES, 1)
    assert found.probabilities == {name: 1 if int(name) < 2 else 0.25 for name in LOPSIDED}
    assert found.maximin == 0.25
    assert {"0", "1"} < set(found.panel)
    assert len(found.panel) == 4
    assert (found.never, found.absent) == ((), ())


def test_anyone_can_draw_again_by_hand() -> None:
    women = [name for name, (gender,) in LOPSIDED.items() if gender == "woman"]
    numbers = {name: hashlib.sha256(f"2026|{name}".encode()).hexdigest() for name in women}
    found = sortition.draw(pool(LOPSIDED), HALVES, 2026)
    assert set(found.panel) == {"0", "1", *sorted(women, key=numbers.__getitem__)[:2]}


def test_another_seed_may_draw_another_panel_and_the_same_seed_never() -> None:
    panels = {sortition.draw(pool(LOPSIDED), HALVES, seed).panel for seed in range(20)}
    assert len(panels) > 5
    assert len({sortition.draw(pool(LOPSIDED), HALVES, 7).panel for _ in range(3)}) == 1


def test_draws_come_as_often_as_their_probabilities_say() -> None:
    asked = (quotas.Quota("g", "a", 1, 2), quotas.Quota("g", "b", 1, 2))
    people = pool({"1": ("a",), "2": ("a",), "3": ("a",), "4": ("b",), "5": ("b",)}, "g")
    lots = sortition.lottery(people, asked, 3)
    drawn = [name for seed in range(2000) for name in sortition.chosen(lots, seed)]
    for name, chance in sortition.draw(people, asked, 0).probabilities.items():
        assert drawn.count(name) / 2000 == pytest.approx(chance, abs=0.05)


def test_who_is_in_no_panel_is_named_and_lowers_nobody() -> None:
    asked = (quotas.Quota("g", "a", 0, 0), quotas.Quota("g", "b", 2, 2))
    found = sortition.draw(pool({"1": ("a",), "2": ("b",), "3": ("b",), "4": ("b",)}, "g"), asked, 3)
    assert found.never == ("1",)
    assert found.maximin == pytest.approx(2 / 3, abs=1e-8)
    assert found.absent == (("g", "a"),)


def test_a_public_with_a_quota_and_nobody_in_the_pool_is_absent() -> None:
    asked = (*HALVES, quotas.Quota("gender", "other", 0, 1))
    assert sortition.draw(pool(LOPSIDED), asked, 3, 4).absent == (("gender", "other"),)


def test_quotas_that_cannot_be_held_say_the_smallest_change() -> None:
    asked = (quotas.Quota("gender", "man", 3, 3), quotas.Quota("gender", "woman", 2, 2))
    with pytest.raises(quotas.Infeasible) as caught:
        sortition.draw(pool(LOPSIDED), asked, 1)
    assert caught.value.relaxed == (
        quotas.Relaxed("gender", "man", "min", 3, 2),
        quotas.Relaxed("gender", "woman", "max", 2, 3),
    )
    assert str(caught.value).endswith("gender / man, min 3 → 2, gender / woman, max 2 → 3.")


def test_the_panel_is_replaced_with_people_who_keep_its_quotas() -> None:
    first = sortition.draw(pool(LOPSIDED), HALVES, 5)
    gone = next(name for name in first.panel if LOPSIDED[name] == ("woman",))
    second = sortition.replace(pool(LOPSIDED), HALVES, first.panel, [gone], 6)
    (new,) = second.panel
    assert LOPSIDED[new] == ("woman",)
    assert new not in first.panel
    assert second.probabilities == dict.fromkeys(
        sorted(set(LOPSIDED) - set(first.panel)), pytest.approx(1 / 6, abs=1e-8)
    )
    assert quotas.broken([*(set(first.panel) - {gone}), new], pool(LOPSIDED), HALVES) == []


def test_a_man_who_leaves_cannot_be_replaced_where_there_is_no_other() -> None:
    first = sortition.draw(pool(LOPSIDED), HALVES, 5)
    with pytest.raises(quotas.Infeasible) as caught:
        sortition.replace(pool(LOPSIDED), HALVES, first.panel, ["0"], 6)
    assert quotas.Relaxed("gender", "man", "min", 1, 0) in caught.value.relaxed


def test_who_cannot_come_is_not_asked_again() -> None:
    first = sortition.draw(pool(LOPSIDED), HALVES, 5)
    out = [name for name in LOPSIDED if name not in first.panel][:-1]
    women = [name for name in first.panel if LOPSIDED[name] == ("woman",)]
    second = sortition.replace(pool(LOPSIDED), HALVES, first.panel, women[:1], 6, unavailable=out)
    assert second.panel == tuple(name for name in LOPSIDED if name not in first.panel and name not in out)
    with pytest.raises(sentences.Refusal, match="1 people, the panel needs 2"):
        sortition.replace(pool(LOPSIDED), HALVES, first.panel, women, 6, unavailable=out)


def test_where_nobody_leaves_nobody_is_replaced() -> None:
    first = sortition.draw(pool(LOPSIDED), HALVES, 5)
    with pytest.raises(sentences.Refusal, match="Nobody leaves"):
        sortition.replace(pool(LOPSIDED), HALVES, first.panel, [], 6)


@st.composite
def pools(draw: st.DrawFn) -> tuple[quotas.Pool, tuple[quotas.Quota, ...], int]:
    """Two categories of two values, and quotas around the people of one panel that exists, or not."""
    traits = st.tuples(st.sampled_from("ab"), st.sampled_from("xy"))
    people = {str(at): values for at, values in enumerate(draw(st.lists(traits, min_size=3, max_size=8)))}
    size = draw(st.integers(1, len(people)))
    found = quotas.Pool(("first", "second"), people)
    counts = quotas.tally(draw(st.permutations(sorted(people)))[:size], found)
    asked = []
    for category, value in (("first", "a"), ("first", "b"), ("second", "x"), ("second", "y")):
        there = counts[category, value]
        asked.append(
            quotas.Quota(category, value, max(0, there - draw(st.integers(0, 1))), there + draw(st.integers(0, 1)))
        )
    return found, tuple(asked), size


@settings(max_examples=30)
@given(pools(), st.integers(0, 10**6), st.randoms())
def test_the_lottery_is_as_fair_as_can_be_holds_the_quotas_and_knows_no_order(
    case: tuple[quotas.Pool, tuple[quotas.Quota, ...], int], seed: int, chance: Random
) -> None:
    people, asked, size = case
    found = sortition.draw(people, asked, seed, size)
    assert quotas.broken(found.panel, people, asked) == []
    assert len(found.panel) == size
    assert sum(found.probabilities.values()) == pytest.approx(size, abs=1e-7)
    assert found.maximin == pytest.approx(slow(people, asked, size), abs=2e-5)
    assert all(p >= found.maximin for name, p in found.probabilities.items() if name not in found.never)
    names = sorted(people.people)
    chance.shuffle(names)
    shuffled = quotas.Pool(people.categories, {name: people.people[name] for name in names})
    assert sortition.draw(shuffled, tuple(reversed(asked)), seed, size).panel == found.panel


def slow(people: quotas.Pool, asked: tuple[quotas.Quota, ...], size: int) -> float:
    """The same optimum over every panel there is, person by person."""
    panels = list(feasible(people, asked, size))
    met = [name for name in people.people if any(name in panel for panel in panels)]
    chances = np.array([[float(name in panel) for panel in panels] for name in met])
    solved = optimize.linprog(
        [0.0] * len(panels) + [-1.0],
        A_ub=np.hstack([-chances, np.ones((len(met), 1))]),
        b_ub=np.zeros(len(met)),
        A_eq=[[1.0] * len(panels) + [0.0]],
        b_eq=[1.0],
    )
    return float(-solved.fun)


def feasible(people: quotas.Pool, asked: tuple[quotas.Quota, ...], size: int) -> Iterator[tuple[str, ...]]:
    return (panel for panel in combinations(people.people, size) if not quotas.broken(panel, people, asked))


@settings(max_examples=30)
@given(pools(), st.integers(0, 10**6))
def test_no_smaller_change_of_the_quotas_would_do(
    case: tuple[quotas.Pool, tuple[quotas.Quota, ...], int], seed: int
) -> None:
    people, asked, size = case
    crowded = (quotas.Quota("first", "a", size, size), quotas.Quota("first", "b", 0, 0), *asked[2:])
    least = min(violations(panel, people, crowded) for panel in combinations(people.people, size))
    try:
        sortition.draw(people, crowded, seed, size)
        relaxed: tuple[quotas.Relaxed, ...] = ()
    except quotas.Infeasible as refusal:
        relaxed = refusal.relaxed
    assert sum(abs(one.needed - one.asked) for one in relaxed) == least
    held = tuple(changed(quota, relaxed) for quota in crowded)
    assert quotas.broken(sortition.draw(people, held, seed, size).panel, people, held) == []


def violations(panel: tuple[str, ...], people: quotas.Pool, asked: tuple[quotas.Quota, ...]) -> int:
    counts = quotas.tally(panel, people)
    there = ((quota, counts[quota.category, quota.value]) for quota in asked)
    return sum(max(0, quota.least - number, number - quota.most) for quota, number in there)


def changed(quota: quotas.Quota, relaxed: tuple[quotas.Relaxed, ...]) -> quotas.Quota:
    bounds = {(one.category, one.value, one.bound): one.needed for one in relaxed}
    least = bounds.get((quota.category, quota.value, "min"), quota.least)
    return quotas.Quota(
        quota.category, quota.value, least, bounds.get((quota.category, quota.value, "max"), quota.most)
    )
