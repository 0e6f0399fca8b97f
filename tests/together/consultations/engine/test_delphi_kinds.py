"""Choices, rankings and placements on two axes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import delphi_kinds, delphi_rule

RULE = delphi_rule.parse({"scale": [1, 9], "consensus": {"iqr_at_most": 3}})


def test_a_choice_is_agreed_from_its_share() -> None:
    found = delphi_kinds.choice(["a", "a", "b", None], ["a", "b", "c"], RULE)
    assert (found.n, found.no_opinion, found.counts) == (3, 1, {"a": 2, "b": 1, "c": 0})
    assert (found.commonest, found.commonest_share, found.verdict) == (("a",), 2 / 3, "agreed")
    assert sum(found.shares.values()) == pytest.approx(1)


def test_a_choice_under_its_share_is_no_consensus() -> None:
    assert delphi_kinds.choice(["a", "a", "b", "b", "a"], ["a", "b"], RULE).verdict == "no_consensus"


def test_two_options_that_tie_are_no_consensus_whatever_the_share_asked() -> None:
    half = delphi_rule.parse({"scale": [1, 9], "choice_share_at_least": 0.5})
    found = delphi_kinds.choice(["a", "b"], ["a", "b"], half)
    assert (found.commonest, found.commonest_share, found.verdict) == (("a", "b"), 0.5, "no_consensus")


def test_a_choice_that_nobody_made_is_too_few() -> None:
    found = delphi_kinds.choice([None], ["a"], RULE)
    assert (found.shares, found.commonest, found.commonest_share, found.verdict) == ({}, (), None, "too_few")


def test_a_choice_of_what_was_not_offered_is_refused() -> None:
    with pytest.raises(ValueError, match="“d” is no option"):
        delphi_kinds.choice(["d"], ["a"], RULE)


def test_rankings_are_put_together() -> None:
    """Three people, four things, worked by hand: sums of ranks 4, 6, 8, 12; S = 35; W = 12 · 35 / (9 · 60)."""
    found = delphi_kinds.ranking([[1, 2, 3, 4], [1, 3, 2, 4], [2, 1, 3, 4]])
    assert found.mean_ranks == pytest.approx((4 / 3, 2, 8 / 3, 4))
    assert found.w == pytest.approx(12 * 35 / (9 * 60), abs=0.01)


def test_what_a_person_left_out_comes_last_and_tied() -> None:
    found = delphi_kinds.ranking([[1, None, None], [None, None, None]])
    assert (found.n, found.no_opinion, found.mean_ranks, found.w) == (1, 1, (1, 2.5, 2.5), None)


def test_nobody_ranks_nothing() -> None:
    assert delphi_kinds.ranking([]) == delphi_kinds.Ranking(0, 0, (), None)
    assert delphi_kinds.ranking([[None, None]]) == delphi_kinds.Ranking(0, 1, (), None)


def test_rankings_of_different_things_are_refused() -> None:
    with pytest.raises(ValueError, match="a place for each thing"):
        delphi_kinds.ranking([[1, 2], [1, 2, 3]])


def test_a_placement_has_a_median_on_each_axis_and_a_cloud() -> None:
    found = delphi_kinds.placement([(2, 8), (4, 6), (2, 8), (3, None), (None, None)], RULE)
    assert (found.x.n, found.x.no_opinion, found.x.median, found.x.iqr) == (3, 2, 2, 1)
    assert (found.y.median, found.y.q1, found.y.q3) == (8, 7, 8)
    assert found.cloud == ((2, 8, 2), (4, 6, 1))


def test_nobody_places_nothing() -> None:
    found = delphi_kinds.placement([], RULE)
    assert (found.x.n, found.y.median, found.cloud) == (0, None, ())


def test_a_place_with_three_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match="two numbers"):
        delphi_kinds.placement([(1, 2, 3)], RULE)


@settings(max_examples=40)
@given(st.lists(st.lists(st.none() | st.integers(1, 4), min_size=3, max_size=3), max_size=12), st.randoms())
def test_w_lies_between_0_and_1_and_minds_no_order(rows, random) -> None:
    found = delphi_kinds.ranking(rows)
    assert found.w is None or 0 <= found.w <= 1
    shuffled = delphi_kinds.ranking(random.sample(rows, len(rows)))
    assert shuffled.w == pytest.approx(found.w) if found.w is not None else shuffled.w is None
