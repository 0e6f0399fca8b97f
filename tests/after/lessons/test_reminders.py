"""Lessons that wait are told to those who keep them, then further out; once a week, and not for ever in silence."""

from datetime import timedelta

import pytest

from boucle.after.lessons.actions import reminders
from boucle.after.lessons.enums import Stage
from boucle.after.lessons.queries import waiting
from boucle.foundation.accounts.models import Scope
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.messages.models import Letter
from tests.factories import accounts, contributions, lessons

pytestmark = pytest.mark.django_db


def test_a_decision_without_an_action_is_recalled_after_a_month_once_a_week() -> None:
    row = lessons.lesson(Stage.DECIDED)
    assert reminders.remind() == 0
    with clock.at(clock.now() + timedelta(days=31)):
        assert [one.lesson.pk for one in waiting.waiting()] == [row.pk]
        assert reminders.remind() == 1
        assert reminders.remind() == 0
    letter = Letter.objects.get(template="lessons_waiting")
    assert letter.user == lessons.keeper(row)
    assert [line["title"] for line in letter.context["fiches"]] == [row.contribution.title]
    with clock.at(clock.now() + timedelta(days=38)):
        assert reminders.remind() == 1


def test_what_still_waits_is_told_to_the_territory_around() -> None:
    row = lessons.lesson(Stage.DECIDED)
    around = accounts.coordinator(contributions.metropole())
    with clock.at(clock.now() + timedelta(days=31)):
        (one,) = waiting.waiting()
        assert waiting.told(one) == [lessons.keeper(row)]
    with clock.at(clock.now() + timedelta(days=61)):
        (one,) = waiting.waiting()
        assert set(waiting.told(one)) == {lessons.keeper(row), around}


def test_where_nobody_is_there_the_closest_around_is_told_at_once() -> None:
    row = lessons.lesson(Stage.DECIDED)
    around = accounts.coordinator(contributions.metropole())
    Scope.objects.filter(territory=row.contribution.territory).delete()
    with clock.at(clock.now() + timedelta(days=31)):
        (one,) = waiting.waiting()
        assert waiting.told(one) == [around]


def test_what_is_closed_refused_or_moved_lately_waits_for_nothing() -> None:
    lessons.lesson(Stage.VERIFIED)
    lessons.lesson(Stage.REFUSED)
    with clock.at(clock.now() + timedelta(days=400)):
        assert list(waiting.waiting()) == []
        assert reminders.remind() == 0


def test_the_worker_does_it_by_itself() -> None:
    assert registry.PERIODIC["lesson reminders"].run is reminders.remind
