"""Where anonymity is set nobody learns who answered: no page, no letter, and, once a round is closed, no row."""

import importlib
import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.messages.enums import Template
from boucle.foundation.messages.models import Letter
from boucle.together.consultations import actions
from boucle.together.consultations.actions import attendance
from boucle.together.consultations.enums import Access, ItemType
from boucle.together.consultations.models import Attendance, Consultation, Group, Panellist, Round, Turnout
from boucle.together.consultations.queries import finding, participation, told_people
from tests.factories import consultations as made
from tests.together.consultations.test_facilitate import address, signed

pytestmark = pytest.mark.django_db


def panel(row: Consultation, number: int, name: str) -> list[actions.Invitation]:
    group = actions.add_group(consultation=row, user=made.facilitator(row), name=name)
    return made.invited(row, number, group=group)


def answer(round_: Round, invitation: actions.Invitation) -> None:
    voice = actions.enter(code=invitation.code)
    actions.keep(voice=voice, item=round_.asked.get().item, value=7)
    actions.send(voice=voice, code=invitation.code)


def two_rounds() -> tuple[Consultation, list[actions.Invitation]]:
    """Six carers answer both rounds; the one rescuer answers the first, then stops."""
    row = made.consultation(access=Access.PANEL)
    carers, rescuer = panel(row, 6, "Soins"), panel(row, 1, "Secours")
    with clock.at(clock.now() + timedelta(days=1)):
        first = made.open_round(row)
        for invitation in carers + rescuer:
            answer(first, invitation)
        made.close_round(first)
    with clock.at(clock.now() + timedelta(days=9)):
        second = made.open_round(row)
        for invitation in carers:
            answer(second, invitation)
        actions.remind(round=second, user=made.facilitator(row))
        actions.leave(panellist=rescuer[0].panellist)
    return row, carers + rescuer


def test_a_closed_round_has_counts_by_family_and_nobody_in_them() -> None:
    row, _people = two_rounds()
    assert Attendance.objects.count() == 6  # of the open round: its reminders need them
    made.close(row)
    assert Attendance.objects.count() == 0
    told = Turnout.objects.values_list("round__number", "group__name", "sent").order_by("round__number", "-sent")
    assert list(told) == [(1, "Soins", 6), (1, None, 1), (2, "Soins", 6)]


def test_after_the_close_the_leaver_is_like_the_others_but_for_having_stopped() -> None:
    """No column of the panel tells in which round somebody came, was late, or stopped."""
    row, _people = two_rounds()
    made.close(row)
    days = Panellist.objects.values_list("invited_on", "came_on", "reminded_on", "has_said").distinct().order_by()
    assert list(days) == [(clock.today(), clock.today(), None, True)]
    assert [one.left_on for one in Panellist.objects.exclude(left_on=None)] == [clock.today()]
    assert Letter.objects.filter(template=Template.PANEL_REMINDER).count() == 0


def test_a_sheet_that_crosses_the_close_leaves_no_row_behind() -> None:
    """The round was open when it was read, and is closed when the sheet is counted."""
    row, people = two_rounds()
    second = row.rounds.get(number=2)
    made.close_round(row.rounds.get(number=2))
    with pytest.raises(NotPossible):
        attendance.attend(second, people[0].code)
    assert Attendance.objects.count() == 0


def test_where_a_key_is_kept_attendances_stay() -> None:
    row = made.consultation(access=Access.PANEL, is_anonymous=False)
    people = made.invited(row, 2)
    round_ = made.open_round(row)
    answer(round_, people[0])
    made.close(row)
    assert (Attendance.objects.count(), Turnout.objects.count()) == (1, 0)
    assert participation.of(row, Round.objects.get()).total.sent == 1


def test_counts_of_a_closed_round_are_those_that_it_had() -> None:
    row, _people = two_rounds()
    first = row.rounds.get(number=1)
    found = participation.of(row, first)
    assert (found.total.invited, found.total.sent, found.others) == (7, 7, 0)
    assert [(str(line.group), line.invited, line.sent) for line in found.lines] == [("Soins", 6, 6), ("Secours", 1, 0)]


def test_a_family_of_one_is_never_told_nor_found_by_subtraction() -> None:
    """Whether the one rescuer answered (round 1) or not (round 2), the same is shown."""
    row, _people = two_rounds()
    for number in (1, 2):
        shown = told_people.of(row, row.rounds.get(number=number))
        assert [(str(line.group), line.invited, line.sent) for line in shown.lines] == [
            ("Soins", 6, "masqué"),
            ("Secours", 1, "masqué"),
        ]
    assert shown.total.sent == "5 ou plus"
    assert shown.total.left == "moins de 5"


@pytest.mark.parametrize(
    ("count", "whole", "told"),
    [
        (0, 40, "moins de 5"),
        (4, 40, "moins de 5"),
        (5, 40, 5),
        (35, 40, 35),
        (36, 40, "36 ou plus"),
        (40, 40, "36 ou plus"),
    ],
)
def test_neither_a_few_nor_all_but_a_few_are_told(count: int, whole: int, told: object) -> None:
    assert told_people.of_many(count, whole, 5) == told


