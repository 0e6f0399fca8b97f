"""How sure a map is, on votes whose answer is known; outlines hold what they surround."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import opinions, outlines, representative, sureness, votes

LIMITS = opinions.Limits(smallest=5, resamples=8)


def camps(sizes: list[int], statements: int = 12, noise: float = 0.05, seed: int = 1) -> votes.Votes:
    """Each camp has a side of its own on every statement; a share of votes goes the other way."""
    rng = np.random.default_rng(seed)
    sides = np.array([[1 if (at >> camp) % 2 else -1 for at in range(statements)] for camp in range(len(sizes))])
    matrix = np.repeat(sides, sizes, axis=0)
    matrix = np.where(rng.random(matrix.shape) < noise, -matrix, matrix)
    people, texts = np.indices(matrix.shape)
    return votes.collect(people.ravel(), texts.ravel(), matrix.ravel(), np.arange(matrix.size))


def measured(cast: votes.Votes) -> tuple[opinions.Map, sureness.Sureness]:
    found = opinions.chart(cast, LIMITS)
    return found, sureness.measure(cast, found, LIMITS)


def test_clear_camps_hold_in_every_draw_and_their_sizes_are_in_the_interval() -> None:
    found, sure = measured(camps([20, 12]))
    assert found.count == 2
    assert next(trial.holds for trial in sure.trials if trial.count == 2) == 1.0
    assert sure.held == (1.0, 1.0)
    assert all(low <= size <= high for (low, high), size in zip(sure.sizes, (20, 12), strict=True))
    shares = sure.shares[~np.isnan(sure.shares).any(axis=1)]
    assert np.allclose(shares.sum(axis=1), 1)
    assert (shares[np.arange(len(shares)), found.labels[~np.isnan(sure.shares).any(axis=1)]] == 1).all()


def test_votes_by_chance_have_no_groups_and_no_sizes() -> None:
    rng = np.random.default_rng(3)
    people, texts = np.indices((60, 15))
    cast = votes.collect(people.ravel(), texts.ravel(), rng.integers(-1, 2, 900), np.arange(900))
    found, sure = measured(cast)
    assert found.count == 0
    assert sure.sizes == () and sure.held == ()
    assert all(trial.holds <= 0.5 for trial in sure.trials)


def test_too_few_people_are_not_drawn_again() -> None:
    found, sure = measured(camps([4, 3]))
    assert found.why == opinions.Why.FEW_PEOPLE
    assert sure.draws == 0 and sure.trials == ()


def test_without_draws_groups_stand_and_nothing_is_said_of_how_sure_they_are() -> None:
    cast, limits = camps([20, 12]), opinions.Limits(smallest=5, resamples=0)
    found = opinions.chart(cast, limits)
    sure = sureness.measure(cast, found, limits)
    assert found.count == 2
    assert sure.trials == () and sure.sizes == () and np.isnan(sure.shares).all()


def test_the_same_votes_give_the_same_sureness() -> None:
    one, other = measured(camps([14, 9, 8]))[1], measured(camps([14, 9, 8]))[1]
    assert one.trials == other.trials and one.sizes == other.sizes
    assert np.array_equal(one.shares, other.shares, equal_nan=True)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40)), min_size=2, max_size=4))
@settings(max_examples=40)
def test_a_consensus_lies_between_its_ends(groups: list[tuple[int, int, int]]) -> None:
    counts = votes.Counts(*(np.array([[group[part]] for group in groups], np.int64) for part in range(3)))
    low, high = sureness.consensus_interval(counts, 0, representative.AGREE, seed=1)
    shares = [(agree + 1) / (agree + disagree + passed + 2) for agree, disagree, passed in groups]
    assert 0 <= low <= high <= 1
    if all(agree in (0, agree + disagree + passed) for agree, disagree, passed in groups):
        assert low == pytest.approx(np.prod(shares)) == pytest.approx(high)


@given(st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=30))
@settings(max_examples=60)
def test_an_outline_turns_one_way_and_holds_every_place(places: list[tuple[float, float]]) -> None:
    corners = outlines.outline(places)
    assert len(corners) >= 3
    for at, corner in enumerate(corners):
        after = corners[(at + 1) % len(corners)]
        assert all(outlines.turn(corner, after, place) >= -1e-9 for place in places)
