"""A lesson that is taken up again: figures say where it stands now, and an end that did not hold counts as none."""

from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from boucle.after.lessons import actions
from boucle.after.lessons.enums import Stage, Verdict
from boucle.after.lessons.models import Lesson
from boucle.after.lessons.queries import loop, pages
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.tasks import actions as tasks
from boucle.foundation.territories.models import Territory
from tests.factories import contributions, lessons

pytestmark = pytest.mark.django_db
START = datetime(2026, 1, 5, 11, tzinfo=UTC)
DAYS = ("analysed_on", "reopened_on", "decided_on", "acted_on", "changed_on", "verified_on", "refused_on")


@pytest.fixture
def place() -> Territory:
    return contributions.commune()


def on(day: int) -> Any:
    return clock.at(START + timedelta(days=day))


def closed(place: Territory) -> Lesson:
    """Understood on day 2, decided on 5, acted on 6, changed and done on 10, verified on day 30."""
    with on(0):
        row = lessons.begun(place)
    with on(2):
        actions.change_text(lesson=row, user=lessons.keeper(row), content=lessons.ANALYSIS)
        actions.publish(lesson=row, user=lessons.keeper(row))
    round_of(row, 5, 6, 10, 30)
    return lessons.fresh(row)


def round_of(row: Lesson, decided: int, acted: int, changed: int, verified: int, words: str = "Une prise") -> None:
    with on(decided):
        lessons.decide(row)
    with on(acted):
        task = lessons.act(row, title=f"Poser : {words}", due_at=clock.now() + timedelta(days=10))
    with on(changed):
        tasks.finish(task=task, by=lessons.keeper(row), evidence="Essayé dix minutes.")
        lessons.change(row, words=words)
        actions.finish(lesson=row, user=lessons.keeper(row))
    with on(verified):
        lessons.check(row)


def reopened(row: Lesson, day: int = 400) -> Lesson:
    with on(day):
        actions.reopen(lesson=row, user=lessons.keeper(row), why="Revu lors d’une vraie coupure.")
    return lessons.fresh(row)


def days(row: Lesson) -> list[int | None]:
    """In days since the start."""
    found = (getattr(lessons.fresh(row), name) for name in DAYS)
    return [(day - START.date()).days if day else None for day in found]


def test_taken_up_again_it_counts_where_it_stands_now(place: Territory) -> None:
    row = closed(place)
    assert days(row) == [2, None, 5, 6, 10, 30, None]
    assert (loop.read(place).arrived, loop.read(place).whole) == ((0, 1, 1, 1, 1, 1), 30)
    row = reopened(row)
    assert days(row) == [2, 400, None, None, None, None, None]
    found = loop.read(place)
    assert (found.arrived, found.whole) == ((0, 1, 0, 0, 0, 0), None)
    assert found.delays == (2, None, None, None, None)
    assert pages.way(row, lessons.keeper(row)).days is None
    assert [move.target for move in row.moves.all()][-2:] == ["verified", "analysed"]


def test_closed_again_the_whole_way_goes_from_what_was_first_seen_to_the_check_that_holds(place: Territory) -> None:
    row = reopened(closed(place))
    round_of(row, 403, 410, 420, 430, words="Un groupe de secours")
    assert days(row) == [2, 400, 403, 410, 420, 430, None]
    found = loop.read(place)
    assert (found.whole, found.delays) == (430, (2, 3, 7, 10, 10))
    assert pages.way(lessons.fresh(row), lessons.keeper(row)).days == 430


def test_the_median_stays_that_of_lessons_whose_end_holds(place: Territory) -> None:
    row = closed(place)
    closed(place)
    reopened(row)
    assert loop.read(place).whole == 30


def test_it_does_not_close_again_on_the_action_and_the_change_of_before(place: Territory) -> None:
    row = reopened(closed(place))
    with on(401):
        lessons.decide(row)
        task = lessons.act(row, title="Autre chose", due_at=clock.now() + timedelta(days=10))
        tasks.drop(task=task, by=lessons.keeper(row), reason="Trop cher.")
        lessons.change(row, words="Un groupe de secours")
        with pytest.raises(NotPossible, match="Aucune"):
            actions.finish(lesson=row, user=lessons.keeper(row))
        task = lessons.act(row, title="Encore", due_at=clock.now() + timedelta(days=10))
        tasks.finish(task=task, by=lessons.keeper(row), evidence="Essayé.")
        Lesson.objects.filter(pk=row.pk).update(changed_on=None)
        with pytest.raises(NotPossible, match="ce qui a changé"):
            actions.finish(lesson=row, user=lessons.keeper(row))
        lessons.change(row, words="Une prise")  # the one of the first round, said again
        actions.finish(lesson=row, user=lessons.keeper(row))
    assert days(row)[4] == 401


def test_refused_and_taken_up_again_it_waits_for_its_decision_from_that_day_on(place: Territory) -> None:
    with on(0):
        row = lessons.lesson(Stage.ANALYSED, place)
    with on(3):
        lessons.decide(row, Verdict.REFUSED, reason="Trop cher.")
    assert loop.read(place).delays[1] == 3
    row = reopened(row, 100)
    assert (loop.read(place).arrived[2], loop.read(place).delays[1]) == (0, None)
    with on(107):
        lessons.decide(row)
    assert (loop.read(place).arrived[2], loop.read(place).delays[1]) == (1, 7)


def test_rows_of_before_are_counted_again_from_their_moves(place: Territory) -> None:
    row = reopened(closed(place))
    with on(403):
        lessons.decide(row)
    expected = days(row)
    known = dict(zip(DAYS, (START.date() + timedelta(days=day) for day in (2, 5, 5, 6, 10, 30)), strict=False))
    Lesson.objects.filter(pk=row.pk).update(**{**known, "reopened_on": None})
    import_module("boucle.after.lessons.migrations.0005_taken_up_again").count_again(apps, connection.schema_editor)
    assert days(row) == expected
