"""Quantile methods have a name, and the name matters."""

import statistics

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import delphi, delphi_rule, quantiles

ANSWERS = st.lists(st.none() | st.floats(-1e6, 1e6), max_size=40)


def test_the_median_is_the_middle_answer_or_between_the_two_in_the_middle() -> None:
    assert quantiles.quartiles([9, 1, 5]).median == 5
    assert quantiles.quartiles([1, 2, 4, 9]).median == 3


def test_quartiles_interpolate_by_default() -> None:
    assert quantiles.quartiles([1, 2, 3, 4]) == quantiles.Quartiles(1.75, 2.5, 3.25)


def test_a_discrete_method_gives_answers_that_somebody_gave() -> None:
    assert quantiles.quartiles([1, 2, 3, 4], "inverted_cdf") == quantiles.Quartiles(1, 2, 3)


def test_no_opinion_is_left_out() -> None:
    assert quantiles.quartiles([None, 7, float("nan"), 8, 9]) == quantiles.Quartiles(7.5, 8, 8.5)


def test_nobody_has_no_quartiles() -> None:
    assert quantiles.quartiles([None, None]) == quantiles.Quartiles(None, None, None)
    assert quantiles.quartiles([]) == quantiles.Quartiles(None, None, None)


@pytest.mark.parametrize("method", ["nearest rank", "", "LINEAR", None, 7, ["linear"]])
def test_an_unknown_method_is_refused_by_name(method: object) -> None:
    with pytest.raises(
        ValueError, match=r"“quantile”: no quantile method is called “.*”\. Known: linear, inverted_cdf"
    ):
        quantiles.check(method)


def test_an_infinite_answer_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        quantiles.quartiles([1, float("inf")])


def test_the_quantile_method_changes_the_verdict_on_the_same_answers() -> None:
    """Trap 2 of published Delphis: a rule that names no method has no verdict."""
    answers = [4, 5, 7, 7, 8, 9]
    rule = {"scale": [1, 9], "agreement": {"median_at_least": 7}, "consensus": {"iqr_at_most": 2.5}}
    interpolated = delphi.scale(answers, delphi_rule.parse({**rule, "quantile": "linear"}))
    counted = delphi.scale(answers, delphi_rule.parse({**rule, "quantile": "inverted_cdf"}))
    assert (interpolated.summary.iqr, interpolated.verdict) == (2.25, "agreed")
    assert (counted.summary.iqr, counted.verdict) == (3, "no_consensus")


@settings(max_examples=60)
@given(ANSWERS, st.sampled_from(quantiles.METHODS), st.randoms())
def test_quartiles_rise_within_the_answers_whatever_their_order(answers, method, random) -> None:
    found = quantiles.quartiles(answers, method)
    opinions = [answer for answer in answers if answer is not None]
    if not opinions:
        assert found == quantiles.Quartiles(None, None, None)
        return
    assert min(opinions) <= found.q1 <= found.median <= found.q3 <= max(opinions)
    shuffled = random.sample(answers, len(answers))
    assert quantiles.quartiles(shuffled, method) == found


@settings(max_examples=40)
@given(st.lists(st.integers(1, 9), min_size=1, max_size=40))
def test_the_linear_median_is_that_of_the_standard_library(answers) -> None:
    assert quantiles.quartiles(np.array(answers)).median == statistics.median(answers)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=40))
def test_the_linear_quartiles_are_the_inclusive_ones_of_the_standard_library(answers) -> None:
    found = quantiles.quartiles(answers)
    assert [found.q1, found.median, found.q3] == pytest.approx(statistics.quantiles(answers, n=4, method="inclusive"))
