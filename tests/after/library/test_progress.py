"""How far a report is: counted once, seen every second; a session costs what it holds, not what the report weighs."""

import re
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boucle.after.library import actions, jobs
from boucle.after.library.engine import report_sheets as engine
from boucle.after.library.models import Draft
from boucle.foundation.accounts.models import User
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, library

pytestmark = pytest.mark.django_db
WORDS = engine.Words("somebody", "[removed]", "speaker")
TEXT, FOUND = '"library_draft"."text"', '"library_draft"."found"'


@pytest.fixture
def place() -> Territory:
    return library.place()


@pytest.fixture
def keeper(place: Territory) -> User:
    return accounts.coordinator(place)


@pytest.fixture
def asked(place: Territory, keeper: User) -> Draft:
    return actions.ask_to_publish(draft=library.draft(territory=place, user=keeper), user=keeper)


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def set_aside(made: Draft, keeper: User) -> Draft:
    """Without the first piece of the first session."""
    sessions: list[dict[str, Any]] = [
        {"title": each["title"], "date": each["date"], "agreed": set(), "aside": {0} if number == 0 else set()}
        for number, each in enumerate(made.found["sessions"])
    ]
    return actions.correct_draft(draft=made, user=keeper, title=made.title, preface="", sessions=sessions)


def test_the_progress_of_a_report_is_seen_and_sends_the_page_on_once_it_is_done(asked: Draft, keeper: User) -> None:
    client = client_of(keeper)
    actions.publish_next(draft_id=asked.pk)
    part = client.get(f"/library/drafts/{asked.key}/progress/")
    assert 'max="12" value="8"' in part.content.decode()
    assert "HX-Redirect" not in part
    jobs.publish_drafts()
    assert client.get(f"/library/drafts/{asked.key}/progress/")["HX-Redirect"] == f"/library/drafts/{asked.key}/"


def test_nobody_else_sees_the_progress_of_a_report(asked: Draft) -> None:
    assert client_of(accounts.user()).get(f"/library/drafts/{asked.key}/progress/").status_code == 404


def test_what_is_set_aside_counts_no_more(place: Territory, keeper: User) -> None:
    made = library.draft(territory=place, user=keeper)
    assert made.total == 12
    assert set_aside(made, keeper).total == 11


def test_drafts_from_before_they_were_counted_are_counted(place: Territory, keeper: User) -> None:
    set_aside(library.draft(territory=place, user=keeper), keeper)
    Draft.objects.update(total=0)
    import_module("boucle.after.library.migrations.0005_total").count(apps, None)
    assert [each.total for each in Draft.objects.all()] == [11]


def test_a_session_planned_apart_is_the_one_of_the_whole_plan(place: Territory, keeper: User) -> None:
    found = set_aside(library.draft(territory=place, user=keeper), keeper).found
    whole = engine.plan(found, WORDS)
    assert [each.number for each in whole.sheets] == list(range(1, 12))
    reader = engine.Reader(found, WORDS)
    assert [reader.session(1), reader.session(0)] == [whole.sessions[1], whole.sessions[0]]


def test_the_bar_and_the_list_of_drafts_read_neither_the_text_nor_what_was_found(
    asked: Draft, place: Territory, keeper: User
) -> None:
    client = client_of(keeper)
    for address in (f"/library/drafts/{asked.key}/progress/", f"/t/{place.slug}/library/import/"):
        with CaptureQueriesContext(connection) as noted:
            assert client.get(address).status_code == 200
        said = " ".join(each["sql"] for each in noted)
        assert (asked._meta.db_table in said, TEXT in said, FOUND in said) == (True, False, False)


def test_publishing_a_session_writes_the_report_no_second_time(asked: Draft) -> None:
    with CaptureQueriesContext(connection) as noted:
        actions.publish_next(draft_id=asked.pk)
    written = [each["sql"] for each in noted if each["sql"].startswith('UPDATE "library_draft"')]
    columns = [re.findall(r'"(\w+)" = ', sql.partition(" WHERE ")[0]) for sql in written]
    assert columns == [["stage", "report_id", "sessions_done", "written", "known", "published_at"]]
    assert not any(TEXT in each["sql"] for each in noted)
