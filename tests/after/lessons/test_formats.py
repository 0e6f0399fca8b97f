"""Formats of a debrief as guided sheets: on the page, and on paper with room to write and a code back to the page."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boucle.after.lessons import registry
from boucle.after.lessons.enums import ReviewFormat
from boucle.after.lessons.exports import formats
from boucle.foundation.lifecycle.registry import Fact
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions, lesson_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Territory:
    return lesson_pages.opened()


def test_each_format_has_roles_times_questions_and_room_to_write() -> None:
    assert [form.name for form in registry.FORMATS] == ReviewFormat.values
    for form in registry.FORMATS:
        assert len(form.roles) >= 3
        begins = [at for at, _step in form.course]
        assert (begins[0], begins[-1] + form.steps[-1].minutes) == (0, form.minutes)
        assert sum(step.lines for step in form.steps) >= 15
        assert sum(len(step.questions) for step in form.steps) >= 3


def test_a_format_says_who_does_what_which_questions_to_ask_and_where_to_print_it(place: Territory) -> None:
    page = lesson_pages.page(Client(), f"/t/{place.slug}/lessons/formats/debrief/")
    for words in ("Qui fait quoi", "Qu’avez-vous vu, à quelle heure ?", "45 min", "formats/debrief.pdf"):
        assert words in page
    assert "En écrire la revue" not in page
    keeper = lesson_pages.signed(accounts.coordinator(place))
    assert "En écrire la revue" in lesson_pages.page(keeper, f"/t/{place.slug}/lessons/formats/debrief/")


def test_whoever_keeps_the_place_lays_the_figures_of_an_event_beside_the_questions(place: Territory) -> None:
    event = contributions.situation(place)
    contributions.proposed(place, situation=event)
    keeper = lesson_pages.signed(accounts.coordinator(place))
    path = f"/t/{place.slug}/lessons/formats/intra/?event={event.slug}"
    assert "no-store" in keeper.get(path)["Cache-Control"]
    page = lesson_pages.page(keeper, path)
    for words in ("Fiches apportées", event.name, f"formats/intra.pdf?event={event.slug}"):
        assert words in page
    bare = contributions.situation(place)
    assert "Rien n’est compté de cet événement." in lesson_pages.page(
        keeper, f"/t/{place.slug}/lessons/formats/intra/?event={bare.slug}"
    )


def test_what_an_event_counts_is_shown_to_nobody_else_nor_counted_for_them(place: Territory) -> None:
    event = contributions.situation(place, nature=Nature.EXERCISE)
    contributions.proposed(place, situation=event)
    here = f"/t/{place.slug}/lessons/formats/intra"
    for client in (Client(), lesson_pages.signed(accounts.coordinator(contributions.commune("Oullins")))):
        page = lesson_pages.page(client, f"{here}/?event={event.slug}")
        assert [words in page for words in ("Fiches apportées", event.name)] == [False, False]
        asked = []
        for query in ("", f"?event={event.slug}"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"{here}.pdf{query}").status_code == 200
            asked.append(len(queries))
        assert asked[0] == asked[1]


@pytest.mark.parametrize("name", ReviewFormat.values)
def test_a_format_is_printed(place: Territory, name: str) -> None:
    event = contributions.situation(place)
    keeper = lesson_pages.signed(accounts.coordinator(place))
    for client, query in ((Client(), ""), (keeper, f"?event={event.slug}")):
        answer = client.get(f"/t/{place.slug}/lessons/formats/{name}.pdf{query}")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF-")


def test_what_is_printed_of_no_format_or_of_no_territory_is_not_found(place: Territory) -> None:
    assert Client().get(f"/t/{place.slug}/lessons/formats/dance.pdf").status_code == 404
    assert Client().get("/t/nulle-part/lessons/formats/debrief.pdf").status_code == 404


def test_the_sheet_holds_the_event_its_figures_and_the_hours(place: Territory) -> None:
    event = contributions.situation(place, nature=Nature.EXERCISE)
    facts = [Fact("Fiches", 12.0, "fiches", "/"), Fact("Délai", 1.5, "h", "/"), Fact("Neuf", None, "h", "/")]
    told = formats.content(registry.FORMATS[0], place, event, facts, "https://bron.example/t/bron/")
    assert told["facts"] == [["Fiches", "12 fiches"], ["Délai", "1,5 h"], ["Neuf", "–"]]
    assert (told["event"], told["is_exercise"], told["address"]) == (event.name, True, "https://bron.example/t/bron/")
    assert [row[0] for row in told["course"]] == ["0 h 00", "0 h 15", "0 h 45", "1 h 30", "1 h 45", "2 h 45", "3 h 15"]
    assert "<svg" in told["qr"]


def test_a_long_time_is_said_in_hours() -> None:
    assert [formats.duration(minutes) for minutes in (45, 90, 210)] == ["45 min", "90 min", "3 h 30"]
