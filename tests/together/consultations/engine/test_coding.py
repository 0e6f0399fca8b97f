"""Two coders of open answers."""

import pytest

from boucle.together.consultations.engine import coding

ANNE = {"v1": ["shelter"], "v2": ["shelter", "water"], "v3": [], "v4": ["water"], "v5": ["care"]}
BRUNO = {"v1": ["shelter"], "v2": ["water"], "v3": [], "v4": ["water"], "v6": ["care"]}


def test_two_coders_are_compared_on_the_answers_that_both_have_read() -> None:
    found = coding.compare({"anne": ANNE, "bruno": BRUNO})
    assert (found.coders, found.answers) == (("anne", "bruno"), 4)
    assert [code.name for code in found.codes] == ["shelter", "water"]


def test_each_code_worked_by_hand() -> None:
    """Shelter: both on v1, Anne alone on v2, neither on v3 and v4. Observed 3/4, expected 1/2: κ = 1/2.

    α: 8 values, 3 "there" and 5 not; coincidences of the same: 2 + 4 = 6. ((8 − 1) · 6 − (3 · 2 + 5 · 4)) / (56 − 26).
    """
    shelter, water = coding.compare({"anne": ANNE, "bruno": BRUNO}).codes
    assert (shelter.percent, shelter.uses) == (0.75, {"anne": 2, "bruno": 1})
    assert shelter.kappa == pytest.approx(0.5)
    assert shelter.alpha == pytest.approx(16 / 30)
    assert (water.percent, water.kappa, water.alpha) == (1, pytest.approx(1), pytest.approx(1))


def test_all_codes_together_are_so_many_decisions() -> None:
    """Eight decisions, one apart; 16 values, 7 "there" and 9 not; 14 coincide: (15 · 14 − 114) / (240 − 114)."""
    found = coding.compare({"anne": ANNE, "bruno": BRUNO})
    assert found.percent == 7 / 8
    assert found.alpha == pytest.approx(96 / 126)


def test_a_code_that_nobody_used_shows_agreement_that_means_nothing() -> None:
    found = coding.compare({"anne": {"v1": []}, "bruno": {"v1": []}}, ["sirens"])
    assert found.codes == (coding.Code("sirens", 1, {"anne": 0, "bruno": 0}, 1.0, None, None),)
    assert (found.percent, found.alpha) == (1.0, None)


def test_one_coder_agrees_with_nobody() -> None:
    found = coding.compare({"anne": ANNE}, ["shelter"])
    assert (found.answers, found.percent, found.alpha) == (0, None, None)
    assert found.codes == (coding.Code("shelter", 0, {"anne": 0}, None, None, None),)


def test_nobody_has_coded_nothing() -> None:
    assert coding.compare({}) == coding.Coding((), 0, (), None, None)


def test_three_coders_have_alpha_but_no_kappa_and_may_miss_an_answer() -> None:
    found = coding.compare({"a": {"v1": ["x"], "v2": []}, "b": {"v1": ["x"], "v2": []}, "c": {"v1": []}})
    assert found.answers == 2
    assert (found.codes[0].kappa, found.codes[0].percent) == (None, pytest.approx((2 + 2) / (6 + 2)))


def test_the_order_of_coders_and_answers_never_matters() -> None:
    turned = {"bruno": dict(reversed(BRUNO.items())), "anne": dict(reversed(ANNE.items()))}
    assert coding.compare(turned) == coding.compare({"anne": ANNE, "bruno": BRUNO})
