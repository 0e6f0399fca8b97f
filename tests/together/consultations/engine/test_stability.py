"""Movement between two rounds, and who left between them."""

from dataclasses import asdict
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from boucle.together.consultations.engine import delphi_rounds, delphi_rule, dropout, stability
from boucle.together.consultations.engine.delphi_terms import Rule

USUAL: dict[str, Any] = {"scale": [1, 9], "agreement": {"median_at_least": 7}, "consensus": {"iqr_at_most": 3}}


def rule(**keys: Any) -> Rule:
    return delphi_rule.parse({**USUAL, **keys})


def said(values: list[float | None]) -> dict[str, float | None]:
    return {f"p{place}": value for place, value in enumerate(values)}


def compare(before: list[float | None], after: list[float | None], **keys: Any) -> stability.Stability:
    return stability.stability(said(before), said(after), rule(**keys))


def test_two_of_ten_who_move_are_a_fifth_of_the_histogram() -> None:
    found = compare([5, 5, 6, 6, 7, 7, 7, 8, 8, 9], [5, 7, 7, 6, 7, 7, 7, 8, 8, 9])
    assert (found.n, found.changed, found.histogram, found.stable) == (10, 2, 0.2, False)


def test_people_who_swap_places_leave_the_histogram_as_it_was_and_kappa_sees_them() -> None:
    found = compare([5, 7, 5, 7], [7, 5, 7, 5])
    assert (found.changed, found.histogram, found.kappa) == (4, 0, pytest.approx(-1))
    assert found.stable is True
    assert compare([5, 7, 5, 7], [7, 5, 7, 5], stability={"kappa_at_least": 0.6}).stable is False


def test_answers_that_nobody_changes_are_stable() -> None:
    found = compare([5, 6, 7, 8], [5, 6, 7, 8])
    assert (found.histogram, found.kappa, found.stable) == (0, pytest.approx(1), True)
    assert (found.wilcoxon_p, found.mcnemar_p, found.coefficient_change) == (None, None, 0)


def test_the_same_answer_from_all_twice_is_stable_without_kappa() -> None:
    found = compare([7, 7, 7], [7, 7, 7], stability={"histogram_below": 0.15, "kappa_at_least": 0.6})
    assert (found.kappa, found.stable) == (None, True)


def test_nobody_in_both_rounds_is_nothing_to_say() -> None:
    empty = stability.Stability(0, 0, None, None, None, None, None, None)
    assert stability.stability({}, {}, rule()) == empty
    assert stability.stability({"a": 7}, {"b": 7}, rule()) == empty
    assert compare([None, 7], [7, None]) == empty


def test_too_few_pairs_are_not_called_stable() -> None:
    assert compare([7, 7, 8], [7, 7, 8], minimum_answers=5).stable is None


def test_only_who_answered_twice_is_compared() -> None:
    """Three dissenters leave; those who stay have not moved."""
    found = stability.stability(said([7, 7, 8, 1, 1, 1]), said([7, 7, 8]), rule())
    assert (found.n, found.histogram, found.stable) == (3, 0, True)


def test_wilcoxon_is_exact_for_few_people() -> None:
    """Five of five rise: 2 · (1/2)⁵, with ties in the steps or without."""
    assert compare([1, 1, 1, 1, 1], [2, 3, 4, 5, 6]).wilcoxon_p == pytest.approx(2 / 32)
    assert compare([1, 2, 3, 4, 5], [2, 3, 4, 5, 6]).wilcoxon_p == pytest.approx(2 / 32)
    assert compare([5], [6]).wilcoxon_p == pytest.approx(1)


@pytest.mark.parametrize("moves", [[1, 2, -3, 4, -5, 6, 7], [1, 1, -1, 2, 2, -2, 3], [-1, -1, 2, 3], [2, -2, 2, -2]])
def test_wilcoxon_is_the_one_that_goes_through_all_signs(moves: list[float]) -> None:
    slow = stats.wilcoxon(moves, method=stats.PermutationMethod()).pvalue
    assert stability.exact_p(np.array(moves, dtype=float)) == pytest.approx(slow)


@pytest.mark.parametrize("size", [20, 50])
def test_wilcoxon_is_the_tabulated_one_without_ties(size: int) -> None:
    moves = np.arange(1, size + 1) * np.where(np.arange(size) % 3, 1.0, -1.0)
    assert stability.exact_p(moves) == pytest.approx(stats.wilcoxon(moves, method="exact").pvalue)


def test_wilcoxon_of_very_many_people_comes_near_the_exact_one() -> None:
    moves = np.tile([1.0, 2, 2, -1, 3, -2, -3, -3], 26)
    assert len(moves) > stability.EXACT_AT_MOST
    assert stability.wilcoxon(np.zeros(len(moves)), moves) == pytest.approx(stability.exact_p(moves), abs=0.01)


def test_mcnemar_is_exact() -> None:
    """Six come to agree, none ceases: 2 · (1/2)⁶."""
    found = compare([5] * 6 + [8] * 4, [7] * 6 + [8] * 4)
    assert found.mcnemar_p == pytest.approx(2 / 64)
    assert compare([5, 8], [8, 5]).mcnemar_p == pytest.approx(1)