@pytest.mark.parametrize("route", ["panel", "facilitate", "rounds", "letters", "close"])
def test_pages_are_the_same_whoever_of_the_panel_answered(route: str) -> None:
    """The same count, by other people: not one sign of the page changes."""
    pages = []
    for chosen in (slice(0, 3), slice(3, 6)):
        with transaction.atomic():
            row = made.consultation(access=Access.PANEL)
            user = made.facilitator(row)
            people = [
                actions.invite(consultation=row, user=user, details=ContactDetails(name=f"Personne {number}"))
                for number in range(6)
            ]
            round_ = made.open_round(row, [made.item(row, text="Une question ?")])
            for one in people[chosen]:
                answer(round_, one)
            actions.leave(panellist=people[5 if chosen.start == 0 else 0].panellist)
            page = signed(user).get(address(row, route)).content.decode()
            pages.append(neutral(page, row, [one.panellist for one in people]))
    assert pages[0] == pages[1]


def neutral(page: str, row: Consultation, people: list[Panellist]) -> str:
    """Without what differs between two consultations, and what is drawn for each request."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)
    page = re.sub(r'name="items" value="\d+"', "", page)
    page = page.replace(row.contribution.reference, "REF").replace(texts.spaced(row.contribution.title), "TITRE")
    page = page.replace(row.contribution.territory.slug, "LIEU").replace(row.contribution.territory.name, "Lieu")
    page = page.replace(made.facilitator(row).name, "Animation").replace(row.rule_hash, "HASH")
    for number, one in enumerate(people):
        page = re.sub(rf"\b(who_|panel/|name=\"who\" value=\"){one.pk}\b", rf"\g<1>n{number}", page)
    return page


def test_the_facilitator_strikes_somebody_and_sees_it_but_not_who_stopped_alone() -> None:
    row = made.consultation(access=Access.PANEL)
    people = made.invited(row, 3)
    actions.leave(panellist=people[0].panellist)
    client = signed(made.facilitator(row))
    assert "retirée du panel" not in client.get(address(row, "panel")).content.decode()
    page = client.post(address(row, "panel_leave", people[1].panellist.pk), follow=True).content.decode()
    assert page.count("struck") == 1
    assert [one.is_struck for one in Panellist.objects.order_by("pk")] == [False, True, False]


def test_a_reminder_tells_no_number() -> None:
    row, _people = two_rounds()
    with clock.at(clock.now() + timedelta(days=12)):
        page = signed(made.facilitator(row)).post(address(row, "panel_remind"), follow=True).content.decode()
    assert "Those who have not answered are written to. Nobody sees who they are." in page
    assert "Fewer than 5 people have not answered yet, or nobody." in page
    assert "reminded on" not in page


def test_a_letter_made_again_for_somebody_who_answered_opens_nothing_and_looks_like_the_others() -> None:
    row = made.consultation(access=Access.PANEL)
    user = made.facilitator(row)
    people = [
        actions.invite(consultation=row, user=user, details=ContactDetails(name=name)) for name in ("Anne", "Bob")
    ]
    answer(made.open_round(row, [made.item(row, ItemType.SCALE)]), people[0])
    client = signed(user)
    assert "has opened the former one" not in client.get(address(row, "letters")).content.decode()
    page = client.post(address(row, "letters"), {"who": [one.panellist.pk for one in people]})
    first, second = (letter["code"] for letter in page.context["made"])
    assert (finding.panellist(first), finding.panellist(people[0].code)) == (None, people[0].panellist)
    assert (finding.panellist(second), finding.panellist(people[1].code)) == (people[1].panellist, None)


def test_the_same_family_is_counted_once_in_a_round() -> None:
    row, _people = two_rounds()
    first = row.rounds.get(number=1)
    for group in (Group.objects.get(name="Soins"), None):
        with pytest.raises(IntegrityError), transaction.atomic():
            Turnout.objects.create(round=first, group=group, sent=1)


def test_nobody_is_struck_who_has_not_left() -> None:
    somebody = made.invited(made.consultation(access=Access.PANEL), 1)[0].panellist
    somebody.is_struck = True
    with pytest.raises(IntegrityError), transaction.atomic():
        somebody.save()


def test_what_was_anonymous_before_is_reduced_by_the_migration() -> None:
    row, people = two_rounds()
    made.close(row)
    first = row.rounds.get(number=1)
    Turnout.objects.all().delete()
    Panellist.objects.update(has_said=False, came_on=clock.today() - timedelta(days=3), reminded_on=clock.today())
    for one in people:
        Attendance.objects.create(panellist=one.panellist, round=first)
    migration = importlib.import_module("boucle.together.consultations.migrations.0004_forget_who_sent")
    migration.forget(apps, connection.schema_editor())
    assert Attendance.objects.count() == 0
    told = Turnout.objects.values_list("group__name", "sent").order_by("-sent")
    assert list(told) == [("Soins", 6), (None, 1)]
    days = Panellist.objects.values_list("came_on", "reminded_on", "has_said").distinct().order_by()
    assert list(days) == [(clock.today(), None, True)]
