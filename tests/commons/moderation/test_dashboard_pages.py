"""The dashboard's page, its CSV files, and what a coordinator does from there."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boucle.commons.moderation.views import dashboard_tables as tables
from boucle.commons.search.models import EmptySearch
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages import jobs as letters
from boucle.foundation.territories.models import Territory
from tests.commons.moderation.conftest import SignedIn
from tests.factories import accounts, contributions, situations

pytestmark = pytest.mark.django_db

PUBLIC_WEIGHT = 50_000


def address(territory: Territory, name: str = "dashboard", *rest: str) -> str:
    return reverse(f"moderation:{name}", args=[territory.slug, *rest])


def late(territory: Territory, **options: object) -> Contribution:
    with clock.at(clock.now() - timedelta(hours=60)):
        return contributions.proposed(territory, **options).contribution  # type: ignore[arg-type]


def returned(territory: Territory) -> Contribution:
    contact = lifecycle.ContactDetails(email="ines@bron.example")
    with clock.at(clock.now() - timedelta(hours=60)):
        return contributions.contribution(State.RETURNED, territory=territory, contact=contact)


def send_letters() -> list[mail.EmailMessage]:
    mail.outbox.clear()
    letters.send_due()
    return list(mail.outbox)


def test_a_coordinator_sees_the_dashboard(signed_in: SignedIn) -> None:
    place = contributions.commune()
    row = late(place)
    page = signed_in(accounts.coordinator(place)).get(address(place))
    assert page.status_code == 200
    assert row.title in page.content.decode()
    assert "Nothing was decided in the last seven days." in page.content.decode()


def test_an_empty_territory_has_a_dashboard_too(signed_in: SignedIn) -> None:
    place = contributions.metropole()
    page = signed_in(accounts.coordinator(place)).get(address(place))
    assert "Nothing is stuck, and every commune has spoken." in page.content.decode()


@pytest.mark.parametrize("name", ["dashboard", "dashboard_call", "situations", "situation_new"])
def test_a_stranger_and_a_referent_are_refused(signed_in: SignedIn, name: str) -> None:
    place = contributions.commune()
    for somebody in (accounts.stranger(), accounts.referent(place, contributions.theme())):
        assert signed_in(somebody).get(address(place, name)).status_code == 403
    answer = signed_in().get(address(place, name))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_a_coordinator_of_elsewhere_is_refused(signed_in: SignedIn) -> None:
    elsewhere = accounts.coordinator(contributions.commune("Oullins"))
    assert signed_in(elsewhere).get(address(contributions.commune("Bron"))).status_code == 403


def test_a_coordinator_of_the_territory_around_is_welcome(signed_in: SignedIn) -> None:
    outer = accounts.coordinator(contributions.metropole())
    assert signed_in(outer).get(address(contributions.commune())).status_code == 200


def test_no_person_is_named_and_nobody_is_counted(signed_in: SignedIn) -> None:
    place = contributions.commune()
    accounts.referent(place, contributions.theme(), name="Référente très précise")
    late(place)
    page = signed_in(accounts.coordinator(place)).get(address(place)).content.decode()
    assert "Référente très précise" not in page


def test_an_exercise_wears_its_ribbon_and_keeps_its_figures(signed_in: SignedIn) -> None:
    place = contributions.commune()
    exercise = situations.exercise(place)
    row = late(place, situation=exercise)
    client = signed_in(accounts.coordinator(place))
    usual = client.get(address(place)).content.decode()
    assert row.title not in usual
    assert 'class="ribbon"' not in usual
    drill = client.get(address(place), {"situation": exercise.slug}).content.decode()
    assert row.title in drill
    assert 'class="ribbon"' in drill


def test_the_current_situation_is_counted_unless_everything_is_asked_for(signed_in: SignedIn) -> None:
    place = contributions.commune()
    situations.situation(place)
    row = late(place)
    client = signed_in(accounts.coordinator(place))
    assert row.title not in client.get(address(place)).content.decode()
    assert row.title in client.get(address(place), {"situation": "tout"}).content.decode()
    assert client.get(address(place), {"situation": "inconnue"}).status_code == 404


def test_an_end_review_that_has_come_is_said(signed_in: SignedIn) -> None:
    place = contributions.commune()
    made = situations.situation(place, end_review_on=clock.today())
    assert made.name in signed_in(accounts.coordinator(place)).get(address(place)).content.decode()


@pytest.mark.parametrize("name", sorted(tables.TABLES))
def test_each_table_leaves_as_csv(signed_in: SignedIn, name: str) -> None:
    place = contributions.commune()
    late(place)
    EmptySearch.objects.create(territory=place, words="=1+1", day=clock.today(), count=5)
    answer = signed_in(accounts.coordinator(place)).get(address(place, "dashboard_table", name))
    rows = list(csv.reader(StringIO(answer.content.decode())))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert len({len(row) for row in rows}) == 1
    assert all(not cell.startswith("=") for row in rows for cell in row)


def test_an_unknown_table_is_not_found_and_a_stranger_gets_none(signed_in: SignedIn) -> None:
    place = contributions.commune()
    assert signed_in(accounts.coordinator(place)).get(address(place, "dashboard_table", "people")).status_code == 404
    assert signed_in(accounts.stranger()).get(address(place, "dashboard_table", "flow")).status_code == 403


def test_the_page_makes_the_same_number_of_queries_with_many_fiches(signed_in: SignedIn) -> None:
    place = contributions.commune()
    client = signed_in(accounts.coordinator(place))
    late(place)
    client.get(address(place))
    with CaptureQueriesContext(connection) as few:
        client.get(address(place))
    for _ in range(20):
        late(place)
    with CaptureQueriesContext(connection) as many:
        page = client.get(address(place))
    assert len(many) == len(few)
    assert len(page.content) < PUBLIC_WEIGHT


def test_a_search_without_an_answer_becomes_a_call(signed_in: SignedIn) -> None:
    place = contributions.commune()
    client = signed_in(accounts.coordinator(place))
    page = client.get(address(place, "dashboard_call"), {"q": "  groupe   <b>électrogène</b> "}).content.decode()
    assert "Wanted: groupe &lt;b&gt;électrogène&lt;/b&gt;" in page
    assert client.get(address(place, "dashboard_call")).status_code == 302


def test_a_coordinator_entrusts_a_stuck_fiche(signed_in: SignedIn) -> None:
    place = contributions.commune()
    referent = accounts.referent(place, contributions.theme(), email="rose@bron.example")
    row, client = late(place), signed_in(accounts.coordinator(place))
    page = address(place, "dashboard_entrust", row.reference)
    assert referent.name in client.get(page).content.decode()
    answer = client.post(page, {"to": referent.pk})
    row.refresh_from_db()
    assert answer.status_code == 302
    assert row.held_by == referent
    assert row.held_until is not None
    assert row.held_until > clock.now() + timedelta(hours=23)
    assert [letter.to for letter in send_letters()] == [["rose@bron.example"]]


def test_a_fiche_is_not_entrusted_to_somebody_outside_or_to_nobody(signed_in: SignedIn) -> None:
    place = contributions.commune()
    row, client, stranger = late(place), signed_in(accounts.coordinator(place)), accounts.stranger()
    for to in (str(stranger.pk), "", "x"):
        answer = client.post(address(place, "dashboard_entrust", row.reference), {"to": to})
        assert answer.status_code == 422
    row.refresh_from_db()
    assert row.held_by is None


def test_a_decided_fiche_is_entrusted_to_nobody(signed_in: SignedIn) -> None:
    place = contributions.commune()
    coordinator = accounts.coordinator(place)
    row = contributions.contribution(State.PUBLISHED, territory=place)
    answer = signed_in(coordinator).post(
        address(place, "dashboard_entrust", row.reference), {"to": coordinator.pk}, follow=True
    )
    assert "This fiche no longer waits for a decision." in answer.content.decode()


def test_the_author_is_asked_again_once_a_day(signed_in: SignedIn) -> None:
    place = contributions.commune()
    row, client = returned(place), signed_in(accounts.coordinator(place))
    page = address(place, "dashboard_remind", row.reference)
    assert "À quelle heure ?" in client.get(page).content.decode()
    client.post(page)
    client.post(page)
    sent = send_letters()
    assert [letter.to for letter in sent] == [["ines@bron.example"]]
    assert "À quelle heure ?" in str(sent[0].body)


def test_those_who_are_asked_are_reminded(signed_in: SignedIn) -> None:
    place = contributions.commune()
    accounts.referent(place, contributions.theme(), email="rose@bron.example")
    row = late(place)
    signed_in(accounts.coordinator(place)).post(address(place, "dashboard_remind", row.reference))
    assert [letter.to for letter in send_letters()] == [["rose@bron.example"]]


def test_nobody_to_remind_is_said(signed_in: SignedIn) -> None:
    place = contributions.commune()
    row = late(place)
    client = signed_in(accounts.coordinator(place))
    answer = client.post(address(place, "dashboard_remind", row.reference), follow=True)
    assert "Nobody can be written to" in answer.content.decode()


@pytest.mark.parametrize("name", ["dashboard_entrust", "dashboard_remind"])
def test_only_coordinators_unblock_and_only_inside_their_territory(signed_in: SignedIn, name: str) -> None:
    place, neighbour = contributions.commune("Bron"), contributions.commune("Oullins")
    row = late(place)
    strangers: list[Client] = [signed_in(accounts.stranger()), signed_in(accounts.referent(place))]
    for client in strangers:
        assert client.post(address(place, name, row.reference)).status_code == 403
    coordinator = signed_in(accounts.coordinator(neighbour))
    assert coordinator.post(address(neighbour, name, row.reference)).status_code == 404
