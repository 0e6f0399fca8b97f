from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.together.consultations.engine import sentences, votes
from tests.together.consultations.engine import conversations
from tests.together.consultations.engine.conversations import Line

ids = st.one_of(st.integers(-5, 5), st.sampled_from(["a", "b", "10", "9"]), st.integers(10**9, 10**9 + 3))
some_lines = st.lists(st.tuples(ids, ids, st.sampled_from([-1, 0, 1]), st.integers(0, 20)), max_size=40)


def test_a_pass_is_not_a_statement_not_seen() -> None:
    found = conversations.collected([("a", 1, 0, 1), ("b", 2, 1, 1)])
    assert found.matrix.tolist() == [[0, votes.NOT_SEEN], [votes.NOT_SEEN, 1]]
    assert found.seen.tolist() == [[True, False], [False, True]]
    assert found.events.passed.tolist() == [1, 0]


def test_the_last_vote_stands_and_every_vote_is_counted() -> None:
    found = conversations.collected([("a", 1, 1, 30), ("a", 1, -1, 10), ("a", 1, 0, 20)])
    assert found.matrix.tolist() == [[1]]
    assert [part.tolist() for part in (found.events.agree, found.events.disagree, found.events.passed)] == [[1]] * 3
    assert votes.count(found.matrix).seen.tolist() == [1]


def test_of_two_votes_at_the_same_moment_the_greater_stands_whichever_line_is_first() -> None:
    rows: list[Line] = [("a", 1, -1, 5), ("a", 1, 0, 5)]
    assert conversations.collected(rows).matrix.tolist() == conversations.collected(rows[::-1]).matrix.tolist() == [[0]]


def test_numbers_stand_by_size_before_texts() -> None:
    found = conversations.collected([("b", 10, 1, 0), (9, 2, 1, 0), (10, "x", 1, 0), ("a", 2, 1, 0)])
    assert found.participants == [9, 10, "a", "b"]
    assert found.statements == [2, 10, "x"]


def test_a_statement_that_nobody_voted_on_has_its_column() -> None:
    found = conversations.collected([("a", 2, 1, 0)], asked=(1, 2, 3))
    assert found.statements == [1, 2, 3]
    assert found.matrix.tolist() == [[votes.NOT_SEEN, 1, votes.NOT_SEEN]]
    assert found.events.seen.tolist() == [0, 1, 0]


def test_no_vote_is_a_matrix_of_nothing() -> None:
    found = conversations.collected([])
    assert (found.participants, found.statements, found.matrix.shape) == ([], [], (0, 0))
    assert conversations.collected([], asked=(1,)).matrix.shape == (0, 1)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        (([1], [1], [2], [0]), "Vote 1 is “2”: a vote is 1, 0 or -1."),
        (([1, 1], [1, 2], [1, float("nan")], [0, 0]), "Vote 2 is “nan”: a vote is 1, 0 or -1."),
        (([1], [1], [1], [float("inf")]), "The moment of vote 1 is no number."),
        (([1, 2], [1], [1], [1]), "Every vote has a participant, a statement, a value and a moment."),
    ],
)
def test_a_line_that_is_no_vote_is_refused_with_its_number(columns: tuple[list[int], ...], sentence: str) -> None:
    with pytest.raises(sentences.Refusal) as caught:
        votes.collect(*columns)
    assert str(caught.value) == sentence


@given(some_lines)
@settings(max_examples=60)
def test_arrays_say_what_a_dictionary_says(rows: list[Line]) -> None:
    found = conversations.collected(rows)
    last: dict[tuple[object, object], tuple[float, int]] = {}
    for who, what, value, moment in rows:
        last[who, what] = max(last.get((who, what), (-1.0, -1)), (moment, value))
    said = {
        (found.participants[row], found.statements[column]): int(found.matrix[row, column])
        for row, column in zip(*np.nonzero(found.seen), strict=True)
    }
    assert said == {cell: value for cell, (_, value) in last.items()}
    events = Counter((what, value) for _, what, value, _ in rows)
    for column, what in enumerate(found.statements):
        counted = (found.events.disagree[column], found.events.passed[column], found.events.agree[column])
        assert counted == tuple(events[what, value] for value in (-1, 0, 1))


@given(some_lines, st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_the_lines_is_of_no_consequence(rows: list[Line], chance: object) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = conversations.collected(rows), conversations.collected(mixed)
    assert (one.participants, one.statements) == (other.participants, other.statements)
    assert np.array_equal(one.matrix, other.matrix)
    assert np.array_equal(one.events.seen, other.events.seen)


@pytest.mark.shared
@conversations.there
@pytest.mark.parametrize("name", conversations.NAMES)
def test_the_last_votes_are_those_that_polis_published(name: str) -> None:
    found = conversations.read(name)
    rows = {int(row["participant"]): row for row in conversations.table(name, "participants-votes.csv")}
    assert sorted(rows) == found.participants
    for place, participant in enumerate(found.participants):
        cells = [rows[participant][str(statement)] for statement in found.statements]  # type: ignore[index]
        assert found.matrix[place].tolist() == [int(cell) if cell else votes.NOT_SEEN for cell in cells]


@pytest.mark.shared
@conversations.there
@pytest.mark.parametrize("name", conversations.NAMES)
def test_every_vote_is_counted_as_polis_published(name: str) -> None:
    found = conversations.read(name)
    place = {statement: number for number, statement in enumerate(found.statements)}
    for row in conversations.table(name, "comments.csv"):
        column = place.get(int(row["comment-id"]))
        counted = (0, 0) if column is None else (found.events.agree[column], found.events.disagree[column])
        assert counted == (int(row["agrees"]), int(row["disagrees"]))
    assert found.events.seen.sum() == len(conversations.lines(name))
