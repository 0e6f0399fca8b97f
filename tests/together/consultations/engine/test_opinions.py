import dataclasses
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics

from boucle.together.consultations.engine import opinions
from boucle.together.consultations.engine.opinions import Limits, Map, Why
from boucle.together.consultations.engine.votes import Votes
from tests.together.consultations.engine import conversations
from tests.together.consultations.engine.conversations import Line

QUICK = Limits(resamples=10)


def grouping(votes: Votes, found: Map) -> dict[object, int]:
    return {votes.participants[row]: int(label) for row, label in zip(found.people, found.labels, strict=True)}


def charted(rows: list[Line], limits: Limits = QUICK) -> Map:
    return opinions.chart(conversations.collected(rows), limits)


def test_two_camps_are_found_as_they_were_made() -> None:
    votes = conversations.collected(conversations.camps())
    found = opinions.chart(votes)
    assert found.count == 2
    assert found.why is None
    assert grouping(votes, found) == {person: person % 2 for person in range(60)}
    assert found.stability is not None
    assert found.stability.mean > 0.95
    assert found.stability.low <= found.stability.mean <= found.stability.high
    assert found.stability.resamples == 60


def test_three_camps_are_three_groups_numbered_from_the_largest() -> None:
    rows = [line for line in conversations.camps(90, count=3) if not (int(line[0]) % 3 == 0 and int(line[0]) > 40)]
    votes = conversations.collected(rows)
    found = opinions.chart(votes, QUICK)
    sizes = np.bincount(found.labels)
    assert found.count == 3
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)
    assert grouping(votes, found)[0] == 2
    assert grouping(votes, found)[1] == 0  # of two groups of one size, the one with the smallest id


def test_votes_cast_at_random_have_no_groups() -> None:
    chance = np.random.default_rng(3)
    for people, statements in ((30, 20), (200, 40), (1500, 60)):
        rows: list[Line] = [
            (person, statement, int(chance.choice([-1, 0, 1])), 0)
            for person in range(people)
            for statement in range(statements)
            if chance.random() < 0.6
        ]
        found = charted(rows)
        assert (found.count, found.why) == (0, Why.NOT_STABLE)
        assert set(found.labels) == {-1}
        assert found.stability is not None
        assert found.stability.mean < 0.4


def test_a_silhouette_under_the_limit_is_one_cloud() -> None:
    found = charted(conversations.camps(), dataclasses.replace(QUICK, silhouette=1.0))
    assert (found.count, found.why, found.stability) == (0, Why.NOT_APART, None)
    assert found.silhouette is not None


def test_nobody_is_a_group_alone() -> None:
    alone: list[Line] = [("alone", statement, 1 if statement % 2 else -1, 0) for statement in range(20)]
    alike: list[Line] = [(person, statement, 1, 0) for person in range(30) for statement in range(20)]
    found = charted(alike + alone)
    assert (found.count, found.why) == (0, Why.SMALL_GROUPS)
    several = charted(conversations.camps(noise=0) + alone)
    assert several.count == 2
    assert np.bincount(several.labels).min() >= 30


def test_a_group_has_at_least_the_smallest_size() -> None:
    rows = conversations.camps(20, noise=0)
    minority = [line for line in rows if int(line[0]) % 2 == 0 or int(line[0]) < 8]  # 10 and 4
    assert charted(minority).count == 2
    assert charted(minority, dataclasses.replace(QUICK, smallest=5)).why == Why.SMALL_GROUPS


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], Why.FEW_PEOPLE),
        ([(1, statement, 1, 0) for statement in range(9)], Why.FEW_PEOPLE),
        ([(person, statement, 1 - 2 * person, 0) for person in range(2) for statement in range(9)], Why.FEW_PEOPLE),
        ([(person, statement, 1, 0) for person in range(20) for statement in range(9)], Why.SAME_VOTES),
        ([(person, statement, 0, 0) for person in range(20) for statement in range(9)], Why.SAME_VOTES),
        ([(person, person % 9, 1, 0) for person in range(20)], Why.FEW_PEOPLE),
    ],
    ids=["empty", "one participant", "two participants", "constant votes", "all pass", "one statement each"],
)
def test_where_there_can_be_no_groups_the_map_says_why(rows: list[Line], why: Why) -> None:
    found = charted(rows)
    assert (found.count, found.why, found.silhouette, found.stability) == (0, why, None, None)
    assert set(found.labels) <= {-1}
    assert np.isfinite(found.places).all()


