"""The figures of an event come in by themselves: decisions, delays, silences, searches and needs without an answer."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from boucle.after.lessons.queries import facts
from boucle.commons.search import actions as search
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import registry, rules
from boucle.foundation.lifecycle.enums import Reason
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, initiatives, lesson_pages, lessons
from tests.factories import search as index

pytestmark = pytest.mark.django_db

START = datetime(2027, 1, 19, 6, 0, tzinfo=UTC)


def event(place: Territory, nature: Nature = Nature.REAL) -> Situation:
    with clock.at(START):
        return contributions.situation(place, nature=nature)


def brought(situation: Situation, verb: str = "", after: float = 1.0, place: str = "Bron") -> Contribution:
    """A fiche of an event, decided so many hours later, or left waiting."""
    where = contributions.commune(place)
    with clock.at(START + timedelta(minutes=1)):
        row = contributions.proposed(where, situation=situation).contribution
    by = rules.By(user=accounts.coordinator(where))
    with clock.at(START + timedelta(minutes=1, hours=after)):
        if verb == "publish":
            lifecycle.publish(contribution=row, by=by)
        elif verb == "reject":
            lifecycle.reject(contribution=row, by=by, reason=Reason.UNVERIFIABLE)
        elif verb == "return":
            lifecycle.return_to_author(contribution=row, by=by, question="À quelle heure ?")
    return row


def figures(situation: Situation, room: str, hours: float = 24) -> list[float | None]:
    with clock.at(START + timedelta(hours=hours)):
        return [fact.figure for fact in registry.FACTS[room](situation)]


def test_decisions_delays_and_what_waits_come_from_the_queue_of_the_event() -> None:
    place = contributions.commune()
    found = event(place)
    for verb, after in (("publish", 1), ("publish", 2), ("reject", 6), ("return", 3), ("", 0)):
        brought(found, verb, after)
    brought(event(place), "publish", 20)
    brought(event(place, Nature.EXERCISE), "publish", 20)
    assert figures(found, "moderation") == [5, 4, 2, 1, 1, 2.0, None, 1, 0]
    assert figures(found, "moderation", hours=72)[-2:] == [1, 1]


def test_nine_times_out_of_ten_is_said_from_ten_decisions_on() -> None:
    found = event(contributions.commune())
    for hours in range(1, 11):
        brought(found, "publish", hours)
    assert figures(found, "moderation")[5:7] == [5.0, 9.0]


def test_communes_from_which_nothing_came_are_counted_where_there_are_several() -> None:
    whole, _other = contributions.metropole(), contributions.commune("Oullins")
    found = event(whole)
    brought(found, "publish")
    silent = registry.FACTS["moderation"](found)[-1]
    assert (silent.figure, str(silent.unit)) == (1, "sur 2")
    assert "Communes d’où rien n’est venu" not in [str(one.what) for one in registry.facts(event(_other))]


def test_an_event_to_which_nothing_was_brought_has_no_figures_of_a_queue(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    found = event(contributions.commune())
    assert registry.facts(found) == []
    with django_assert_num_queries(1):
        assert registry.FACTS["moderation"](found) == []


def test_searches_without_an_answer_are_counted_from_the_first_day_to_the_last() -> None:
    place = contributions.commune()
    found = event(place)
    first = START.date()
    counted = {(place.pk, "groupe electrogene", first): 3, (place.pk, "glace", first): 1}
    counted[(place.pk, "glace", first + timedelta(days=1))] = 1
    counted[(place.pk, "glace", first - timedelta(days=1))] = 50
    counted[(contributions.commune("Oullins").pk, "glace", first)] = 70
    search.keep_empty_searches(counted)
    assert figures(found, "search", hours=1) == [4, 1]
    assert figures(found, "search", hours=48) == [5, 1]
    by = accounts.coordinator(place)
    Situation.objects.filter(pk=found.pk).update(closed_at=START + timedelta(hours=2), closed_by=by)
    assert figures(Situation.objects.get(pk=found.pk), "search", hours=48) == [4, 1]


def test_searches_of_the_public_are_no_facts_of_an_exercise() -> None:
    place = contributions.commune()
    search.keep_empty_searches({(place.pk, "glace", START.date()): 9})
    assert figures(event(place, Nature.EXERCISE), "search") == []


def test_calls_that_nobody_answered_and_themes_without_help_are_needs_left_unmet() -> None:
    place = initiatives.metropole()
    found = event(place)
    initiatives.published(place, situation=found, theme="recharge")
    initiatives.published(place, situation=found, side="give", theme="manger")
    initiatives.published(place, situation=found, side="both", theme="manger", is_full=True)
    initiatives.published(place, situation=event(place), side="give")
    initiatives.proposed(place, situation=found, side="give")
    found.themes.set([contributions.theme(slug) for slug in ("recharge", "manger", "eau")])
    assert figures(found, "initiatives") == [2, 1, 1]


def test_the_figures_cost_as_many_questions_for_many_fiches_as_for_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    place = contributions.commune()
    found = event(place)
    for verb in ("publish", "reject", "return", ""):
        for _number in range(3):
            brought(found, verb)
    for room, most in (("moderation", 5), ("search", 1), ("initiatives", 4)):
        with django_assert_num_queries(most):
            registry.FACTS[room](found)


def test_the_figures_are_counted_once_for_all_the_lessons_of_an_event_until_something_moves(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    found = event(contributions.metropole())
    brought(found)
    with clock.at(START + timedelta(hours=24)):
        before = brought_in(found)
        with django_assert_num_queries(0):
            assert brought_in(found) == before == 1
    brought(found)
    with clock.at(START + timedelta(hours=24, minutes=1)):
        assert brought_in(found) == 2
    brought(found, "publish")
    with clock.at(START + timedelta(hours=24, minutes=1)):
        index.work()
        assert brought_in(Situation.objects.get(pk=found.pk)) == 3


def test_figures_that_are_kept_are_kept_in_each_language() -> None:
    found, _other = event(contributions.metropole()), contributions.commune("Oullins")
    brought(found)
    with clock.at(START + timedelta(hours=24)):
        assert str(facts.of_event(found)[-1].unit) == "sur 2"
        with translation.override("en"):
            assert str(facts.of_event(found)[-1].unit) == "out of 2"
    assert facts.of_event(None) == ()


def brought_in(situation: Situation) -> float | None:
    return next(fact.figure for fact in facts.of_event(situation) if fact.what == "Fiches apportées")


def test_a_lesson_shows_the_figures_of_its_event_and_their_pages_to_those_who_coordinate_there() -> None:
    place = lesson_pages.opened()
    found = event(place)
    brought(found, "publish", 2)
    row = lessons.lesson(territory=place, event=found)
    path, dashboard = f"/l/{row.contribution.reference}/", f"/t/{place.slug}/dashboard/?situation={found.slug}"
    public = lesson_pages.page(Client(), path)
    assert "Du dépôt à la première décision, médiane" in public
    assert "2 heures" in public
    assert dashboard not in public
    assert dashboard in lesson_pages.page(lesson_pages.signed(lessons.keeper(row)), path)
    assert dashboard in lesson_pages.page(lesson_pages.signed(lessons.keeper(row)), f"{path}analyse/")
