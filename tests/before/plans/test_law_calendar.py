"""The calendar of a plan is read back by the same standard that wrote it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar
from pytest_django.fixtures import Settings

from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Plan
from boucle.foundation.core import clock
from tests.factories import accounts
from tests.factories import plan_law as law
from tests.factories import plans as made

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 21, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today() -> Any:
    with clock.at(NOON):
        yield


def address(plan: Plan) -> str:
    return reverse("plans:calendar", args=[plan.slug])


def read(plan: Plan, language: str = "fr") -> Any:
    answer = Client().get(address(plan), headers={"accept-language": language})
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(answer.content)


def events(plan: Plan, language: str = "fr") -> dict[str, Any]:
    return {str(event["uid"]): event for event in read(plan, language).walk("VEVENT")}


def due(**fields: Any) -> Plan:
    plan = law.answering(**fields)
    law.fact(plan, MilestoneType.CONTACTS, date(2026, 7, 30))
    return plan


def test_a_deadline_is_an_event_of_the_whole_day_with_its_alarm(settings: Settings) -> None:
    settings.ORIGIN = "https://boucle.example"
    plan = due()
    event = events(plan)[f"clock-{plan.pk}-pgui-contacts@boucle.example"]
    assert (event["dtstart"].dt, event["dtend"].dt) == (date(2027, 1, 30), date(2027, 1, 31))
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["summary"] == "PGUI : Vérifier les contacts, deux fois par an"
    assert event["url"] == f"https://boucle.example/plans/{plan.slug}/law/"
    (alarm,) = event.walk("VALARM")
    assert (alarm["action"], alarm["trigger"].dt) == ("DISPLAY", -timedelta(days=14))
    assert plan.name in event["description"]


def test_a_section_to_review_is_an_event_and_a_draft_is_none() -> None:
    plan = due()
    section = made.section(plan, title="Eau potable inventée", holder="Service inventé")
    made.draft(plan, title="Secret de brouillon")
    found = events(plan)
    review = found[f"section-{section.contribution.uid}@localhost"]
    assert review["dtstart"].dt == section.contribution.review_on
    assert review["summary"] == "À revoir : Eau potable inventée"
    assert "Service inventé" in review["description"]
    assert len(found) == 2


def test_the_calendar_speaks_the_language_of_whoever_asks() -> None:
    plan = due()
    (event,) = events(plan, "en").values()
    assert event["summary"] == "PGUI: Verify the contacts, twice a year"
    assert read(plan, "en")["x-wr-calname"] == plan.name


def test_an_event_keeps_its_name_when_its_day_moves() -> None:
    plan = due()
    before = events(plan)
    law.fact(plan, MilestoneType.CONTACTS, date(2027, 1, 20))
    after = events(plan)
    assert list(before) == list(after)
    assert [event["dtstart"].dt for event in after.values()] == [date(2027, 7, 20)]


def test_what_is_done_for_good_is_no_event() -> None:
    plan = law.answering(code="pics", version=date(2022, 12, 10))
    assert [event["dtstart"].dt for event in events(plan).values()] == [date(2026, 11, 26)]
    law.fact(plan, MilestoneType.ADOPTED, date(2026, 10, 1))
    assert "adopted" not in "".join(events(plan))


def test_the_same_plan_gives_the_same_bytes_and_is_not_sent_twice() -> None:
    plan = due()
    made.section(plan)
    first = Client().get(address(plan))
    with clock.at(NOON + timedelta(hours=3)):
        assert Client().get(address(plan)).content == first.content
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert first.headers["ETag"]


def test_nobody_is_named_in_the_calendar() -> None:
    plan = due()
    keeper = accounts.user("tient@bron.example", name="Nom Personnel")
    made.section(plan, keeper=keeper)
    text = Client().get(address(plan)).content.decode()
    coordinator = made.keeper(plan)
    assert [word for word in (keeper.email, keeper.name, coordinator.email, coordinator.name) if word in text] == []


def test_a_plan_without_a_list_or_with_an_unknown_one_has_its_reviews_alone() -> None:
    plan = made.plan()
    section = made.section(plan)
    law.stored(plan, "psc", date(2020, 1, 1))
    assert list(events(plan)) == [f"section-{section.contribution.uid}@localhost"]


def test_the_calendar_of_a_closed_plan_is_for_its_staff() -> None:
    plan = due(plan=made.plan(is_open=False))
    assert Client().get(address(plan)).status_code == 404
    client = Client()
    client.force_login(made.keeper(plan))
    answer = client.get(address(plan))
    assert answer.status_code == 200 and "no-store" in answer.headers["Cache-Control"]
