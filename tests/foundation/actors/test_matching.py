"""Who should meet whom: properties of the engine on cases that nobody thought of."""

from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.foundation.actors import engine
from boucle.foundation.actors.engine import Ground, Profile

themes = st.frozensets(st.integers(1, 8), max_size=4)
profiles = st.builds(
    Profile,
    id=st.integers(1, 60),
    knows=themes,
    seeks=themes,
    offers=themes,
    place=st.integers(0, 4),
    circles=st.frozensets(st.integers(10, 13), max_size=2),
    is_research=st.booleans(),
)
# A machine that others keep busy is slow for a moment; what is tested here is not speed.
steady = settings(max_examples=60)
MIRROR = {
    Ground.THEY_OFFER: Ground.YOU_OFFER,
    Ground.YOU_OFFER: Ground.THEY_OFFER,
    Ground.THEY_KNOW: Ground.YOU_KNOW,
    Ground.YOU_KNOW: Ground.THEY_KNOW,
}
WATER, HEAT, CARE = 1, 2, 3


def grounds(found: engine.Match | None) -> list[Ground]:
    return [reason.ground for reason in found.reasons] if found else []


@steady
@given(profiles, profiles)
def test_a_pair_is_worth_as_much_from_both_sides(one: Profile, other: Profile) -> None:
    there, back = engine.match(one, other), engine.match(other, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there.score == back.score
        mirrored = {(MIRROR.get(reason.ground, reason.ground), reason.themes) for reason in back.reasons}
        assert mirrored == {(reason.ground, reason.themes) for reason in there.reasons}


@steady
@given(profiles, profiles)
def test_two_without_a_theme_between_them_are_never_suggested(one: Profile, other: Profile) -> None:
    between = one.themes & other.themes
    assert (engine.match(one, other) is None) == (one.id == other.id or not between)


@steady
@given(profiles)
def test_nobody_meets_themselves(one: Profile) -> None:
    assert engine.rank(one, [one, one], 5) == []


@steady
@given(profiles, st.lists(profiles, max_size=12, unique_by=lambda each: each.id), st.integers(1, 6))
def test_the_best_come_first_whatever_the_order_they_are_read_in(
    one: Profile, others: list[Profile], most: int
) -> None:
    ranked = engine.rank(one, others, most)
    assert ranked == engine.rank(one, others[::-1], most)
    assert [(-each.score, each.id) for each in ranked] == sorted((-each.score, each.id) for each in ranked)
    assert len(ranked) <= most
    assert all(each.score > 0 and each.reasons for each in ranked)


@steady
@given(profiles, profiles)
def test_one_more_theme_to_answer_never_makes_a_pair_worth_less(one: Profile, other: Profile) -> None:
    before = engine.match(one, other)
    more = Profile(**{**one.__dict__, "seeks": one.seeks | {9}})
    answered = Profile(**{**other.__dict__, "offers": other.offers | {9}})
    after = engine.match(more, answered)
    if one.id != other.id:
        assert after is not None
        assert after.score >= (before.score if before else 0)


def test_an_ask_and_its_answer_outrank_a_shared_theme() -> None:
    one = Profile(1, seeks=frozenset({WATER}), knows=frozenset({HEAT, CARE}))
    answers = Profile(2, offers=frozenset({WATER}))
    alike = Profile(3, knows=frozenset({HEAT, CARE}))
    assert [each.id for each in engine.rank(one, [alike, answers], 2)] == [2, 3]


def test_a_theme_that_is_offered_is_not_told_as_known_or_shared_besides() -> None:
    one = Profile(1, seeks=frozenset({WATER}), knows=frozenset({WATER}))
    other = Profile(2, offers=frozenset({WATER}), knows=frozenset({WATER}))
    assert grounds(engine.match(one, other)) == [Ground.THEY_OFFER]


def test_research_beside_practice_and_nearness_add_to_a_theme() -> None:
    one = Profile(1, seeks=frozenset({WATER}), place=4, circles=frozenset({20}), is_research=True)
    same = Profile(2, offers=frozenset({WATER}), place=4, circles=frozenset({20}))
    near = Profile(3, offers=frozenset({WATER}), place=5, circles=frozenset({20}))
    far = Profile(4, offers=frozenset({WATER}), place=6, is_research=True)
    assert grounds(engine.match(one, same)) == [Ground.THEY_OFFER, Ground.BRIDGE, Ground.SAME_PLACE]
    assert grounds(engine.match(one, near)) == [Ground.THEY_OFFER, Ground.BRIDGE, Ground.NEAR]
    assert [(each.id, each.score) for each in engine.rank(one, [far, near, same], 3)] == [(2, 7), (3, 6), (4, 3)]
