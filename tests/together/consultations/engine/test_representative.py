"""What speaks for a group, what bridges groups: by hand, by a slow computation of its own, and against statsmodels."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats import proportion

from boucle.together.consultations.engine import bridges, representative, votes
from boucle.together.consultations.engine.votes import Counts, Id
from tests.together.consultations.engine import conversations


def counts(agree: list[list[int]], disagree: list[list[int]], passed: list[list[int]]) -> Counts:
    return Counts(np.array(agree, np.int64), np.array(disagree, np.int64), np.array(passed, np.int64))


# Eight people in one group, ten in the other; two statements.
HAND = counts([[7, 7], [2, 9]], [[1, 0], [6, 0]], [[0, 1], [2, 1]])

cells = st.integers(0, 40)
tables = st.integers(1, 4).flatmap(
    lambda groups: st.lists(st.lists(st.tuples(cells, cells, cells), min_size=groups, max_size=groups), min_size=1)
)


def table(columns: list[list[tuple[int, int, int]]]) -> Counts:
    array = np.array(columns, np.int64)
    return Counts(array[:, :, 0].T, array[:, :, 1].T, array[:, :, 2].T)


def test_a_case_by_hand() -> None:
    found = representative.measure(HAND)
    assert found.p[0, 0] == pytest.approx(8 / 10)
    assert found.ratio[0, 0] == pytest.approx((8 / 10) / (3 / 12))
    assert found.z_p[0, 0] == pytest.approx(2 * 3 * (8 / 9 - 1 / 2))  # 2.333
    assert found.z_ratio[0, 0] == pytest.approx(
        (8 / 9 - 3 / 11) / math.sqrt(0.05)
    )  # 11/20 · 9/20 · (1/9 + 1/11) = 0.05
    assert found.rank[0, 0] == pytest.approx(16.4599, abs=1e-4)
    assert bridges.consensus(HAND).tolist() == pytest.approx([8 / 10 * 3 / 12, 8 / 10 * 10 / 12])
    assert bridges.consensus(HAND, "disagree").tolist() == pytest.approx([2 / 10 * 7 / 12, 1 / 10 * 1 / 12])


def test_what_speaks_for_a_group_is_not_what_all_share() -> None:
    first, second = representative.chosen(HAND)
    assert [(one.statement, one.way) for one in first] == [(0, "agree")]
    assert [(one.statement, one.way) for one in second] == []  # six of ten disagree: not surely more than half
    assert [(one.statement, one.way) for one in bridges.bridges(HAND)] == [(1, "agree")]
    assert bridges.bridges(HAND)[0].least == pytest.approx(8 / 10)
    everybody = counts([9, 16], [7, 0], [2, 2])  # type: ignore[list-item]
    assert [one.statement for one in bridges.shared(everybody)] == [1]
    assert bridges.shared(everybody, "disagree") == []


def test_at_most_five_speak_for_a_group_the_strongest_first() -> None:
    agree = [[20 - number for number in range(8)], [0] * 8]
    seen = counts(agree, [list(range(8)), [20] * 8], [[0] * 8, [0] * 8])
    first, second = representative.chosen(seen)
    assert [one.statement for one in first] == [0, 1, 2, 3, 4]
    assert [one.way for one in second] == ["disagree"] * 5
    assert len(representative.chosen(seen, shown=2)[0]) == 2


def test_where_all_said_the_same_no_group_stands_out() -> None:
    alike = counts([[5], [7]], [[0], [0]], [[0], [0]])
    assert representative.measure(alike).z_ratio.tolist() == [[0], [0]]
    assert representative.chosen(alike) == [[], []]


def test_a_statement_nobody_voted_on_speaks_for_nobody() -> None:
    unseen = counts([[0], [0]], [[0], [0]], [[0], [0]])
    assert representative.chosen(unseen) == [[], []]
    assert bridges.bridges(unseen) == []
    assert bridges.consensus(unseen).tolist() == [0.25]
    assert [one.tolist() for one in representative.interval(unseen.agree[0], unseen.seen[0])] == [[0], [1]]


def test_one_group_alone_has_no_bridge() -> None:
    assert bridges.bridges(counts([[9]], [[0]], [[0]])) == []


def test_who_is_in_no_group_is_not_counted() -> None:
    matrix = np.array([[1, 0], [-1, votes.NOT_SEEN], [1, 1]], np.int8)
    found = representative.tally(matrix, np.array([0, 1, -1]), 2)
    assert found.agree.tolist() == [[1, 0], [0, 0]]
    assert found.disagree.tolist() == [[0, 0], [1, 0]]
    assert found.passed.tolist() == [[0, 1], [0, 0]]
    assert representative.tally(matrix, np.array([-1, -1, -1]), 0).seen.shape == (0, 2)


@given(st.integers(0, 5000), st.integers(1, 5000), st.sampled_from([0.8, 0.9, 0.95, 0.99]))
@settings(max_examples=50)
def test_intervals_are_those_of_statsmodels(said: int, seen: int, level: float) -> None:
    said = min(said, seen)
    low, high = representative.interval(np.array([said]), np.array([seen]), level)
    expected = proportion.proportion_confint(said, seen, alpha=1 - level, method="wilson")
    assert (low[0], high[0]) == pytest.approx(expected, abs=1e-9)


@given(tables)
@settings(max_examples=40)
def test_every_choice_is_sure_and_no_statement_comes_twice(columns: list[list[tuple[int, int, int]]]) -> None:
    seen = table(columns)
    for group, found in enumerate(representative.chosen(seen, shown=1000)):
        assert all(one.z_p > 1.2816 and one.z_ratio > 1.2816 and one.p > 0.5 for one in found)
        assert [one.rank for one in found] == sorted((one.rank for one in found), reverse=True)
        assert len({one.statement for one in found}) == len(found)
        assert all(slow(seen, one.statement, group, one.way)[4] == pytest.approx(one.rank) for one in found)


@given(tables)
@settings(max_examples=40)
def test_consensus_goes_from_nothing_to_one_and_both_ways_never_more(columns: list[list[tuple[int, int, int]]]) -> None:
    seen = table(columns)
    agree, disagree = bridges.consensus(seen), bridges.consensus(seen, "disagree")
    assert ((agree > 0) & (agree < 1) & (disagree > 0) & (disagree < 1)).all()
    assert (agree + disagree <= 1 + 1e-12).all()
    for bridge in bridges.bridges(seen, shown=1000):
        shares = [slow(seen, bridge.statement, group, bridge.way)[0] for group in range(len(seen.agree))]
        assert min(shares) == pytest.approx(bridge.least)
        assert bridge.least > 0.5


def slow(seen: Counts, column: int, group: int, way: str) -> tuple[float, float, float, float, float]:
    """p, ratio, z_p, z_ratio, rank of one cell, with numbers of Python alone."""
    said = [int(row[column]) for row in (seen.agree if way == "agree" else seen.disagree)]
    total = [int(row[column]) for row in seen.seen]
    return cell(said[group], total[group], sum(said) - said[group], sum(total) - total[group])


def cell(said: int, seen: int, others: int, others_seen: int) -> tuple[float, float, float, float, float]:
    p = (said + 1) / (seen + 2)
    ratio = p / ((others + 1) / (others_seen + 2))
    z_p = 2 * math.sqrt(seen + 1) * ((said + 1) / (seen + 1) - 0.5)
    pooled = (said + others + 2) / (seen + others_seen + 2)
    error = math.sqrt(pooled * (1 - pooled) * (1 / (seen + 1) + 1 / (others_seen + 1)))
    z_ratio = ((said + 1) / (seen + 1) - (others + 1) / (others_seen + 1)) / error if error else 0.0
    return p, ratio, z_p, z_ratio, ratio * z_ratio * p * z_p


@pytest.mark.shared
@conversations.there
@pytest.mark.parametrize("name", conversations.NAMES)
def test_real_groups_measure_as_a_slow_count_of_the_lines(name: str) -> None:
    found, labels = conversations.published(name)
    group_of = conversations.groups(name)
    groups = sorted(set(group_of.values()))
    last: dict[tuple[Id, Id], int] = {}
    for who, what, value, _ in sorted(conversations.lines(name), key=lambda line: line[3]):
        last[who, what] = value
    seen = representative.tally(found.matrix, np.array(labels), len(groups))
    consensus = {way: bridges.consensus(seen, way) for way in ("agree", "disagree")}
    measured = {way: representative.measure(seen, way) for way in ("agree", "disagree")}
    speaks: dict[int, list[tuple[float, int, str]]] = {group: [] for group in groups}
    for column, statement in enumerate(found.statements):
        said = {(group, value): 0 for group in groups for value in (-1, 0, 1)}
        for participant, group in group_of.items():
            if (participant, statement) in last:
                said[group, last[participant, statement]] += 1
        total = {group: sum(said[group, value] for value in (-1, 0, 1)) for group in groups}
        for way, value in (("agree", 1), ("disagree", -1)):
            product = math.prod((said[group, value] + 1) / (total[group] + 2) for group in groups)
            assert consensus[way][column] == pytest.approx(product, rel=1e-12)
            for group in groups:
                others = sum(said[other, value] for other in groups) - said[group, value]
                expected = cell(said[group, value], total[group], others, sum(total.values()) - total[group])
                part = measured[way]
                cells_found = (part.p, part.ratio, part.z_p, part.z_ratio, part.rank)
                assert tuple(one[group, column] for one in cells_found) == pytest.approx(expected, rel=1e-9, abs=1e-12)
                if expected[2] > 1.2816 and expected[3] > 1.2816:
                    speaks[group].append((-expected[4], column, way))
    for group, chosen in enumerate(representative.chosen(seen)):
        assert [(one.statement, one.way) for one in chosen] == [(one, way) for _, one, way in sorted(speaks[group])[:5]]
