"""Agreement beyond chance, against published examples."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import agreement

N = None
FOUR_OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]  # Krippendorff 2011, section D: observers by units


def test_alpha_gives_the_published_value_for_four_observers_with_missing_values() -> None:
    units = list(zip(*FOUR_OBSERVERS, strict=True))
    assert agreement.krippendorff(units) == pytest.approx(0.743, abs=0.0005)


def test_alpha_gives_the_published_value_for_two_observers() -> None:
    """Krippendorff 2011, section B: Ben and Gerry."""
    assert agreement.krippendorff(zip("aabbdcccedda", "babbbcccedddd", strict=False)) == pytest.approx(
        0.692, abs=0.0005
    )


def test_alpha_gives_the_published_value_for_two_observers_of_yes_and_no() -> None:
    """Krippendorff 2011, section A: Meg and Owen, ten articles."""
    assert agreement.krippendorff(zip("0100000010", "1110010000", strict=True)) == pytest.approx(0.095, abs=0.0005)


def test_alpha_is_one_when_all_agree_and_not_defined_without_variety() -> None:
    assert agreement.krippendorff([("a", "a"), ("b", "b")]) == 1
    assert agreement.krippendorff([("a", "a"), ("a", "a")]) is None
    assert agreement.krippendorff([("a", None), (None, "b")]) is None
    assert agreement.krippendorff([]) is None


def test_percent_counts_pairs_of_coders() -> None:
    assert agreement.percent([("a", "a"), ("a", "b")]) == 0.5
    assert agreement.percent([("a", "a", "b")]) == pytest.approx(1 / 3)
    assert agreement.percent([("a", None)]) is None


def test_kappa_worked_by_hand() -> None:
    """20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, expected 0.5."""
    first = [1] * 25 + [0] * 25
    second = [1] * 20 + [0] * 5 + [1] * 10 + [0] * 15
    assert agreement.kappa(first, second) == pytest.approx(0.4)


def test_weighted_kappa_worked_by_hand() -> None:
    """Marks 0 1 2 against 0 2 2: a third of a mark apart; of the nine pairs by chance, 1 apart, 5/3 when squared."""
    first, second = [0, 1, 2], [0, 2, 2]
    every = [(a, b) for a in first for b in second]
    linear = sum(abs(a - b) for a, b in every) / 9
    square = sum((a - b) ** 2 for a, b in every) / 9
    assert (linear, square) == (pytest.approx(1), pytest.approx(5 / 3))
    assert agreement.kappa(first, second, "linear") == pytest.approx(1 - (1 / 3) / 1)
    assert agreement.kappa(first, second, "quadratic") == pytest.approx(1 - (1 / 3) / (5 / 3))


def test_kappa_is_not_defined_without_variety_or_pairs() -> None:
    assert agreement.kappa([3, 3], [3, 3]) is None
    assert agreement.kappa([], []) is None
    assert agreement.kappa([0, 0], [1, 1]) == 0


def test_kappa_needs_pairs() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        agreement.kappa([1], [1, 2])


def test_w_is_one_when_all_rank_alike_and_nought_when_two_are_opposed() -> None:
    assert agreement.kendall(np.array([[1.0, 2, 3]] * 4)) == 1
    assert agreement.kendall(np.array([[1.0, 2, 3], [3, 2, 1]])) == 0
    assert agreement.kendall(np.array([[1.0, 2], [1, 2], [2, 1]])) == pytest.approx(1 / 9)


def test_w_corrects_for_ties() -> None:
    """Two people, three things: sums of ranks 2, 4.5, 5.5; S = 6.5; W = 12 S / (m² (n³ − n) − m Σ (t³ − t))."""
    ranks = np.array([[1, 2.5, 2.5], [1, 2, 3]])
    sums = ranks.sum(axis=0)
    deviations = ((sums - sums.mean()) ** 2).sum()
    assert deviations == pytest.approx(4 + 0.25 + 2.25)
    assert agreement.kendall(ranks) == pytest.approx(12 * 6.5 / (4 * 24 - 2 * 6))


def test_w_is_not_defined_for_one_person_one_thing_or_one_tie() -> None:
    assert agreement.kendall(np.array([[1.0, 2, 3]])) is None
    assert agreement.kendall(np.array([[1.0], [1.0]])) is None
    assert agreement.kendall(np.array([[2.0, 2, 2], [2, 2, 2]])) is None
    assert agreement.kendall(np.empty((0, 0))) is None


PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=25)


@settings(max_examples=80)
@given(PAIRS, st.sampled_from([None, "linear", "quadratic"]))
def test_kappa_lies_between_minus_one_and_one(pairs, weights) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    found = agreement.kappa(first, second, weights)
    assert found is None or -1 - 1e-9 <= found <= 1 + 1e-9
    same = agreement.kappa(first, first, weights)
    assert same is None or same == pytest.approx(1)


@settings(max_examples=60)
@given(st.lists(st.lists(st.none() | st.sampled_from("abc"), max_size=4), max_size=15), st.randoms())
def test_alpha_is_at_most_one_and_minds_no_order(units, random) -> None:
    found = agreement.krippendorff(units)
    turned = agreement.krippendorff([random.sample(unit, len(unit)) for unit in random.sample(units, len(units))])
    assert found is None or found <= 1 + 1e-9
    assert turned == pytest.approx(found) if found is not None else turned is None


@settings(max_examples=60)
@given(st.lists(st.lists(st.none() | st.sampled_from("abc"), min_size=3, max_size=3), max_size=12))
def test_alpha_follows_the_definition_with_its_matrix_of_coincidences(units) -> None:
    """α = 1 − D_o / D_e, from the matrix itself, slowly."""
    coincidences: dict[tuple[str, str], float] = {}
    for unit in units:
        values = [value for value in unit if value is not None]
        for i, a in enumerate(values):
            for j, b in enumerate(values):
                if i != j:
                    coincidences[a, b] = coincidences.get((a, b), 0) + 1 / (len(values) - 1)
    total = sum(coincidences.values())
    counts = {c: sum(v for (a, _), v in coincidences.items() if a == c) for c in "abc"}
    observed = sum(v for (a, b), v in coincidences.items() if a != b)
    expected = sum(counts[a] * counts[b] for a in "abc" for b in "abc" if a != b)
    found = agreement.krippendorff(units)
    if expected == pytest.approx(0):
        assert found is None
    else:
        assert found == pytest.approx(1 - (total - 1) * observed / expected)