def test_a_single_statement_has_the_groups_of_its_answers() -> None:
    votes = conversations.collected([(person, "only", 1 if person < 8 else -1, 0) for person in range(14)])
    found = opinions.chart(votes, QUICK)
    assert grouping(votes, found) == {person: int(person >= 8) for person in range(14)}
    assert found.axes.axes[1].tolist() == [0]


def test_who_votes_on_one_statement_of_many_is_not_on_the_map_and_moves_nobody() -> None:
    rows = conversations.camps()
    votes = conversations.collected([*rows, ("passer-by", 3, 1, 999)])
    found = opinions.chart(votes, QUICK)
    assert len(found.people) == 60
    assert found.all_labels(61)[votes.participants.index("passer-by")] == -1
    assert np.array_equal(found.places, charted(rows).places)


def test_a_statement_nobody_voted_on_weighs_nothing() -> None:
    rows = conversations.camps()
    bare = opinions.chart(conversations.collected(rows), QUICK)
    more = opinions.chart(conversations.collected(rows, asked=("unseen",)), QUICK)
    assert np.array_equal(bare.labels, more.labels)
    assert more.axes.axes[:, -1].tolist() == [0, 0]


@given(st.integers(0, 10**6), st.integers(6, 40), st.integers(1, 14), st.floats(0.2, 1))
@settings(max_examples=15)
def test_any_votes_make_a_map_that_keeps_its_limits(seed: int, people: int, statements: int, share: float) -> None:
    votes = conversations.collected(conversations.camps(people, statements, share=share, noise=0.5, seed=seed))
    limits = Limits(resamples=3, seed=seed % 7)
    found = opinions.chart(votes, limits)
    assert (found.count == 0) == (found.why is not None)
    assert np.isfinite(found.places).all()
    if found.count:
        sizes = np.bincount(found.labels, minlength=found.count)
        assert 2 <= found.count == len(sizes) <= limits.most
        assert sizes.min() >= limits.smallest
        assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)


@given(st.randoms(use_true_random=False))
@settings(max_examples=5)
def test_lines_in_any_order_make_the_same_map(chance: random.Random) -> None:
    rows = conversations.camps(40, 12, count=3, noise=0.3)
    mixed = list(rows)
    chance.shuffle(mixed)
    one, other = charted(rows), charted(mixed)
    assert np.array_equal(one.places, other.places)
    assert np.array_equal(one.labels, other.labels)
    assert (one.silhouette, one.stability, one.why) == (other.silhouette, other.stability, other.why)


@pytest.mark.shared
@conversations.there
@pytest.mark.parametrize("name", ["brexit-consensus", "canadian-electoral-reform"])
def test_our_groups_are_near_those_published(name: str) -> None:
    votes, published = conversations.published(name)
    found = opinions.chart(votes)
    both = [row for row in found.people if published[row] >= 0]
    labels = found.all_labels(len(published))
    assert len(both) == len(found.people)
    assert metrics.adjusted_rand_score([published[row] for row in both], labels[both]) >= 0.70


@pytest.mark.shared
@conversations.there
@pytest.mark.parametrize("name", ["brexit-consensus", "canadian-electoral-reform"])
def test_real_lines_in_any_order_make_the_same_groups(name: str) -> None:
    rows = list(conversations.lines(name))
    first = charted(rows)
    for seed in range(2):
        random.Random(seed).shuffle(rows)
        again = charted(rows)
        assert np.array_equal(first.labels, again.labels)
        assert np.array_equal(first.places, again.places)


def test_without_resamples_stability_is_neither_measured_nor_asked_for() -> None:
    found = charted(conversations.camps(), Limits(resamples=0))
    assert (found.count, found.stability) == (2, None)
