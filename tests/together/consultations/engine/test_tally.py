from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import tally

OPTIONS = (tally.YES, tally.NO, tally.ABSTAIN)


def voted(yes: int = 0, no: int = 0, abstain: int = 0, panel: int = 20) -> tally.Poll:
    return tally.poll(["yes"] * yes + ["no"] * no + ["abstain"] * abstain, OPTIONS, panel)


def test_a_straw_poll_counts_and_shares() -> None:
    found = tally.poll(["tea", "coffee", "tea", "water"], ("coffee", "tea", "water"), 8)
    assert found.counts == {"coffee": 1, "tea": 2, "water": 1}
    assert found.share_of_cast == {"coffee": 0.25, "tea": 0.5, "water": 0.25}
    assert found.share_of_panel == {"coffee": 0.125, "tea": 0.25, "water": 0.125}
    assert found.leading == ("tea",)


def test_tied_options_lead_together() -> None:
    assert tally.poll(["b", "a"], ("a", "b", "c"), 2).leading == ("a", "b")


def test_nobody_voted_leads_nowhere_and_has_no_share() -> None:
    found = voted()
    assert found.leading == ()
    assert found.share_of_cast["yes"] is None
    assert found.share_of_panel["yes"] == 0
    assert tally.decide(found).reason == "nobody_voted"


def test_an_unknown_option_is_refused() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        tally.poll(["perhaps"], OPTIONS, 3)


def test_a_third_of_twenty_is_seven_people() -> None:
    assert tally.quorum(6, 20, share=Fraction(1, 3)) == tally.Quorum(7, 6, False)
    assert tally.quorum(7, 20, share=Fraction(1, 3)) == tally.Quorum(7, 7, True)


def test_a_quorum_may_be_a_number_of_people() -> None:
    assert tally.quorum(9, 20, share=Fraction(1, 4), number=10).met is False


def test_below_the_quorum_nothing_is_adopted() -> None:
    quorate = tally.quorum(3, 20, number=5)
    assert tally.decide(voted(yes=3), quorate=quorate).reason == "no_quorum"
    compared = tally.compare(voted(yes=3), quorate=quorate)
    assert {compared.consent.reason, compared.consensus.reason, compared.majority.reason} == {"no_quorum"}


def test_a_simple_majority_is_one_yes_more() -> None:
    assert tally.decide(voted(yes=5, no=4, abstain=9)) == tally.Verdict(True, "adopted", 5, 4, 9, 5)
    assert tally.decide(voted(yes=4, no=4)) == tally.Verdict(False, "tied", 4, 4, 0, 5)
    assert tally.decide(voted(yes=3, no=4)).reason == "too_few"


@pytest.mark.parametrize(("base", "needed", "met"), [("expressed", 5, True), ("cast", 6, False), ("panel", 11, False)])
def test_an_absolute_majority_says_of_what(base: str, needed: int, met: bool) -> None:
    found = tally.decide(voted(yes=5, no=4, abstain=2), majority=tally.ABSOLUTE, base=base)
    assert (found.needed, found.met) == (needed, met)


def test_two_thirds_of_nine_are_six_exactly() -> None:
    assert tally.decide(voted(yes=6, no=3), majority=tally.QUALIFIED).met
    assert not tally.decide(voted(yes=5, no=4), majority=tally.QUALIFIED).met
    assert tally.decide(voted(yes=7, no=3), majority=tally.QUALIFIED, share=Fraction(7, 10)).met


def test_three_rules_part_on_the_same_votes() -> None:
    compared = tally.compare(voted(yes=6, no=1, abstain=1))
    assert (compared.consent.reason, compared.consensus.reason) == ("objected", "objected")
    assert compared.majority.met
    compared = tally.compare(voted(yes=6, abstain=1))
    assert compared.consent.met
    assert compared.consensus == tally.Verdict(False, "not_all", 6, 0, 1, 7)
    assert tally.compare(voted(yes=6)).consensus.met


def test_silence_is_not_consent() -> None:
    compared = tally.compare(voted())
    assert (compared.consent.reason, compared.consensus.reason) == ("nobody_voted", "nobody_voted")


def test_all_abstaining_is_consent_that_nobody_wants() -> None:
    compared = tally.compare(voted(abstain=4))
    assert (compared.consent.met, compared.consensus.reason, compared.majority.reason) == (True, "not_all", "tied")


@settings(max_examples=100)
@given(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9))
def test_consensus_is_consent_and_majority(yes: int, no: int, abstain: int) -> None:
    found = voted(yes, no, abstain, panel=27)
    compared = tally.compare(found)
    assert not compared.consensus.met or (compared.consent.met and compared.majority.met)
    assert not tally.decide(found, majority=tally.QUALIFIED).met or tally.decide(found, majority=tally.ABSOLUTE).met
    assert tally.decide(found, majority=tally.ABSOLUTE).met == compared.majority.met
