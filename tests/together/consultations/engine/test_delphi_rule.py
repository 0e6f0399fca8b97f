"""The rule that is written before round one: what it may say, and the sentence for what it may not."""

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import delphi_rule
from boucle.together.consultations.engine.delphi_terms import Consensus, Rule, SeventyFifteen, Stability, Stop, Verdict
from boucle.together.consultations.engine.sentences import Refusal

USUAL: dict[str, Any] = {
    "scale": [1, 9],
    "quantile": "linear",
    "agreement": {"median_at_least": 7},
    "disagreement": {"median_at_most": 3},
    "consensus": {"iqr_at_most": 3},
}


def test_the_usual_rule_is_read() -> None:
    assert delphi_rule.parse(USUAL) == Rule(
        scale=(1.0, 9.0), step=1.0, median_at_least=7.0, median_at_most=3.0, consensus=Consensus(iqr_at_most=3.0)
    )


def test_every_key_is_read() -> None:
    written = {
        "scale": [0, 10],
        "step": 0.5,
        "quantile": "median_unbiased",
        "agreement": {"median_at_least": 8},
        "disagreement": {"median_at_most": 2},
        "consensus": {"iqr_at_most": 2, "sd_at_most": 1.5, "share_at_least": 0.51},
        "seventy_fifteen": {"in_at_least": 0.75, "out_below": 0.1, "high": [8, 10], "low": [0, 2]},
        "ipras": False,
        "coefficient_of_variation": {"at_most": 0.5},
        "choice_share_at_least": 0.7,
        "minimum_answers": 5,
        "minimum_cell": 3,
        "stability": {
            "histogram_below": 0.2,
            "kappa_at_least": 0.6,
            "coefficient_change_at_most": 0.2,
            "kappa_weights": "linear",
        },
        "stop": {"rounds_at_most": 4, "when_stable": True},
        "drop": ["agreed"],
    }
    assert delphi_rule.parse(written) == Rule(
        scale=(0.0, 10.0),
        step=0.5,
        quantile="median_unbiased",
        median_at_least=8.0,
        median_at_most=2.0,
        consensus=Consensus(2.0, 1.5, 0.51),
        seventy_fifteen=SeventyFifteen(0.75, 0.1, (8.0, 10.0), (0.0, 2.0)),
        coefficient_at_most=0.5,
        choice_share_at_least=0.7,
        minimum_answers=5,
        minimum_cell=3,
        stability=Stability(0.2, 0.6, 0.2, "linear"),
        stop=Stop(4, True),
        drop=frozenset({Verdict.AGREED}),
    )


def test_seventy_fifteen_has_the_values_of_comet_on_a_scale_of_nine() -> None:
    rule = delphi_rule.parse({"scale": [1, 9], "seventy_fifteen": {}, "ipras": True})
    assert rule.seventy_fifteen == SeventyFifteen(0.7, 0.15, (7.0, 9.0), (1.0, 3.0))


def test_a_wide_scale_is_cut_into_ten() -> None:
    rule = delphi_rule.parse({**USUAL, "scale": [0, 100]})
    assert rule.marks == (0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)


def test_marks_are_written_as_people_write_them() -> None:
    rule = delphi_rule.parse({"scale": [0, 0.5], "step": 0.1, "consensus": {"iqr_at_most": 0.1}})
    assert rule.marks == (0, 0.1, 0.2, 0.3, 0.4, 0.5)


def test_a_short_scale_counts_each_of_its_marks() -> None:
    assert delphi_rule.parse(USUAL).marks == (1, 2, 3, 4, 5, 6, 7, 8, 9)


def test_a_rule_for_choices_alone_needs_no_consensus() -> None:
    assert delphi_rule.parse({"scale": [1, 9], "choice_share_at_least": 0.5}).choice_share_at_least == 0.5


def test_a_rule_that_stops_when_stable_may_have_no_last_round() -> None:
    assert delphi_rule.parse({**USUAL, "stop": {"when_stable": True}}).stop == Stop(None, True)
    assert delphi_rule.parse(USUAL).stop == Stop(3, False)


