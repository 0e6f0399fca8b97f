"""One item in one round: cases worked by hand, and the cases where there is little to work with."""

from typing import Any

import pytest

from boucle.together.consultations.engine import delphi, delphi_groups, delphi_interval, delphi_rule, delphi_verdict
from boucle.together.consultations.engine.delphi_summary import Summary, spread_allowed, summary
from boucle.together.consultations.engine.delphi_terms import Rule, Verdict

USUAL: dict[str, Any] = {
    "scale": [1, 9],
    "agreement": {"median_at_least": 7},
    "disagreement": {"median_at_most": 3},
    "consensus": {"iqr_at_most": 3},
}


def rule(**keys: Any) -> Rule:
    return delphi_rule.parse({**USUAL, **keys})


def verdict(answers: list[float | None], **keys: Any) -> Verdict:
    return delphi.scale(answers, rule(**keys)).verdict


def test_figures_of_ten_answers_worked_by_hand() -> None:
    found = summary([2, 5, 6, 7, 7, 8, 8, 8, 9, None, 9, None], rule(seventy_fifteen={}))
    assert (found.n, found.no_opinion) == (10, 2)
    assert (found.min, found.q1, found.median, found.q3, found.max, found.iqr) == (2, 6.25, 7.5, 8, 9, 1.75)
    assert found.distribution == (0, 1, 0, 0, 1, 1, 2, 3, 2)
    assert found.mean == 6.9  # 69 / 10
    assert found.sd == pytest.approx((40.9 / 9) ** 0.5)  # Σ(x − 6.9)² = 517 − 10 · 6.9² = 40.9
    assert found.coefficient_of_variation == pytest.approx((40.9 / 9) ** 0.5 / 6.9)
    assert (found.commonest, found.commonest_share) == ((8.0,), 0.3)
    assert (found.high_share, found.low_share) == (0.7, 0.1)
    # 30th percentile: place 2.7 → 6.7; 70th: place 6.3 → 8. Centre 7.35.
    assert found.ipr == pytest.approx(1.3)
    assert found.ipras == pytest.approx(2.35 + 1.5 * 2.35)
    assert found.is_ipras_disagreement is False


def test_ipras_gives_the_published_example() -> None:
    """BMJ Open 2012;2:e001431: centre 7.5 gives 6.1, which needs the constant 2.35."""
    assert spread_allowed(7, 8) == pytest.approx(6.1)


def test_ipras_sees_disagreement_between_two_camps() -> None:
    found = summary([1, 1, 1, 1, 9, 9, 9, 9], rule())
    assert (found.ipr, found.ipras, found.is_ipras_disagreement) == (8, 2.35, True)


def test_ipras_is_not_claimed_on_another_scale() -> None:
    found = summary([1, 2, 5], rule(scale=[1, 7]))
    assert (found.ipras, found.is_ipras_disagreement) == (None, None)


def test_an_answer_between_two_marks_counts_for_the_nearest() -> None:
    assert summary([1, 1.4, 1.5, 9], rule()).distribution == (2, 1, 0, 0, 0, 0, 0, 0, 1)


def test_nobody_gives_nothing_but_counts() -> None:
    assert summary([], rule()) == Summary(0, 0, (0,) * 9)
    found = delphi.scale([None, None, float("nan")], rule())
    assert found == delphi.Item(Summary(0, 3, (0,) * 9), Verdict.TOO_FEW, None)


def test_one_answer_has_a_place_but_no_spread_of_its_own() -> None:
    found = delphi.scale([8], rule())
    assert (found.summary.median, found.summary.iqr, found.summary.sd) == (8, 0, None)
    assert (found.summary.coefficient_of_variation, found.interval, found.verdict) == (None, None, "too_few")


def test_the_same_answer_from_all_is_an_agreement_without_spread() -> None:
    found = delphi.scale([7.1] * 7, rule())
    assert (found.summary.mean, found.summary.sd, found.summary.coefficient_of_variation) == (7.1, 0, 0)
    assert found.interval == delphi_interval.Interval(7.1, 7.1)
    assert found.verdict == "agreed"


