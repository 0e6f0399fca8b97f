"""The exported votes: the columns of Polis, without any time, without any name."""

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from boucle.foundation.situations.enums import Nature
from boucle.together.consultations import actions
from boucle.together.consultations.exports import votes
from boucle.together.consultations.models import Consultation, Item
from boucle.together.consultations.queries import opinion_votes
from boucle.together.consultations.queries.opinion_votes import Lines
from tests.factories import contributions
from tests.together.consultations import conversations

pytestmark = pytest.mark.django_db
Row = dict[str, str]


@pytest.fixture(autouse=True)
def no_map_kept() -> None:
    cache.clear()


def rows(row: Consultation, name: str) -> list[Row]:
    answer = Client().get(reverse(f"consultations:{name}", args=[row.contribution.reference]))
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode())))


def changed() -> tuple[Consultation, list[Item]]:
    """Sixteen people; the last one to come changes their mind on the first statement, twice."""
    row, items = conversations.opened()
    last = conversations.two_camps(row, items)[-1]
    actions.cast(voice=last, item=items[0], value=0)
    actions.cast(voice=last, item=items[0], value=-1)
    return row, items


def test_last_votes_hold_one_line_per_person_and_statement_and_all_votes_hold_every_one() -> None:
    row, items = changed()
    last, every = rows(row, "votes_csv"), rows(row, "all_votes_csv")
    assert list(last[0]) == ["timestamp", "comment-id", "voter-id", "vote"]
    assert len(last) == 16 * len(items)
    assert len(every) == len(last) + 2
    who = next(line["voter-id"] for line in last if line["timestamp"] == "3")
    mine = [line for line in every if line["voter-id"] == who and line["comment-id"] == str(items[0].number)]
    assert [(line["timestamp"], line["vote"]) for line in mine] == [("1", "1"), ("2", "0"), ("3", "-1")]


def test_statements_hold_both_counts() -> None:
    row, items = changed()
    first = rows(row, "statements_csv")[0]
    assert [first[name] for name in ("agrees", "disagrees", "passes")] == ["15", "1", "0"]
    assert [first[name] for name in ("all-agrees", "all-disagrees", "all-passes")] == ["16", "1", "1"]
    assert first["comment-body"] == items[0].text


def test_pseudonyms_are_stable_and_tell_nothing_of_who_came_first() -> None:
    row, items = conversations.opened()
    voices = conversations.two_camps(row, items)
    names = [opinion_votes.of_voice(voice) for voice in voices]
    assert sorted({int(line["voter-id"]) for line in rows(row, "votes_csv")}) == sorted(names)
    assert names != sorted(names)
    assert rows(row, "votes_csv") == sorted(
        rows(row, "votes_csv"), key=lambda line: (int(line["voter-id"]), int(line["comment-id"]))
    )
    assert all(len(str(name)) == 15 for name in names)


def test_a_statement_that_looks_like_a_formula_is_only_words() -> None:
    row, items = conversations.opened()
    items[1].text = "=1+1"
    items[1].save()
    conversations.two_camps(row, items)
    assert rows(row, "statements_csv")[1]["comment-body"] == "'=1+1"


def test_an_exercise_gives_no_file() -> None:
    place = contributions.commune()
    situation = contributions.situation(place, nature=Nature.EXERCISE)
    row, items = conversations.opened(territory=place, situation=situation)
    conversations.two_camps(row, items)
    reference = row.contribution.reference
    assert Client().get(reverse("consultations:votes_csv", args=[reference])).status_code == 403
    page = Client().get(reverse("consultations:results", args=[reference])).content.decode()
    assert 'votes.csv"' not in page and "ses données ne sortent jamais" in page


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3), st.sampled_from([-1, 0, 1])), max_size=40))
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_the_last_votes_are_those_that_came_last(cast: list[tuple[int, int, int]]) -> None:
    who, what, values = list(zip(*cast, strict=True)) or [(), (), ()]
    lines = Lines(np.array(who, np.int64), np.array(what, np.int64), np.array(values, np.int8), len(cast))
    text = "".join(votes.last_votes(lines))
    kept = {
        (int(one["voter-id"]), int(one["comment-id"])): int(one["vote"]) for one in csv.DictReader(io.StringIO(text))
    }
    assert kept == {(person, statement): value for person, statement, value in cast}
    assert "".join(votes.all_votes(lines)).count("\n") == len(cast) + 1


def test_the_reference_page_names_the_columns_that_leave() -> None:
    page = (Path(__file__).parents[3] / "docs/reference/result-files.md").read_text(encoding="utf-8")
    for columns in (votes.VOTE_COLUMNS, votes.STATEMENT_COLUMNS):
        assert all(f"| `{name}` |" in page for name in columns)
