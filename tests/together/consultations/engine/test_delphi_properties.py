"""What holds for every panel, whatever it answers."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import delphi, delphi_rule, delphi_verdict, quantiles
from boucle.together.consultations.engine.delphi_summary import Summary, summary
from boucle.together.consultations.engine.delphi_terms import Consensus, Rule, Verdict

ANSWER = st.none() | st.integers(1, 9) | st.floats(1, 9)
PANEL = st.lists(ANSWER, max_size=30)
FULL = delphi_rule.parse(
    {"scale": [1, 9], "agreement": {"median_at_least": 7}, "disagreement": {"median_at_most": 3},
     "consensus": {"iqr_at_most": 3}, "seventy_fifteen": {}, "ipras": True}
)  # fmt: skip
RULES = st.builds(
    replace,
    st.just(FULL),
    quantile=st.sampled_from(quantiles.METHODS),
    consensus=st.builds(
        Consensus, st.none() | st.floats(0, 8), st.none() | st.floats(0, 4), st.none() | st.floats(0, 1)
    ),
    seventy_fifteen=st.sampled_from([None, FULL.seventy_fifteen]),
    ipras=st.booleans(),
    minimum_answers=st.integers(1, 6),
)
USUAL = delphi_rule.parse(
    {"scale": [1, 9], "agreement": {"median_at_least": 7}, "disagreement": {"median_at_most": 3},
     "consensus": {"iqr_at_most": 3}}
)  # fmt: skip


@settings(max_examples=60)
@given(PANEL, RULES, st.randoms())
def test_the_order_of_answers_never_matters(answers, rule, random) -> None:
    assert summary(random.sample(answers, len(answers)), rule) == summary(answers, rule)


@settings(max_examples=10)
@given(PANEL, st.randoms())
def test_the_order_of_answers_never_matters_to_groups_and_interval(answers, random) -> None:
    pairs = [(answer, "ab"[place % 2]) for place, answer in enumerate(answers)]
    shuffled = random.sample(pairs, len(pairs))
    found = [
        delphi.scale([value for value, _ in each], USUAL, [name for _, name in each]) for each in (pairs, shuffled)
    ]
    assert found[0] == found[1]


@settings(max_examples=60)
@given(PANEL, RULES)
def test_figures_keep_their_bounds(answers, rule) -> None:
    found = summary(answers, rule)
    assert found.n + found.no_opinion == len(answers)
    assert sum(found.distribution) == found.n
    if found.n:
        assert 1 <= found.min <= found.q1 <= found.median <= found.q3 <= found.max <= 9
        assert found.min <= found.mean <= found.max
        assert found.iqr >= 0 and found.ipr >= 0
        assert 2.35 <= found.ipras <= 8.35
        assert 0 < found.commonest_share <= 1
    assert (found.sd is None) == (found.n < 2)


@settings(max_examples=80)
@given(PANEL, RULES)
def test_every_panel_has_one_verdict(answers, rule) -> None:
    stats = summary(answers, rule)
    found = delphi_verdict.verdict(stats, rule)
    assert found in set(Verdict)
    assert (found is Verdict.TOO_FEW) == (stats.n < rule.minimum_answers)


FIGURE = st.none() | st.floats(allow_nan=False)


@settings(max_examples=80)
@given(
    st.builds(Summary, n=st.integers(0, 50), no_opinion=st.just(0), median=FIGURE, iqr=FIGURE, sd=FIGURE,
              is_ipras_disagreement=st.none() | st.booleans(), high_share=FIGURE, low_share=FIGURE,
              commonest_share=FIGURE, coefficient_of_variation=FIGURE),
    RULES,
)  # fmt: skip
def test_every_summary_has_a_verdict_even_one_that_no_panel_gives(stats: Summary, rule: Rule) -> None:
    assert delphi_verdict.verdict(stats, rule) in set(Verdict)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=30))
def test_a_scale_turned_round_turns_the_verdict_round(answers) -> None:
    """The rule is a mirror: agreement from 7 on 1 to 9, disagreement up to 3."""
    mirror = {Verdict.AGREED: Verdict.REJECTED, Verdict.REJECTED: Verdict.AGREED}
    found = delphi.scale(answers, USUAL).verdict
    turned = delphi.scale([10 - answer for answer in answers], USUAL).verdict
    assert turned == mirror.get(found, found)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=15), st.integers(0, 3))
def test_no_opinion_changes_no_figure(answers, silent) -> None:
    assert replace(summary([*answers, *[None] * silent], USUAL), no_opinion=0) == summary(answers, USUAL)


@settings(max_examples=60)
@given(st.lists(st.integers(0, 12), max_size=8), st.integers(1, 6))
def test_what_is_hidden_cannot_be_had_by_subtraction(counts, minimum) -> None:
    from boucle.together.consultations.engine import delphi_groups

    named = {str(place): count for place, count in enumerate(counts)}
    visible = delphi_groups.shown(named, minimum)
    hidden = sum(count for name, count in named.items() if name not in visible)
    assert all(named[name] >= minimum for name in visible)
    assert hidden == 0 or hidden >= minimum or not visible


def test_a_rule_of_no_condition_finds_no_consensus() -> None:
    bare = replace(USUAL, consensus=Consensus())
    assert delphi.scale([7] * 9, bare).verdict == Verdict.NO_CONSENSUS


def test_two_marks_may_be_the_commonest() -> None:
    found = summary([3, 3, 5, 5], USUAL)
    assert (found.commonest, found.commonest_share) == ((3.0, 5.0), pytest.approx(0.5))