def test_a_coefficient_of_variation_needs_a_mean_above_zero() -> None:
    zero = rule(scale=[-5, 5], agreement={"median_at_least": 3}, disagreement={"median_at_most": -3})
    assert summary([-2, 2], zero).coefficient_of_variation is None
    assert summary([-2, -1], zero).coefficient_of_variation is None
    assert summary([0, 5e-324], zero).coefficient_of_variation is None


@pytest.mark.parametrize("answers", [[0, 5], [5, 10], [float("inf"), 5]])
def test_an_answer_off_the_scale_is_refused(answers: list[float]) -> None:
    with pytest.raises(ValueError, match=r"An answer (lies between 1 and 9|is a finite number)"):
        summary(answers, rule())


def test_each_verdict_has_its_answers() -> None:
    assert verdict([7, 7, 8, 9]) == "agreed"
    assert verdict([1, 2, 3, 3]) == "rejected"
    assert verdict([4, 5, 5, 6]) == "undecided"
    assert verdict([1, 2, 8, 9]) == "no_consensus"
    assert verdict([7, None, None]) == "too_few"


def test_thresholds_include_their_own_value() -> None:
    assert verdict([5, 5, 7, 8, 8]) == "agreed"  # median 7, range 3
    assert verdict([7, 7, 8, 9], minimum_answers=4) == "agreed"
    assert verdict([7, 7, 8, 9], minimum_answers=5) == "too_few"


def test_a_threshold_is_not_missed_for_a_rounding_of_the_machine() -> None:
    """0.4 − 0.1 is 0.30000000000000004."""
    unit = {"scale": [0, 1], "step": 0.1, "agreement": {"median_at_least": 0.2}, "disagreement": None}
    assert verdict([0.1, 0.2, 0.4], **unit, quantile="nearest", consensus={"iqr_at_most": 0.3}) == "agreed"


def test_without_a_side_there_is_consensus_on_none() -> None:
    assert verdict([9, 9, 9], agreement=None) == "undecided"
    assert verdict([1, 1, 1], disagreement=None) == "undecided"


def test_conditions_of_consensus_hold_together() -> None:
    answers: list[float | None] = [6, 7, 7, 8, 8, 9]
    assert verdict(answers, consensus={"iqr_at_most": 2}) == "agreed"
    assert verdict(answers, consensus={"iqr_at_most": 2, "sd_at_most": 1.1}) == "agreed"
    assert verdict(answers, consensus={"iqr_at_most": 2, "sd_at_most": 1}) == "no_consensus"
    assert verdict(answers, consensus={"iqr_at_most": 2, "share_at_least": 0.51}) == "no_consensus"
    assert verdict(answers, coefficient_of_variation={"at_most": 0.2}) == "agreed"
    assert verdict(answers, coefficient_of_variation={"at_most": 0.1}) == "no_consensus"


def test_ipras_alone_may_decide_on_consensus() -> None:
    assert verdict([1, 1, 1, 9, 9, 9, 9, 9], consensus=None, ipras=True) == "no_consensus"
    assert verdict([7, 8, 8, 9, 9, 9, 9, 9], consensus=None, ipras=True) == "agreed"


def test_seventy_fifteen_takes_in_and_out_as_comet_does() -> None:
    comet: dict[str, Any] = {"consensus": None, "agreement": None, "disagreement": None, "seventy_fifteen": {}}
    assert verdict([7] * 7 + [5] * 2 + [1], **comet) == "agreed"  # 70 % high, 10 % low
    assert verdict([3] * 7 + [5] * 2 + [9], **comet) == "rejected"
    assert verdict([7] * 14 + [5] * 3 + [1] * 3, **comet) == "no_consensus"  # 15 % low is not under 15 %
    assert verdict([7] * 6 + [5] * 4, **comet) == "no_consensus"


def test_settled_items_leave_by_the_rule() -> None:
    assert [delphi_verdict.is_settled(each, rule()) for each in Verdict] == [True, True, False, False, False]
    assert delphi_verdict.is_settled(Verdict.UNDECIDED, rule(drop=["undecided"]))