def test_a_null_is_a_key_that_is_not_stated() -> None:
    assert delphi_rule.parse({**USUAL, "ipras": None, "minimum_cell": None}) == delphi_rule.parse(USUAL)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"scale": None}, "“scale” is a list of two numbers"),
        ({"scale": 9}, "“scale” is a list of two numbers"),
        ({"scale": [1, 5, 9]}, "“scale” is a list of two numbers"),
        ({"scale": [1, "9"]}, "“scale” is a list of two numbers"),
        ({"scale": [True, 9]}, "“scale” is a list of two numbers"),
        ({"scale": [1, float("inf")]}, "“scale” is a list of two numbers"),
        ({"scale": [9, 1]}, "“scale” is reversed or empty"),
        ({"scale": [5, 5]}, "“scale” is reversed or empty"),
        ({"step": 0}, "“step” cuts the scale"),
        ({"step": 3}, "“step” cuts the scale"),
        ({"step": 1e-6}, "“step” cuts the scale"),
        ({"step": "1"}, "“step” is a number"),
        ({"quantile": "nearest rank"}, "“quantile”: no quantile method is called “nearest rank”"),
        ({"quantile": 7}, "“quantile”: no quantile method"),
        ({"agreement": 7}, "“agreement” is a JSON object"),
        ({"agreement": {}}, "“agreement.median_at_least” is missing"),
        ({"agreement": {"median_at_least": 10}}, "“agreement.median_at_least” is a number from 1 to 9"),
        ({"agreement": {"median_at_least": 7, "mean": 7}}, "“agreement.mean” is no key of the rule"),
        ({"disagreement": {"median_at_most": 7}}, "“disagreement.median_at_most” is less than"),
        ({"consensus": {"iqr_at_most": -1}}, "“consensus.iqr_at_most” is a number, 0 or more"),
        ({"consensus": {"iqr_at_most": "3"}}, "“consensus.iqr_at_most” is a number, 0 or more"),
        ({"consensus": {"share_at_least": 70}}, "“consensus.share_at_least” is a number from 0 to 1"),
        ({"consensus": {}}, "“consensus” is missing"),
        ({"consensus": None}, "“consensus” is missing"),
        ({"seventy_fifteen": {"in_at_least": 0.1}}, "“seventy_fifteen.in_at_least” is not less than"),
        ({"seventy_fifteen": {"high": [3, 9]}}, "“seventy_fifteen.high” is wholly above"),
        ({"seventy_fifteen": {"high": [7, 10]}}, "“seventy_fifteen.high” leaves the scale"),
        ({"scale": [0, 10], "seventy_fifteen": {}}, "“seventy_fifteen.high” is a list of two numbers"),
        ({"ipras": 1}, "“ipras” is true or false"),
        ({"scale": [1, 7], "agreement": {"median_at_least": 6}, "ipras": True}, "“ipras” holds on the scale"),
        ({"coefficient_of_variation": 0.5}, "“coefficient_of_variation” is a JSON object"),
        ({"choice_share_at_least": 66}, "“choice_share_at_least” is a number from 0 to 1"),
        ({"minimum_answers": 0}, "“minimum_answers” is a whole number"),
        ({"minimum_cell": 2.5}, "“minimum_cell” is a whole number"),
        ({"minimum_cell": True}, "“minimum_cell” is a whole number"),
        ({"stability": {"histogram_below": 15}}, "“stability.histogram_below” is a number from 0 to 1"),
        ({"stability": {"kappa_weights": "cubic"}}, "“stability.kappa_weights” is one of: quadratic, linear"),
        ({"stop": {"rounds_at_most": 0}}, "“stop.rounds_at_most” is a whole number"),
        ({"stop": {"when_consensus": True}}, "“stop.when_consensus” is no key of the rule"),
        ({"drop": "agreed"}, "“drop” is a list of verdicts"),
        ({"drop": ["agreed", "maybe"]}, "“drop” is a list of verdicts"),
        ({"iqr": 3}, "“iqr” is no key of the rule. Known here: scale, step, quantile"),
    ],
)
def test_a_bad_rule_is_refused_with_a_sentence_that_names_the_key(change: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        delphi_rule.parse({**USUAL, **change})


@pytest.mark.parametrize("written", [[], None, "scale", 9])
def test_a_rule_that_is_no_object_is_refused(written: Any) -> None:
    with pytest.raises(ValueError, match="The rule is a JSON object"):
        delphi_rule.parse(written)


def test_a_refusal_keeps_its_sentence_apart_from_its_values() -> None:
    with pytest.raises(Refusal) as caught:
        delphi_rule.parse({**USUAL, "iqr": 3})
    assert str(caught.value) == caught.value.sentence % caught.value.values
    assert caught.value.values["key"] == "iqr"


KEYS = (
    "scale", "step", "quantile", "agreement", "disagreement", "consensus", "seventy_fifteen", "ipras",
    "coefficient_of_variation", "choice_share_at_least", "minimum_answers", "minimum_cell", "stability", "stop", "drop",
)  # fmt: skip
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 12) | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=150)
@given(st.sampled_from(KEYS), JSON)
def test_whatever_a_key_holds_the_rule_is_read_or_refused_by_its_name(key: str, value: Any) -> None:
    try:
        assert isinstance(delphi_rule.parse({**USUAL, key: value}), Rule)
    except Refusal as refusal:
        assert str(refusal).startswith(tuple(f"“{known}" for known in KEYS))
