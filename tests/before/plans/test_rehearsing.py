"""An exercise in one press from lessons that are still open: a scenario, an inject for each, a day; and back."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boucle.after.lessons.enums import Stage
from boucle.after.lessons.models import Lesson
from boucle.before.plans import actions
from boucle.before.plans.models import Exercise, Plan, Scenario
from boucle.before.plans.queries import rehearsing
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, lesson_pages, lessons, plan_active
from tests.factories import plans as made

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 21, 11, tzinfo=UTC)
DAY = date(2027, 3, 25)


@pytest.fixture(autouse=True)
def today() -> Any:
    with clock.at(NOON):
        yield


@pytest.fixture
def place() -> Territory:
    return lesson_pages.opened()


@pytest.fixture
def plan(place: Territory) -> Plan:
    return made.plan(place)


def path(plan: Plan) -> str:
    return f"/plans/{plan.slug}/exercises/from-lessons/"


def rehearsed(plan: Plan, **fields: Any) -> Exercise:
    known = {"title": "À l’épreuve", "on": DAY, "lessons": rehearsing.offered(plan), **fields}
    return actions.rehearse(plan=plan, **{"user": made.keeper(plan), **known})


def of(row: Lesson) -> str:
    return f"/l/{row.contribution.reference}/"


def test_one_press_on_what_is_proposed_writes_scenario_injects_and_day(plan: Plan, place: Territory) -> None:
    first, second = lessons.lesson(territory=place), lessons.lesson(Stage.DONE, place)
    client = lesson_pages.signed(made.keeper(plan))
    form = client.get(path(plan)).context["form"]
    sent = {**form.initial, "on": form.initial["on"].isoformat()}
    answer = client.post(path(plan), sent)
    row = Exercise.objects.get()
    assert answer.headers["Location"] == f"/plans/{plan.slug}/scenarios/{row.scenario_id}/#injects"
    assert (row.on, row.title) == (DAY, "À l’épreuve : Ce que nous avons appris")
    assert set(row.lessons.all()) == {first.contribution, second.contribution}
    assert row.scenario is not None
    told = list(row.scenario.injects.values_list("minutes", "text", "expected"))
    assert told == [(minutes, lessons.ANALYSIS["happened"], lessons.ANALYSIS["next"]) for minutes in (15, 35)]
    assert first.contribution.title in row.scenario.introduction
    assert client.post(path(plan), sent).status_code == 302
    assert (Exercise.objects.count(), Scenario.objects.count()) == (1, 1)


def test_the_lesson_that_the_address_names_is_chosen_alone(plan: Plan, place: Territory) -> None:
    row, _other = lessons.lesson(territory=place), lessons.lesson(territory=place)
    client = lesson_pages.signed(made.keeper(plan))
    found = client.get(f"{path(plan)}?lesson={row.contribution.reference}").context["form"].initial
    assert found["lessons"] == [str(row.pk)]
    assert found["title"] == f"À l’épreuve : {row.contribution.title}"


def test_lessons_of_the_place_of_sections_and_of_earlier_uses_are_offered_while_open(place: Territory) -> None:
    first = plan_active.activation()
    plan = first.scenario.plan
    keeper = made.keeper(plan)
    here = lessons.lesson(territory=place, title="D’ici")
    used = lessons.lesson(territory=contributions.metropole(), event=first.situation, title="D’un exercice")
    section = lessons.changed_section(place, keeper)
    touched = lessons.lesson(Stage.DONE, place, section=section, user=keeper, title="D’une section")
    for stage in (Stage.VERIFIED, Stage.REFUSED):
        lessons.lesson(stage, place)
    lessons.lesson(territory=place, is_public=False)
    lessons.lesson(territory=contributions.commune("Oullins"))
    assert {one.contribution for one in rehearsing.offered(plan)} == {here.pk, used.pk, touched.pk}


def test_the_scenario_holds_the_measures_of_the_sections_touched_else_of_the_whole_plan(place: Territory) -> None:
    keeper = accounts.coordinator(place)
    section = lessons.changed_section(place, keeper)
    plan = section.plan
    own = actions.add_measure(section=section, user=keeper, title="Citerne", role="Travaux")
    every = [own, *plan_active.measured(plan)]
    loose = lessons.lesson(territory=place)
    row = rehearsed(plan)
    assert row.scenario is not None
    assert set(row.scenario.measures.all()) == set(every)
    lessons.lesson(Stage.DONE, place, section=section, user=keeper)
    touching = [one for one in rehearsing.offered(plan) if one.contribution != loose.pk]
    row = rehearsed(plan, title="Autre", lessons=touching)
    assert row.scenario is not None
    assert set(row.scenario.measures.all()) == {own}


def test_a_lesson_says_that_an_exercise_puts_it_to_the_test_unless_it_is_a_surprise(
    plan: Plan, place: Territory
) -> None:
    row = lessons.lesson(territory=place)
    rehearsed(plan, title="Surprise")
    staff = lesson_pages.signed(lessons.keeper(row))
    assert "Surprise" not in lesson_pages.page(Client(), of(row))
    page = lesson_pages.page(staff, of(row))
    assert "Un exercice le met à l’épreuve : Surprise" in page
    opened = rehearsed(plan, title="Annoncé", is_open=True)
    public = lesson_pages.page(Client(), of(row))
    assert "Un exercice le met à l’épreuve : Annoncé" in public
    assert f"scenarios/{opened.scenario_id}/" not in public
    assert f"scenarios/{opened.scenario_id}/" in lesson_pages.page(staff, of(row))
    scenarios = lesson_pages.page(lesson_pages.signed(made.keeper(plan)), f"/plans/{plan.slug}/scenarios/")
    assert scenarios.count(of(row)) == 2
    actions.call_off_exercise(plan=plan, user=made.keeper(plan), number=opened.pk)
    assert "Annoncé" not in lesson_pages.page(Client(), of(row))
    assert [one.title for one in registry.rehearsals([row.pk], made.keeper(plan))] == ["Surprise"]


def test_a_surprise_is_its_staffs_and_that_of_a_plan_not_yet_open_too(place: Territory) -> None:
    row = lessons.lesson(territory=place)
    around = contributions.metropole()
    for is_open in (True, False):
        plan = made.plan(around, is_open=is_open)
        rehearsed(plan, title=f"Surprise {is_open}")
        rehearsed(plan, title=f"Annoncé {is_open}", is_open=True)
    staff = accounts.coordinator(around)
    every = ["Annoncé False", "Annoncé True", "Surprise False", "Surprise True"]
    assert [one.title for one in registry.rehearsals([row.pk], staff)] == every
    for known in (AnonymousUser(), lessons.keeper(row)):  # who keeps the lesson does not prepare the plan around it
        found = [(one.title, one.address) for one in registry.rehearsals([row.pk], known)]
        assert found == [("Annoncé True", "")]
    page = lesson_pages.page(lesson_pages.signed(lessons.keeper(row)), of(row))
    assert [title in page for title in every] == [False, True, False, False]
    assert "/scenarios/" not in page


def test_what_cannot_be_an_exercise_is_refused_and_nothing_is_half_written(plan: Plan, place: Territory) -> None:
    lessons.lesson(territory=place)
    offered = rehearsing.offered(plan)
    rehearsed(plan)
    refused: tuple[dict[str, Any], ...] = (
        {"lessons": []},
        {"lessons": offered * 13},
        {"title": "À l’épreuve"},
        {"title": "Hier", "on": NOON.date() - timedelta(days=1)},
        {"title": " "},
    )
    for fields in refused:
        with pytest.raises(NotPossible):
            rehearsed(plan, **fields)
    lessons.check(lessons.lesson(Stage.DONE, place))
    closed = registry.learnt(registry.Taught(places=[place.pk]))[-1]
    assert not closed.is_open
    with pytest.raises(NotPossible, match="plus ouvert"):
        rehearsed(plan, title="Clos", lessons=[closed])
    assert (Exercise.objects.count(), Scenario.objects.count()) == (1, 1)


def test_an_exercise_that_is_planned_already_keeps_its_scenario_and_its_lessons(plan: Plan, place: Territory) -> None:
    row, user = lessons.lesson(territory=place), made.keeper(plan)
    title = "À l’épreuve " * 12  # longer than what is kept
    there = actions.plan_exercise(plan=plan, user=user, title=title, on=DAY)
    with pytest.raises(NotPossible, match="déjà prévu"):
        rehearsed(plan, title=f" {title}")
    sent = {"title": there.title, "on": DAY.isoformat(), "lessons": [row.pk]}
    answer = lesson_pages.signed(user).post(path(plan), sent)
    assert (answer.status_code, "déjà prévu" in answer.content.decode()) == (422, True)
    assert (Exercise.objects.get(), there.lessons.count(), Scenario.objects.count()) == (there, 0, 0)
    assert rehearsed(plan, title=title, on=DAY + timedelta(days=7)).scenario is not None


def test_a_form_without_a_lesson_or_with_a_day_that_is_over_says_so(plan: Plan, place: Territory) -> None:
    row = lessons.lesson(territory=place)
    client = lesson_pages.signed(made.keeper(plan))
    answer = client.post(path(plan), {"title": "Épreuve", "on": DAY.isoformat()})
    assert (answer.status_code, "Choisissez au moins un enseignement" in answer.content.decode()) == (422, True)
    answer = client.post(path(plan), {"title": "Épreuve", "on": "2027-01-01", "lessons": [row.pk]})
    assert answer.status_code == 422
    assert "Ce jour est passé" in answer.content.decode()


def test_only_who_keeps_the_plan_makes_an_exercise_of_lessons(plan: Plan, place: Territory) -> None:
    lessons.lesson(territory=place)
    stranger = accounts.coordinator(contributions.commune("Oullins"))
    assert lesson_pages.signed(stranger).get(path(plan)).status_code == 403
    with pytest.raises(NotAllowed):
        rehearsed(plan, user=stranger)


def test_without_an_open_lesson_the_page_says_that_nothing_is_there(plan: Plan) -> None:
    page = lesson_pages.page(lesson_pages.signed(made.keeper(plan)), path(plan))
    assert "il n’y a rien à mettre à l’épreuve" in page


def test_the_way_from_a_lesson_leads_to_the_only_plan_else_asks_which(plan: Plan, place: Territory) -> None:
    row = lessons.lesson(territory=place, user=made.keeper(plan))
    client = lesson_pages.signed(made.keeper(plan))
    door = f"/t/{place.slug}/plans/rehearse/?lesson={row.contribution.reference}"
    assert door in lesson_pages.page(client, of(row))
    assert client.get(door).headers["Location"] == f"{path(plan)}?lesson={row.contribution.reference}"
    other = made.plan(place, user=made.keeper(plan))
    page = lesson_pages.page(client, door)
    for each in (plan, other):
        assert f"{path(each)}?lesson={row.contribution.reference}" in page
    stranger = lesson_pages.signed(accounts.coordinator(contributions.commune("Oullins")))
    assert "vous n’en tenez aucun ici" in lesson_pages.page(stranger, door)
    assert client.get("/t/nulle-part/plans/rehearse/").status_code == 404


def test_a_title_that_is_taken_gets_a_number(plan: Plan, place: Territory) -> None:
    lessons.lesson(territory=place)
    rehearsed(plan)
    assert rehearsing.free_title(plan, "À l’épreuve") == "À l’épreuve (2)"
    rehearsed(plan, title="À l’épreuve (2)")
    assert rehearsing.free_title(plan, "À l’épreuve") == "À l’épreuve (3)"
    assert rehearsing.free_title(plan, "Autre") == "Autre"


def test_many_lessons_are_offered_in_as_many_questions_as_one(
    plan: Plan, place: Territory, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _number in range(5):
        lessons.lesson(territory=place)
    with django_assert_max_num_queries(1):
        assert len(rehearsing.offered(plan)) == 5


def test_the_newest_are_offered_and_an_older_one_from_its_own_page(
    plan: Plan, place: Territory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsing, "MOST_OFFERED", 2)
    with clock.at(NOON - timedelta(days=30)):
        older = lessons.lesson(territory=place, title="L’ancien")
    newer = [lessons.lesson(territory=place, title=title) for title in ("Neuf 1", "Neuf 2")]
    client = lesson_pages.signed(made.keeper(plan))
    page = client.get(path(plan))
    assert [one.contribution for one in page.context["offered"]] == [row.pk for row in newer]
    assert "depuis sa propre page" in page.content.decode()
    named = f"{path(plan)}?lesson={older.contribution.reference}"
    page = client.get(named)
    assert [one.contribution for one in page.context["offered"]] == [older.pk, *(row.pk for row in newer)]
    form = page.context["form"].initial
    assert client.post(named, {**form, "on": form["on"].isoformat()}).status_code == 302
    assert list(Exercise.objects.get().lessons.all()) == [older.contribution]


def test_what_is_learnt_is_cut_with_what_is_still_open_first(place: Territory) -> None:
    with clock.at(NOON - timedelta(days=30)):
        opened = lessons.lesson(territory=place)
    closed = lessons.lesson(Stage.VERIFIED, place)
    here = [place.pk]
    every, first, still = (
        [one.contribution for one in registry.learnt(registry.Taught(places=here, **wanted))]
        for wanted in ({}, {"most": 1}, {"only_open": True})
    )
    assert (every, first, still) == ([opened.pk, closed.pk], [opened.pk], [opened.pk])
    assert registry.learnt(registry.Taught(places=here, among=[])) == []


def test_the_plans_that_somebody_keeps_are_chosen_before_the_list_is_cut(
    plan: Plan, place: Territory, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(rehearsing, "MOST_PLANS", 2)
    around = contributions.metropole()
    wide = accounts.coordinator(around)
    for number in range(3):
        actions.create_plan(territory=around, user=wide, name=f"Avant {number}")
    with django_assert_max_num_queries(2):
        assert rehearsing.near(place, made.keeper(plan)) == [plan]
    assert [row.name for row in rehearsing.near(place, wide)] == ["Avant 0", "Avant 1"]
    assert rehearsing.near(place, AnonymousUser()) == []
