"""A member's tasks, one task, the one-tap tick; letters about what is late."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.messages import jobs
from boucle.foundation.messages.models import Letter
from boucle.foundation.situations.enums import Nature
from boucle.foundation.tasks import actions
from boucle.foundation.tasks.enums import Standing
from boucle.foundation.tasks.models import Task
from tests.factories import accounts, contributions
from tests.factories import tasks as made

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def reading(user: User | None = None) -> Client:
    client = Client(headers={"accept-language": "en"})
    if user is not None:
        client.force_login(user)
    return client


def page_of(task: Task) -> str:
    return reverse("tasks:task", args=[task.uid])


def tap(client: Client, task: Task, do: str, **typed: Any) -> Any:
    return client.post(reverse("tasks:move", args=[task.uid]), {"do": do, **typed})


def test_my_page_shows_mine_and_those_that_wait_for_my_role() -> None:
    place = contributions.commune()
    user = accounts.referent(place)
    mine, waiting = made.late(place, owner=user), made.task(place)
    made.task(contributions.commune("Oullins"), title="Ailleurs")
    html = reading(user).get(reverse("tasks:mine")).content.decode()
    assert [title in html for title in (mine.title, waiting.title, "Ailleurs", "late by")] == [True, True, False, True]


def test_a_stranger_has_an_empty_page_and_a_visitor_signs_in() -> None:
    made.task()
    assert "Nothing is waiting for you." in reading(accounts.stranger()).get(reverse("tasks:mine")).content.decode()
    assert reading().get(reverse("tasks:mine")).status_code == 302


def test_a_task_tells_its_story_to_its_people_only() -> None:
    task = made.task(detail="Par la **rampe** nord.", origin=contributions.contribution())
    html = reading(accounts.referent(task.territory)).get(page_of(task)).content.decode()
    assert "<strong>rampe</strong>" in html
    assert "Given: Logistique" in html
    assert task.origin is not None
    assert task.origin.title in html
    assert reading(accounts.stranger()).get(page_of(task)).status_code == 403
    assert reading().get(page_of(task)).status_code == 302
    assert reading(accounts.stranger()).get("/tasks/0190f5a0-0000-7000-8000-000000000000/").status_code == 404


def test_one_tap_ticks_and_leads_back_to_where_the_button_was() -> None:
    task = made.task()
    client = reading(accounts.referent(task.territory))
    assert tap(client, task, "finish", next="/activations/7/board/?role=Logistique").url == (
        "/activations/7/board/?role=Logistique"
    )
    task.refresh_from_db()
    assert task.standing == Standing.DONE


@pytest.mark.parametrize("away", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""])
def test_a_button_never_leads_to_another_site(away: str) -> None:
    task = made.task()
    page = tap(reading(accounts.referent(task.territory)), task, "begin", next=away)
    assert page.url == page_of(task)


def test_a_stranger_ticks_nothing() -> None:
    task = made.task()
    assert tap(reading(accounts.stranger()), task, "finish").status_code == 403
    assert tap(reading(), task, "finish").status_code == 302
    task.refresh_from_db()
    assert task.standing == Standing.TO_DO


def test_a_member_who_may_not_drop_is_refused_by_page() -> None:
    task = made.task()
    assert tap(reading(accounts.referent(task.territory)), task, "drop", reason="Trop loin.").status_code == 403


def test_dropping_without_a_reason_names_the_field() -> None:
    task = made.task()
    page = tap(reading(accounts.coordinator(task.territory)), task, "drop", reason="")
    assert (page.status_code, page.context["reason"].errors.keys()) == (422, {"reason"})


def test_evidence_is_written_from_the_page_and_an_overlong_one_is_refused_whole() -> None:
    task = made.task()
    client = reading(accounts.referent(task.territory))
    page = tap(client, task, "finish", evidence="v" * 1001)
    assert (page.status_code, "v" * 1001 in page.content.decode()) == (422, True)
    tap(client, task, "finish", evidence="Vu à 15 h 40.")
    task.refresh_from_db()
    assert task.evidence == "Vu à 15 h 40."


def test_whoever_comes_second_is_told_what_became_of_it() -> None:
    task = made.task()
    user = accounts.coordinator(task.territory)
    actions.drop(task=task, by=user, reason="La route est coupée.")
    client = reading(user)
    tap(client, task, "finish")
    assert "This task was dropped meanwhile." in client.get(page_of(task)).content.decode()


def test_a_task_is_given_to_a_member_of_the_place_only() -> None:
    task = made.task()
    client, member = reading(accounts.coordinator(task.territory)), accounts.referent(task.territory)
    assert tap(client, task, "give", to=accounts.stranger().pk).status_code == 422
    assert tap(client, task, "give", to=member.pk).status_code == 302
    task.refresh_from_db()
    assert task.owner == member


def test_an_unknown_button_changes_nothing() -> None:
    task = made.task()
    assert tap(reading(accounts.coordinator(task.territory)), task, "explode").status_code == 302
    assert task.steps.count() == 1


def test_a_task_of_an_exercise_wears_its_watermark() -> None:
    place = contributions.commune()
    task = made.task(place, situation=contributions.situation(place, nature=Nature.EXERCISE))
    html = reading(accounts.referent(place)).get(page_of(task)).content.decode()
    assert ('class="ribbon"' in html, 'class="watermark"' in html, "[Exercise]" in html) == (True, True, True)


def test_pages_ask_the_database_a_fixed_number_of_times(django_assert_num_queries: Any) -> None:
    place = contributions.commune()
    user = accounts.referent(place)
    for _ in range(30):
        made.task(place, owner=user)
        made.task(place)
    client = reading(user)
    client.get(reverse("tasks:mine"))
    with django_assert_num_queries(9):
        client.get(reverse("tasks:mine"))


def test_an_owner_gets_one_letter_a_day_about_all_that_is_late() -> None:
    place = contributions.commune()
    user = accounts.user()
    exercise = contributions.situation(place, nature=Nature.EXERCISE)
    made.late(place, owner=user, title="Remplir la citerne")
    made.late(place, owner=user, title="Essayer la sirène", situation=exercise)
    made.late(place)
    made.task(place, owner=accounts.user(), due_at=clock.now() + timedelta(days=30))
    morning = datetime.combine(clock.today(), datetime.min.time(), PARIS) + timedelta(days=1, hours=8)
    with clock.at(morning):
        assert (jobs.remind_late(), jobs.remind_late()) == (1, 0)
    letter = Letter.objects.get()
    assert (letter.user, letter.context["more"]) == (user, 0)
    assert {(task["title"], task["is_trial"]) for task in letter.once["tasks"]} == {
        ("Remplir la citerne", False),
        ("Essayer la sirène", True),
    }
    with clock.at(morning + timedelta(days=1)):
        assert jobs.remind_late() == 1


def test_nobody_is_written_to_in_the_night() -> None:
    made.late(owner=accounts.user())
    night = datetime.combine(clock.today(), datetime.min.time(), PARIS) + timedelta(days=1, hours=3)
    with clock.at(night):
        assert jobs.remind_late() == 0
    assert not Letter.objects.exists()


def test_the_letter_reads_well(mailoutbox: list[Any]) -> None:
    made.late(owner=accounts.user(), title="Remplir la citerne")
    morning = datetime.combine(clock.today(), datetime.min.time(), PARIS) + timedelta(days=1, hours=8)
    with clock.at(morning):
        jobs.remind_late()
        assert jobs.send_due() == 1
    (mail,) = mailoutbox
    assert mail.subject == "Une de vos actions est en retard"
    assert "Remplir la citerne" in mail.body
    assert "/tasks/" in mail.body
    assert Letter.objects.get().once == {}
