"""Exercises planned ahead: written, shown beside the clocks, in the calendar and in letters; called off."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from boucle.before.plans import actions
from boucle.before.plans.actions import reminders
from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Exercise, Plan, Reminder
from boucle.before.plans.queries import clocks, exercises
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.messages.models import Letter
from tests.factories import accounts, plan_active
from tests.factories import plan_law as law
from tests.factories import plans as made

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 21, 11, tzinfo=UTC)
TODAY = date(2027, 1, 21)
SPRING = date(2027, 3, 18)


@pytest.fixture(autouse=True)
def today() -> Any:
    with clock.at(NOON):
        yield


def planned(plan: Plan, on: date = SPRING, *, is_open: bool = True, **fields: Any) -> Exercise:
    fields.setdefault("title", "Un soir de froid")
    return actions.plan_exercise(plan=plan, user=made.keeper(plan), on=on, is_open=is_open, **fields)


def page(route: str, plan: Plan, client: Client | None = None) -> str:
    answer = (client or Client()).get(reverse(f"plans:{route}", args=[plan.slug]))
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", " ")


def keeper(plan: Plan) -> Client:
    client = Client()
    client.force_login(made.keeper(plan))
    return client


def titles(plan: Plan, client: Client | None = None) -> list[str]:
    answer = (client or Client()).get(reverse("plans:calendar", args=[plan.slug]))
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return [str(event["summary"]) for event in events if "exercise-" in str(event["uid"])]


def test_an_exercise_is_planned_by_a_form_beside_the_clock_that_asks_for_it() -> None:
    plan = law.answering()
    scenario = plan_active.scenario(plan)
    client = keeper(plan)
    assert "S’exercer, chaque année" in page("exercise_new", plan, client)
    typed = {"title": "Un soir de froid", "on": "2027-03-18", "scenario": scenario.pk, "is_open": "on"}
    answer = client.post(reverse("plans:exercise_new", args=[plan.slug]), typed)
    assert answer["Location"] == reverse("plans:scenarios", args=[plan.slug])
    row = Exercise.objects.get()
    assert (row.title, row.on, row.scenario, row.is_open) == ("Un soir de froid", SPRING, scenario, True)
    text = page("scenarios", plan, client)
    assert ("18 mars 2027" in text, scenario.name in text, "dans le calendrier de tous" in text) == (True, True, True)


def test_what_is_wrong_is_said_and_what_was_typed_stays() -> None:
    plan = law.answering()
    address = reverse("plans:exercise_new", args=[plan.slug])
    answer = keeper(plan).post(address, {"title": "Hier", "on": "2027-01-20"})
    text = answer.content.decode().replace("\xa0", " ")
    assert (answer.status_code, "Ce jour est passé" in text, 'value="Hier"' in text) == (422, True, True)
    assert Exercise.objects.count() == 0


@pytest.mark.parametrize(("title", "days"), [("", 30), ("Hier", -1), ("Trop loin", 4000)])
def test_an_exercise_has_a_title_and_a_day_to_come(title: str, days: int) -> None:
    plan = made.plan()
    with pytest.raises(NotPossible):
        planned(plan, TODAY + timedelta(days=days), title=title)


def test_a_scenario_of_another_plan_is_refused() -> None:
    with pytest.raises(NotPossible):
        planned(made.plan(), scenario=plan_active.scenario())


def test_a_stranger_plans_nothing_and_calls_nothing_off() -> None:
    plan = law.answering()
    row = planned(plan)
    client = Client()
    client.force_login(accounts.stranger())
    assert client.get(reverse("plans:exercise_new", args=[plan.slug])).status_code == 403
    assert client.post(reverse("plans:exercise_call_off", args=[plan.slug, row.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        actions.plan_exercise(plan=plan, user=accounts.stranger(), title="Non", on=SPRING)
    assert Exercise.objects.count() == 1


def test_the_same_exercise_is_planned_once() -> None:
    plan = made.plan()
    assert planned(plan) == planned(plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        Exercise.objects.create(plan=plan, title="Un soir de froid", on=SPRING, written_at=NOON)


def test_an_exercise_without_a_title_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Exercise.objects.create(plan=made.plan(), title="", on=SPRING, written_at=NOON)


def test_a_clock_that_asks_for_exercises_shows_the_next_one() -> None:
    plan = law.answering()
    law.fact(plan, MilestoneType.EXERCISED, date(2026, 3, 1))
    planned(plan, date(2027, 2, 15))
    planned(plan, date(2027, 6, 1))
    found = {each.code: each.planned_on for each in clocks.of(plan)}
    assert found["exercise"] == date(2027, 2, 15)
    assert {code for code, day in found.items() if day} == {"exercise"}
    assert "exercice prévu le" in page("law", plan)


def test_an_exercise_after_the_deadline_is_told_so() -> None:
    plan = law.answering()
    law.fact(plan, MilestoneType.EXERCISED, date(2026, 3, 1))
    planned(plan, date(2027, 3, 2))
    assert "C’est après l’échéance." in page("law", plan)


def test_a_surprise_is_known_to_the_staff_alone() -> None:
    plan = law.answering()
    made.section(plan)
    planned(plan, is_open=False, title="Surprise")
    assert titles(plan) == []
    assert titles(plan, keeper(plan)) == ["EXERCICE : Surprise"]
    assert [word in page("law", plan) for word in ("Surprise", "exercice prévu")] == [False, False]
    assert [word in page("law", plan, keeper(plan)) for word in ("Surprise", "exercice prévu")] == [True, True]
    assert "exercice prévu" not in page("plan", plan)
    answer = keeper(plan).get(reverse("plans:calendar", args=[plan.slug]))
    assert "no-store" in answer["Cache-Control"]


def test_an_exercise_is_an_event_of_its_day_until_it_is_over() -> None:
    plan = law.answering()
    planned(plan)
    assert titles(plan) == ["EXERCICE : Un soir de froid"]
    with clock.at(NOON + timedelta(days=90)):
        assert titles(plan) == []


def test_coordinators_are_reminded_two_months_and_two_weeks_before_and_told_once() -> None:
    plan = made.plan()
    planned(plan)
    with clock.at(datetime(2027, 1, 16, tzinfo=UTC)):
        assert reminders.remind() == 0
    assert [reminders.remind(), reminders.remind()] == [1, 0]
    with clock.at(datetime(2027, 3, 5, 11, tzinfo=UTC)):
        assert [reminders.remind(), reminders.remind()] == [1, 0]
    with clock.at(datetime(2027, 3, 19, 11, tzinfo=UTC)):
        assert reminders.remind() == 0
    assert list(Reminder.objects.order_by("id").values_list("stage", flat=True)) == ["ahead", "close"]
    [line] = Letter.objects.order_by("id")[0].context["fiches"]
    assert (line["title"], line["path"]) == (
        "Exercice : Un soir de froid",
        reverse("plans:scenarios", args=[plan.slug]),
    )


def test_a_reminder_about_an_exercise_is_written_once_and_about_nothing_else() -> None:
    plan = made.plan()
    row = planned(plan)
    known = {"plan": plan, "exercise": row, "due_on": SPRING, "stage": "close", "sent_at": NOON}
    Reminder.objects.create(**known)
    for changes in ({}, {"regime": "pcs", "clock": "exercise"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reminder.objects.create(**{**known, **changes})


def test_an_exercise_that_is_called_off_leaves_every_page_and_letter() -> None:
    plan = law.answering()
    row = planned(plan)
    reminders.remind()
    answer = keeper(plan).post(reverse("plans:exercise_call_off", args=[plan.slug, row.pk]))
    assert answer.status_code == 302
    assert (titles(plan), Reminder.objects.filter(exercise__isnull=False).count()) == ([], 0)
    assert "Un soir de froid" not in page("scenarios", plan, keeper(plan))


def test_one_whose_day_is_over_waits_for_its_date_then_leaves() -> None:
    plan = law.answering()
    row = planned(plan)
    with clock.at(datetime(2027, 3, 20, 11, tzinfo=UTC)):
        assert exercises.overdue(plan) == [row]
        assert "son jour est passé" in page("scenarios", plan, keeper(plan))
        law.fact(plan, MilestoneType.EXERCISED, SPRING)
        assert exercises.overdue(plan) == []