def test_agreeing_is_read_from_the_high_band_where_the_rule_has_no_median() -> None:
    banded = rule(agreement=None, seventy_fifteen={})
    assert stability.agreement_from(banded) == 7
    assert stability.agreement_from(rule(agreement=None)) is None
    assert stability.stability(said([5]), said([8]), rule(agreement=None)).mcnemar_p is None


def test_the_change_of_the_coefficient_of_variation_has_its_sign() -> None:
    """1, 3: sd √2, mean 2. 2, 2: 0."""
    found = compare([1, 3], [2, 2], stability={"coefficient_change_at_most": 0.2})
    assert found.coefficient_change == pytest.approx(-(2**0.5) / 2)
    assert found.stable is False


def test_a_threshold_on_what_is_not_defined_decides_nothing() -> None:
    below_zero = rule(scale=[-9, 0], agreement=None, stability={"coefficient_change_at_most": 0.2})
    assert stability.stability(said([-3, -4]), said([-3, -4]), below_zero).stable is None


def test_an_answer_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="between 1 and 9"):
        compare([5], [10])


def test_stayers_are_set_against_leavers() -> None:
    """1 to 9, quartiles 3 and 7: of the leavers 1, 2, 9 all three dissent; of the stayers 3 to 8 one does, 8."""
    before = said([3, 4, 5, 6, 7, 8, 1, 2, 9])
    found = dropout.dropout(before, said([3, 4, None, 6, 7, 8]), "linear")
    assert found.stayers == dropout.Part(6, 5.5, 1)
    assert found.leavers == dropout.Part(3, 2, 3)
    assert (found.difference, found.is_hidden) == (-3.5, False)


def test_few_leavers_are_counted_and_hidden() -> None:
    found = dropout.dropout(said([5, 5, 5, 5, 5, 1]), said([5, 5, 5, 5, 5]), "linear", minimum_cell=3)
    assert found == dropout.Dropout(dropout.Part(5, None, None), dropout.Part(1, None, None), None, True)


def test_when_nobody_leaves_there_is_no_difference() -> None:
    found = dropout.dropout(said([5, 6]), said([5, 6]), "linear")
    assert (found.leavers, found.difference, found.is_hidden) == (dropout.Part(0, None, None), None, False)
    assert dropout.dropout({}, {}, "linear").stayers == dropout.Part(0, None, None)


def test_a_panel_counts_who_stayed_left_and_joined() -> None:
    assert dropout.panel(["a", "b"], ["b", "c", "d"]) == dropout.Panel(stayed=1, left=1, joined=2)


def test_consensus_stability_and_dropout_are_three_results() -> None:
    """All who stay agree, none has moved, and every dissenter has left."""
    answers = [delphi_rounds.Answer(f"p{n}", 1, "x", 8) for n in range(6)]
    answers += [delphi_rounds.Answer(f"q{n}", 1, "x", 1) for n in range(6)]
    answers += [delphi_rounds.Answer(f"p{n}", 2, "x", 8) for n in range(6)]
    found = delphi_rounds.rounds(answers, rule())
    first, second = found[1].items["x"], found[2].items["x"]
    assert (first.item.verdict, second.item.verdict) == ("no_consensus", "agreed")
    assert second.stability is not None and second.stability.stable is True
    assert second.dropout is not None and second.dropout.difference == -7
    assert found[2].panel == dropout.Panel(stayed=6, left=6, joined=0)


def test_an_item_is_compared_with_the_latest_round_that_asked_it() -> None:
    answers = [delphi_rounds.Answer(name, number, "x", value) for number, value in ((1, 2), (3, 7)) for name in "abc"]
    answers += [delphi_rounds.Answer(name, 2, "y", 5) for name in "abc"]
    found = delphi_rounds.rounds(answers, rule())
    assert found[2].items["y"].stability is None
    compared = found[3].items["x"].stability
    assert compared is not None and (compared.n, compared.histogram) == (3, 1)


PANEL = st.dictionaries(st.sampled_from("abcdefghijkl"), st.none() | st.integers(1, 9) | st.floats(1, 9))


@settings(max_examples=60)
@given(PANEL, PANEL)
def test_whatever_two_rounds_say_the_measures_keep_their_bounds(before, after) -> None:
    found = stability.stability(before, after, rule())
    assert found.histogram is None or 0 <= found.histogram <= 1
    assert found.kappa is None or -1 - 1e-9 <= found.kappa <= 1 + 1e-9
    for p in (found.wilcoxon_p, found.mcnemar_p):
        assert p is None or 0 <= p <= 1
    turned = stability.stability(dict(reversed(before.items())), dict(reversed(after.items())), rule())
    assert asdict(turned) == asdict(found)


@settings(max_examples=40)
@given(PANEL, PANEL)
def test_everybody_who_had_an_opinion_stays_or_leaves(before, after) -> None:
    found = dropout.dropout(before, after, "linear")
    assert found.stayers.n + found.leavers.n == sum(value is not None for value in before.values())
