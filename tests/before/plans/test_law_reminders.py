"""Letters about deadlines: to whom, when, once; through a real mail server, by two workers at once."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django.fixtures import Settings

from boucle.before.plans.actions import reminders
from boucle.before.plans.enums import MilestoneType, Stage
from boucle.before.plans.models import Plan, Reminder, Section
from boucle.before.plans.queries import reminding
from boucle.foundation.accounts import actions as accounts_actions
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages import jobs
from boucle.foundation.messages.models import Letter
from tests.factories import accounts, contributions
from tests.factories import plan_law as law
from tests.factories import plans as made
from tests.foundation.messages.conftest import Post, post

__all__ = ["post"]  # a fixture: the mail server of the letters' own tests

NOON = datetime(2027, 1, 21, 11, tzinfo=UTC)
VERIFIED = date(2026, 9, 1)  # contacts: due six months later, on 1 March 2027
DUE = date(2027, 3, 1)


def on(day: date) -> Any:
    return clock.at(datetime(day.year, day.month, day.day, 11, tzinfo=UTC))


def plan_due(**fields: Any) -> Plan:
    plan = law.answering(**fields)
    law.fact(plan, MilestoneType.CONTACTS, VERIFIED)
    return plan


@pytest.fixture
def moment() -> Any:
    with clock.at(NOON):
        yield NOON


@pytest.mark.parametrize(
    ("days", "stage"),
    [(61, None), (60, Stage.AHEAD), (15, Stage.AHEAD), (14, Stage.CLOSE), (0, Stage.CLOSE), (-1, Stage.LATE)],
)
def test_a_deadline_is_recalled_two_months_before_two_weeks_before_and_once_late(
    days: int, stage: Stage | None
) -> None:
    assert reminding.stage_of(days) == stage


@pytest.mark.django_db
def test_each_stage_is_told_once(moment: datetime) -> None:
    plan = plan_due()
    told = []
    for day in (date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 15), date(2027, 2, 15), date(2027, 2, 20)):
        with on(day):
            told.append(reminders.remind())
    for day in (date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 3), date(2027, 6, 1)):
        with on(day):
            told.append(reminders.remind())
    assert told == [0, 1, 0, 1, 0, 0, 1, 0, 0]
    rows = Reminder.objects.order_by("sent_at").values_list("plan", "regime", "clock", "due_on", "stage")
    assert list(rows) == [(plan.pk, "pgui", "contacts", DUE, stage) for stage in ("ahead", "close", "late")]


@pytest.mark.django_db
def test_the_next_deadline_is_told_again(moment: datetime) -> None:
    plan = plan_due()
    with on(date(2027, 3, 2)):
        assert reminders.remind() == 1
        law.fact(plan, MilestoneType.CONTACTS, date(2027, 3, 2))
        assert reminders.remind() == 0
    with on(date(2027, 8, 1)):
        assert reminders.remind() == 1


@pytest.mark.django_db
def test_coordinators_read_one_letter_for_everything_in_french(moment: datetime, post: Post) -> None:
    plan = plan_due()
    law.fact(plan, MilestoneType.EXERCISED, date(2026, 9, 1))
    other = made.plan(plan.territory, user=made.keeper(plan))
    law.answering(other)
    law.fact(other, MilestoneType.CONTACTS, date(2026, 7, 30))
    colleague = accounts.coordinator(plan.territory, email="colleague@bron.example")
    accounts.referent(plan.territory)
    accounts.stranger()
    assert reminders.remind() == 2
    assert jobs.send_due() == 2
    assert sorted(mail["To"] for mail in post.mails) == sorted([made.keeper(plan).email, colleague.email])
    mail = post.mails[0]
    assert mail["Subject"] == "3 échéances de vos plans"
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # a letter has a text
    assert f"Vérifier les contacts, deux fois par an ({plan.name}) : dans 39 jours." in text
    assert f"Vérifier les contacts, deux fois par an ({other.name}) : dans 9 jours." in text
    assert f"Tirer les leçons de l’exercice dans le plan ({plan.name}) : en retard de 51 jours." in text
    assert f"http://testserver/plans/{plan.slug}/law/" in text


@pytest.mark.django_db
def test_an_installation_in_english_writes_in_english(moment: datetime, post: Post, settings: Settings) -> None:
    settings.LANGUAGE_CODE = "en"
    plan = plan_due()
    reminders.remind()
    jobs.send_due()
    (mail,) = post.mails
    assert mail["Subject"] == "One deadline of your plans"
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # a letter has a text
    assert f"Verify the contacts, twice a year ({plan.name}): in 39 days." in text
    assert "You coordinate these plans, or keep these sections." in text


def past(section: Section, days: int = 3) -> Section:
    review_on = clock.today() - timedelta(days=days)
    Contribution.objects.filter(pk=section.pk).update(review_on=review_on)
    return section


@pytest.mark.django_db
def test_the_keeper_of_a_section_past_its_review_is_told_and_nobody_else(moment: datetime, post: Post) -> None:
    keeper = accounts.user("tient@bron.example")
    plan = made.plan()
    past(made.section(plan, title="Eau potable inventée", keeper=keeper))
    past(made.section(plan, title="Digue inventée", keeper=keeper), days=1)
    made.section(plan, title="À jour", keeper=keeper)
    past(made.draft(plan, title="Brouillon", keeper=keeper))
    assert (reminders.remind(), reminders.remind()) == (1, 0)
    jobs.send_due()
    (mail,) = post.mails
    assert mail["To"] == keeper.email
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # a letter has a text
    assert f"La section « Eau potable inventée » ({plan.name}) était à revoir il y a 3 jours." in text
    assert f"La section « Digue inventée » ({plan.name}) était à revoir il y a 1 jour." in text
    assert "À jour" not in text and "Brouillon" not in text


@pytest.mark.django_db
def test_a_section_that_nobody_keeps_is_told_to_the_coordinators(moment: datetime) -> None:
    section = past(made.section())
    gone = accounts.user()
    past(made.section(section.plan, keeper=gone))
    accounts_actions.erase(user=gone)
    assert reminders.remind() == 1
    letter = Letter.objects.get()
    assert letter.user == made.keeper(section.plan) and len(letter.context["fiches"]) == 2


@pytest.mark.django_db
def test_a_section_is_told_again_after_its_next_review(moment: datetime) -> None:
    section = past(made.section())
    assert reminders.remind() == 1
    past(section, days=1)
    assert reminders.remind() == 1


@pytest.mark.django_db
def test_deputies_and_the_level_above_are_told_when_nobody_else_is_there(moment: datetime) -> None:
    plan = plan_due()
    above = accounts.coordinator(contributions.metropole(), email="metropole@lyon.example")
    assert reminding.coordinators(plan.territory_id) == [made.keeper(plan)]
    accounts_actions.set_absence(user=made.keeper(plan), until=date(2027, 12, 31))
    assert reminding.coordinators(plan.territory_id) == [above]


@pytest.mark.django_db
def test_a_deadline_waits_until_there_is_somebody_to_tell(moment: datetime) -> None:
    plan = plan_due()
    accounts_actions.set_absence(user=made.keeper(plan), until=date(2027, 1, 25))
    assert reminders.remind() == 0 and not Reminder.objects.exists()
    with on(date(2027, 1, 26)):
        assert reminders.remind() == 1


@pytest.mark.django_db
def test_what_merely_stays_posted_and_what_is_not_known_remind_nobody(moment: datetime) -> None:
    plan = law.answering(code="dicrim", version=date(2005, 8, 6))
    law.fact(plan, MilestoneType.POSTED, date(2026, 12, 1))
    law.stored(plan, "psc", date(2020, 1, 1))
    assert reminders.remind() == 0


@pytest.mark.django_db
def test_letters_go_with_the_plan_and_with_the_person(moment: datetime) -> None:
    plan = plan_due()
    reminders.remind()
    letter = Letter.objects.get()
    assert made.keeper(plan).email not in str(letter.context) and made.keeper(plan).name not in str(letter.context)
    accounts_actions.erase(user=made.keeper(plan))
    jobs.send_due()
    letter.refresh_from_db()
    assert (letter.sent_at, letter.error) == (None, "no address")


@pytest.mark.django_db
def test_a_turn_has_an_end_and_the_next_one_goes_on(moment: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = made.plan()
    for _ in range(3):
        past(made.section(plan))
    monkeypatch.setattr(reminders, "ROUND", 2)
    assert [reminders.remind(), reminders.remind(), reminders.remind()] == [1, 1, 0]
    assert [len(letter.context["fiches"]) for letter in Letter.objects.order_by("id")] == [2, 1]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one_letter() -> None:
    with clock.at(NOON):
        plan = plan_due()
        past(made.section(plan))
    ready = threading.Barrier(2)
    written: list[int] = []

    def turn() -> None:
        try:
            with clock.at(NOON):
                ready.wait()
                written.append(reminders.remind())
        finally:
            connection.close()

    workers = [threading.Thread(target=turn) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(written) == 2
    lines = [line["title"] for letter in Letter.objects.all() for line in letter.context["fiches"]]
    assert len(lines) == len(set(lines)) == 2 == Reminder.objects.count()


def test_the_worker_knows_the_round() -> None:
    assert registry.PERIODIC["plan reminders"].run is reminders.remind


CLOCK = {"regime": "pgui", "clock": "contacts", "due_on": DUE, "stage": "ahead", "sent_at": NOON}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("plan_reminder_once", lambda section: CLOCK),
        ("plan_reminder_stage_known", lambda section: {**CLOCK, "stage": "never"}),
        ("plan_reminder_one_subject", lambda section: {**CLOCK, "clock": ""}),
        ("plan_reminder_one_subject", lambda section: {**CLOCK, "section": section}),
        ("section_reminder_once", lambda section: {**CLOCK, "regime": "", "clock": "", "section": section}),
    ],
)
def test_the_database_refuses_a_reminder_that_is_wrong(name: str, wrong: Callable[[Section], dict[str, Any]]) -> None:
    section = made.section()
    Reminder.objects.create(plan=section.plan, **CLOCK)
    Reminder.objects.create(plan=section.plan, section=section, due_on=DUE, stage="ahead", sent_at=NOON)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        Reminder.objects.create(plan=section.plan, **wrong(section))
    assert name in str(refused.value) or connection.vendor == "sqlite"


@pytest.mark.django_db
def test_reminders_go_with_their_plan(moment: datetime) -> None:
    plan = plan_due()
    reminders.remind()
    plan.delete()
    assert not Reminder.objects.exists()