def test_rounds_end_for_a_reason_of_the_rule() -> None:
    patient = rule(stop={"rounds_at_most": 4, "when_stable": True})
    assert delphi_verdict.ending(0, [], patient) is None
    assert delphi_verdict.ending(1, [None, None], patient) is None
    assert delphi_verdict.ending(2, [True, False], patient) is None
    assert delphi_verdict.ending(2, [True, True], patient) == "stable"
    assert delphi_verdict.ending(2, [], patient) == "settled"
    assert delphi_verdict.ending(4, [False], patient) == "rounds"
    assert delphi_verdict.ending(2, [True, True], rule()) is None


def test_a_small_group_is_hidden_and_so_is_the_one_that_would_tell_it() -> None:
    assert delphi_groups.shown({"a": 9, "b": 8, "c": 7}, 5) == {"a", "b", "c"}
    assert delphi_groups.shown({"a": 9, "b": 8, "c": 2}, 5) == {"a"}
    assert delphi_groups.shown({"a": 9, "b": 3, "c": 2}, 5) == {"a"}
    assert delphi_groups.shown({"a": 9, "c": 2}, 5) == frozenset()
    assert delphi_groups.shown({"a": 9, "c": 0}, 5) == {"a"}


def test_groups_have_their_own_figures() -> None:
    values = [7, 8, 9, None, 1, 2, 3]
    found = delphi.scale(values, rule(minimum_cell=3), ["fire", "fire", "fire", "fire", "care", "care", "care"])
    assert [group.name for group in found.groups] == ["care", "fire"]
    assert [(group.summary.n, group.summary.median) for group in found.groups if group.summary] == [(3, 2), (3, 8)]


def test_a_panel_without_groups_has_none() -> None:
    assert delphi.scale([7, 8], rule(), ["", ""]).groups == ()


def test_the_interval_of_the_median_is_drawn_from_a_seed() -> None:
    answers = [1, 3, 4, 6, 6, 7, 7, 8, 8, 9, 9, 9]
    first = delphi_interval.median_interval(answers, "linear", seed=1)
    assert first == delphi_interval.median_interval(answers[::-1], "linear", seed=1)
    assert first is not None and 4 <= first.low < 7 < first.high <= 9


def test_an_interval_that_nobody_asks_for_is_not_drawn() -> None:
    drawn, bare = delphi.scale([7, 8, 9], rule()), delphi.scale([7, 8, 9], rule(), seed=None)
    assert drawn.interval is not None and bare.interval is None
    assert (bare.summary, bare.verdict) == (drawn.summary, drawn.verdict)


def test_the_interval_narrows_as_people_come() -> None:
    few = delphi_interval.median_interval([5, 6, 7, 8, 9], "linear")
    many = delphi_interval.median_interval([5, 6, 7, 8, 9] * 40, "linear")
    assert few is not None and many is not None
    assert many.high - many.low < few.high - few.low


def test_an_estimate_is_judged_on_its_best_guess() -> None:
    found = delphi.estimate([5, None, 6], [7, 8, 8], [9, 9, 8], rule())
    assert (found.item.summary.median, found.item.verdict) == (8, "agreed")
    assert (found.mean_width, found.widths) == (3, 2)


def test_an_estimate_without_bounds_has_no_width() -> None:
    assert delphi.estimate([None], [8], [None], rule()).mean_width is None


@pytest.mark.parametrize(("low", "best", "high"), [(8, 7, 9), (5, 7, 6), (7, None, 6)])
def test_an_estimate_out_of_order_is_refused(low: float, best: float | None, high: float) -> None:
    with pytest.raises(ValueError, match="from low to best to high"):
        delphi.estimate([low], [best], [high], rule())


def test_columns_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="different lengths"):
        delphi.estimate([1], [1, 2], [1], rule())
    with pytest.raises(ValueError, match="different lengths"):
        delphi.scale([7, 8], rule(), ["fire"])
