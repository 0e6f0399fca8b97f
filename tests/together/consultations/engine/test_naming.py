"""Names follow their groups by what these say, and fall away honestly."""

import numpy as np
import pytest

from boucle.together.consultations.engine import naming, opinions, representative
from boucle.together.consultations.engine.votes import Counts, Votes
from tests.together.consultations.engine import conversations

QUICK = opinions.Limits(resamples=0)


def counts(*groups: list[tuple[int, int, int]]) -> Counts:
    """Of each group, (agree, disagree, pass) on each statement."""
    cells = np.array(groups, np.int64)
    return Counts(cells[:, :, 0], cells[:, :, 1], cells[:, :, 2])


def leans_of(votes: Votes) -> list[dict[str, float]]:
    found = opinions.chart(votes, QUICK)
    tally = representative.tally(votes.matrix, found.all_labels(len(votes.participants)), found.count)
    return naming.leans(tally, [int(number) for number in votes.statements])


def test_leans_are_what_a_group_says_less_what_all_say() -> None:
    found = naming.leans(counts([(10, 0, 0), (8, 0, 2)], [(0, 10, 0), (10, 0, 0)]), [3, 7])
    assert found == [{"3": 0.833, "7": -0.083}, {"3": -0.833, "7": 0.083}]


def test_a_statement_that_a_group_has_not_seen_tells_nothing_of_it() -> None:
    found = naming.leans(counts([(10, 0, 0), (0, 0, 0)], [(0, 10, 0), (4, 6, 0)]), [1, 2])
    assert found == [{"1": 0.833}, {"1": -0.833, "2": 0.0}]


@pytest.mark.parametrize(
    ("named", "group", "like"),
    [
        ({"1": 1.0, "2": -0.5}, {"1": 1.0, "2": -0.5}, 1.0),
        ({"1": 1.0, "2": -0.5}, {"1": 0.4, "2": -0.2}, 1.0),
        ({"1": 1.0, "2": -0.5}, {"1": -1.0, "2": 0.5}, -1.0),
        ({"1": 1.0, "2": 0.0}, {"1": 0.0, "2": 1.0}, 0.0),
        ({"1": 1.0}, {"2": 1.0}, 0.0),
        ({"1": 1.0, "2": 2.0}, {"1": 1.0}, 0.0),
        ({}, {}, 0.0),
        ({"1": 0.0}, {"1": 0.0}, 0.0),
    ],
)
def test_likeness_is_the_cosine_over_what_both_know(
    named: dict[str, float], group: dict[str, float], like: float
) -> None:
    assert naming.likeness(named, group) == pytest.approx(like)


def test_names_change_letters_with_their_groups() -> None:
    first, second = {"1": 1.0, "2": 0.1}, {"1": -1.0, "2": -0.1}
    assert naming.matched([first, second], [second, first]) == {0: 1, 1: 0}


def test_a_name_goes_to_one_group_and_a_group_has_one_name() -> None:
    one, near = {"1": 1.0, "2": 0.0}, {"1": 1.0, "2": 0.2}
    assert naming.matched([one], [near, one]) == {1: 0}
    assert naming.matched([near, one], [one]) == {0: 1}


def test_a_name_whose_group_is_no_more_falls_away() -> None:
    assert naming.matched([{"1": 1.0, "2": 0.0}], [{"1": 0.5, "2": 0.87}, {"1": -1.0, "2": 0.0}]) == {}
    assert naming.matched([{"1": 1.0}], []) == {}


@pytest.mark.parametrize("seed", range(5))
def test_names_hold_while_a_conversation_grows(seed: int) -> None:
    """Three camps: named at half of the people, found again with all of them; nobody takes the name of another."""
    lines = conversations.camps(people=120, count=3, seed=seed)
    early = leans_of(conversations.collected([line for line in lines if line[0] < 60]))
    late = leans_of(conversations.collected(lines))
    assert len(early) == len(late) == 3
    found = naming.matched(early, late)
    assert len(found) == 3
    for place, at in found.items():
        assert max(range(3), key=lambda group: naming.likeness(early[at], late[group])) == place


def test_a_whole_other_conversation_keeps_no_name() -> None:
    named = leans_of(conversations.collected(conversations.camps(people=80, statements=40, count=2, seed=1)))
    others = leans_of(conversations.collected(conversations.camps(people=80, statements=40, count=2, seed=2)))
    assert naming.matched(named, others) == {}


@conversations.there
@pytest.mark.parametrize("name", conversations.NAMES)
def test_in_real_conversations_half_of_the_people_give_the_same_names(name: str) -> None:
    """Groups that were published, as half of their people say and as all say: each finds itself, none another."""
    votes, labels = conversations.published(name)
    given = np.array(labels)
    count = given.max() + 1
    half = np.where(np.arange(len(given)) % 2 == 0, given, -1)
    numbers = [int(number) for number in votes.statements]
    whole = naming.leans(representative.tally(votes.matrix, given, count), numbers)
    part = naming.leans(representative.tally(votes.matrix, half, count), numbers)
    assert naming.matched(part, whole) == {group: group for group in range(count)}
