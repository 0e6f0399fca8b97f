"""Schedules of cuts from a CSV file: tried row by row, taken whole, and again without a double."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from boucle.before.dominos import actions
from boucle.before.dominos.exports import files
from boucle.before.dominos.models import Cut, Inventory, Schedule
from boucle.before.dominos.queries import finding, incoming, towns
from boucle.before.dominos.queries.incoming_shapes import Incoming
from tests.factories import accounts, dominos

pytestmark = pytest.mark.django_db

WINTER = """event,day,season,tranche,service,from,to
Lundi soir,2026-12-07,hiver,4,,17:00,20:00
Lundi soir,2026-12-07,hiver,,pump,20:30,21:00
Mardi soir,2026-12-08,hiver,5,,17:00,20:00
"""


def read(made: Inventory, text: str) -> Incoming:
    return incoming.read(made, None, None, "hiver.csv", io.BytesIO(text.encode()))


def take(made: Inventory, text: str) -> int:
    return actions.take(inventory=made, user=dominos.keeper(made), read=read(made, text)).new_cuts


def cuts(made: Inventory) -> list[tuple[object, ...]]:
    rows = Cut.objects.filter(schedule__inventory=made).order_by("schedule__day", "start")
    return list(rows.values_list("schedule__name", "schedule__season", "tranche", "service__code", "start", "end"))


EVENINGS = [
    ("Lundi soir", "hiver", "4", None, 1020, 1200),
    ("Lundi soir", "hiver", "", "pump", 1230, 1260),
    ("Mardi soir", "hiver", "5", None, 1020, 1200),
]


def test_a_file_is_taken_once_and_the_same_again_writes_no_double() -> None:
    made = dominos.town()
    assert (take(made, WINTER), take(made, WINTER)) == (3, 0)
    assert cuts(made) == EVENINGS
    assert read(made, WINTER).unchanged_cuts == 3


def test_what_was_read_before_another_took_the_same_file_writes_no_double() -> None:
    made = dominos.town()
    take(made, WINTER.replace("Mardi", "Lundi"))
    early = read(made, WINTER + "Lundi soir,2026-12-07,,4,,21:00,22:00\n")
    take(made, WINTER + "Lundi soir,2026-12-07,,4,,21:00,22:00\n")
    actions.take(inventory=made, user=dominos.keeper(made), read=early)
    assert Schedule.objects.filter(inventory=made, name="Lundi soir", day="2026-12-07").count() == 1
    assert Cut.objects.filter(tranche="4", start=1260).count() == 1


def test_a_file_that_grew_adds_only_what_is_new() -> None:
    made = dominos.town()
    take(made, WINTER)
    assert take(made, WINTER + "Mardi soir,2026-12-08,hiver,4,,20:00,22:00\n") == 1


def test_rows_that_cannot_be_taken_are_told_and_the_others_are_taken() -> None:
    made = dominos.town()
    text = WINTER + (
        ",2026-12-07,,4,,21:00,22:00\n"  # no name
        "Sans jour,,,4,,17:00,18:00\n"
        "Lundi soir,hier,,4,,21:00,22:00\n"
        "Lundi soir,2026-12-07,,8,,21:00,22:00\n"  # no such tranche
        "Lundi soir,2026-12-07,,,nulle part,21:00,22:00\n"
        "Lundi soir,2026-12-07,,4,pump,21:00,22:00\n"  # both
        "Lundi soir,2026-12-07,,,,21:00,22:00\n"  # neither
        "Lundi soir,2026-12-07,,4,,19:00,21:00\n"  # overlaps
        "Lundi soir,2026-12-07,,4,,17:00,20:00\n"  # the first row again
        "Lundi soir,2026-12-07,,4,,soir,21:00\n"
        "Lundi soir,2026-12-07,,4,,21:00,20:00\n"
        "Lundi soir,2026-12-07,,4,,21:00,\n"
        "Lundi soir,2026-12-07,,4,,21:00,22:00,trop\n"
    )
    found = read(made, text)
    assert [(file, one.line) for file, one in found.problems] == [("schedules", line) for line in range(5, 18)]
    assert take(made, text) == 3
    assert cuts(made) == EVENINGS


def test_a_schedule_that_is_there_is_found_by_its_name_and_by_its_day_where_two_have_it() -> None:
    made = dominos.town()
    take(made, WINTER)
    assert take(made, "event,tranche,from,to\nLundi soir,5,21:00,22:00\n") == 1
    take(made, "event,day,tranche,from,to\nLundi soir,2026-12-14,5,21:00,22:00\n")
    found = read(made, "event,tranche,from,to\nLundi soir,4,22:00,23:00\n")
    assert ([one.line for _file, one in found.problems], found.schedules) == ([2], [])


def test_cuts_may_name_services_of_the_same_import() -> None:
    made = dominos.town()
    services = io.BytesIO(b"id,name,tranche\nnouveau,Nouveau poste,9\n")
    rows = io.BytesIO(
        b"event,day,tranche,service,from,to\nN,2026-12-01,9,,17:00,18:00\nN,2026-12-01,,nouveau,18:00,19:00\n"
    )
    found = incoming.read(made, services, None, "deux.csv", rows)
    taken = actions.take(inventory=made, user=dominos.keeper(made), read=found)
    assert (taken.new_services, taken.new_cuts, found.problems) == (1, 2, [])


def test_a_file_without_hours_is_refused_in_one_sentence() -> None:
    assert "from" in read(dominos.town(), "event;tranche\nx;4\n").refusal


def test_the_file_of_a_schedule_is_read_back_with_nothing_new() -> None:
    made = dominos.town()
    row = finding.schedule(made, dominos.schedule(made).slug)
    assert row is not None
    found = read(made, files.schedule(towns.town(made, is_whole=True), row))
    assert (found.problems, found.schedules, found.unchanged_cuts) == ([], [], 1)


# Pages


def send(client: Client, made: Inventory, text: str) -> str:
    file = SimpleUploadedFile("hiver.csv", text.encode())
    return str(client.post(reverse("dominos:import", args=[made.slug]), {"cuts": file})["Location"])


def test_the_page_says_what_the_file_would_add_before_it_is_written() -> None:
    made, client = dominos.town(), Client()
    client.force_login(dominos.keeper(made))
    checked = send(client, made, WINTER + "Lundi soir,2026-12-07,,8,,21:00,22:00\n")
    page = client.get(checked).content.decode()
    said = ("2 nouveaux horaires", "3 nouvelles coupures", "1 ligne est mise de côté", "dans la tranche", "Mardi soir")
    assert [one in page for one in said] == [True] * len(said)
    assert Schedule.objects.count() == 0
    client.post(checked)
    assert cuts(made) == EVENINGS
    again = client.get(send(client, made, WINTER)).content.decode()
    assert ("3 coupures sont déjà là" in again, "nouvel" in again) == (True, False)


def test_a_stranger_brings_no_schedule() -> None:
    made, client = dominos.town(), Client()
    client.force_login(accounts.stranger())
    file = SimpleUploadedFile("hiver.csv", WINTER.encode())
    assert client.post(reverse("dominos:import", args=[made.slug]), {"cuts": file}).status_code == 403
    assert Schedule.objects.count() == 0


def test_a_long_file_is_tried_in_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    made = dominos.town()
    rows = "".join(f"Jour {day},2026-12-{day:02},,4,,17:00,20:00\n" for day in range(1, 31))
    with django_assert_max_num_queries(4):
        read(made, WINTER + rows)
