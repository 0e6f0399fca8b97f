"""Exports: the rows of the list and no others, the public fields and no others."""

import csv
import io
import json
import uuid
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client

from boucle.commons.opendata.exports import atom, columns, tables
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import jobs, rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories.models import Territory
from tests.factories import contributions

FORMATS = ("json", "csv", "geojson", "atom")
SECRETS = ("awa@prive.example", "06 11 22 33 44", "Awa Personne", "Question privée", "note de référent")


@pytest.fixture
def fiches(bron: Territory) -> list[Contribution]:
    rows = [
        contributions.contribution(State.PUBLISHED, title=f"Soupe {number}", lat=45.73 + number / 1000, lon=4.91)
        for number in range(3)
    ]
    index()
    return rows


def index() -> None:
    while jobs.work(limit=500):
        pass


def fetch(client: Client, territory: Territory, form: str, **more: str) -> bytes:
    response = client.get(f"/t/{territory.slug}/list/", {"format": form, **more})
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_every_format_has_the_rows_of_the_page_in_its_order(
    bron: Territory, fiches: list[Contribution], client: Client
) -> None:
    page = client.get(f"/t/{bron.slug}/list/").content.decode()
    uids = [item["id"] for item in json.loads(fetch(client, bron, "json"))["items"]]
    references = [item["reference"] for item in json.loads(fetch(client, bron, "json"))["items"]]
    assert sorted(references, key=page.index) == references
    table = list(csv.DictReader(io.StringIO(fetch(client, bron, "csv").decode())))
    features = json.loads(fetch(client, bron, "geojson"))["features"]
    feed = Xml.fromstring(fetch(client, bron, "atom"))
    assert [row["id"] for row in table] == uids
    assert [feature["id"] for feature in features] == uids
    entries = [entry.findtext(f"{{{atom.ATOM}}}id") for entry in feed.iter(f"{{{atom.ATOM}}}entry")]
    assert entries == [uuid.UUID(uid).urn for uid in uids]
    assert len(uids) == 3


def test_filters_are_honoured_by_every_format(bron: Territory, fiches: list[Contribution], client: Client) -> None:
    assert json.loads(fetch(client, bron, "json", theme="trajets"))["items"] == []
    assert json.loads(fetch(client, bron, "geojson", theme="trajets"))["features"] == []
    assert len(fetch(client, bron, "csv", theme="trajets").decode().splitlines()) == 1


def test_no_export_holds_what_is_private_or_not_public(bron: Territory, client: Client) -> None:
    private = lifecycle.ContactDetails(name=SECRETS[2], email=SECRETS[0], phone=SECRETS[1])
    contributions.contribution(State.PUBLISHED, title="Publique", contact=private)
    for state in (State.PROPOSED, State.RETURNED, State.REJECTED, State.WITHDRAWN, State.ARCHIVED):
        contributions.contribution(state, title=f"Cachée {state}", contact=private)
    waiting = contributions.contribution(State.PUBLISHED, title="Révisée")
    contributions.with_revision(waiting, rules.By(user=contributions.accounts.coordinator(bron)), text="En attente")
    exercise = contributions.situation(bron, nature=Nature.EXERCISE)
    contributions.contribution(State.PUBLISHED, title="Cachée exercice", situation=exercise)
    test = contributions.situation(bron, nature=Nature.TEST)
    contributions.contribution(State.PUBLISHED, title="Cachée essai", situation=test)
    index()
    for form in FORMATS:
        content = fetch(client, bron, form).decode()
        assert "Publique" in content
        for secret in (*SECRETS, "Cachée", "En attente"):
            assert secret not in content, (form, secret)
        for row in Contribution.objects.exclude(secret_hash=""):
            assert row.secret_hash not in content


def test_the_data_of_an_exercise_never_leaves(bron: Territory, client: Client) -> None:
    exercise = contributions.situation(bron, nature=Nature.EXERCISE)
    contributions.contribution(State.PUBLISHED, title="Exercice", situation=exercise)
    index()
    for form in FORMATS:
        response = client.get(f"/t/{bron.slug}/list/", {"format": form, "situation": exercise.slug})
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert response.status_code == 403 or b"Exercice" not in body


def test_an_unknown_format_is_refused(bron: Territory, client: Client) -> None:
    assert client.get(f"/t/{bron.slug}/list/?format=xls").status_code == 400


def test_json_pages_never_repeat_nor_skip(bron: Territory, client: Client) -> None:
    for number in range(45):
        contributions.contribution(State.PUBLISHED, title=f"Fiche {number}", decider=decider(bron))
    index()
    seen: list[str] = []
    address: str | None = f"/t/{bron.slug}/list/?format=json"
    while address:
        page = client.get(address).json()
        assert page["total"] == 45
        seen += [item["id"] for item in page["items"]]
        address = page["next"]
    assert (len(seen), len(set(seen))) == (45, 45)
    whole = list(csv.DictReader(io.StringIO(fetch(client, bron, "csv").decode())))
    assert [row["id"] for row in whole] == seen


def decider(territory: Territory) -> Any:
    from boucle.foundation.accounts.models import User

    return User.objects.filter(scopes__territory=territory).first() or contributions.accounts.coordinator(territory)


def test_nothing_changed_is_not_sent_again(bron: Territory, fiches: list[Contribution], client: Client) -> None:
    for form in FORMATS:
        first = client.get(f"/t/{bron.slug}/list/", {"format": form})
        again = client.get(f"/t/{bron.slug}/list/", {"format": form}, headers={"if-none-match": first["ETag"]})
        assert (form, again.status_code) == (form, 304)
    contributions.contribution(State.PUBLISHED, title="Nouvelle")
    index()
    again = client.get(f"/t/{bron.slug}/list/", {"format": "csv"}, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|x", "'+cmd|x"),
        ("-2+3*9", "'-2+3*9"),
        ("+33 4 72 00 00 00", "+33 4 72 00 00 00"),
        ("Soupe = chaud", "Soupe = chaud"),
        (-0.46, -0.46),
        (["families", "alone"], "families|alone"),
        (True, "true"),
        (None, None),
    ],
)
def test_a_spreadsheet_runs_no_cell(value: Any, cell: Any) -> None:
    assert tables.cell(value) == cell


def test_the_second_row_can_hold_hxl_tags(bron: Territory, fiches: list[Contribution], client: Client) -> None:
    table = list(csv.reader(io.StringIO(fetch(client, bron, "csv", hxl="1").decode())))
    assert table[1][table[0].index("lat")] == "#geo+lat"
    assert len(table) == 5


def test_an_excel_of_here_opens_the_table_made_for_it(
    bron: Territory, fiches: list[Contribution], client: Client
) -> None:
    content = fetch(client, bron, "csv", tableur="1").decode()
    assert content.startswith("\ufeffid;reference;")


def test_a_fiche_without_a_point_is_not_lost_by_geojson(bron: Territory, client: Client) -> None:
    contributions.contribution(State.PUBLISHED, title="Sans point")
    index()
    collection = json.loads(fetch(client, bron, "geojson"))
    assert collection["features"][0]["geometry"] is None
    assert collection["licence"].startswith("https://")
    assert collection["attribution"]


def test_a_feed_is_valid_atom(bron: Territory, fiches: list[Contribution], client: Client) -> None:
    feed = Xml.fromstring(fetch(client, bron, "atom"))
    assert feed.tag == f"{{{atom.ATOM}}}feed"
    for node in (feed, *feed.iter(f"{{{atom.ATOM}}}entry")):
        for name in ("id", "title", "updated"):  # RFC 4287, 4.1.1 and 4.1.2
            assert node.findtext(f"{{{atom.ATOM}}}{name}"), name
    assert feed.findtext(f"{{{atom.ATOM}}}author/{{{atom.ATOM}}}name") == "Boucle"
    assert {link.get("rel") for link in feed.findall(f"{{{atom.ATOM}}}link")} == {"self", "alternate"}


def test_the_short_address_of_the_feed_is_the_list(bron: Territory, fiches: list[Contribution], client: Client) -> None:
    feed = Xml.fromstring(client.get(f"/t/{bron.slug}/feed.atom").content)
    assert len(list(feed.iter(f"{{{atom.ATOM}}}entry"))) == 3


def test_an_export_of_more_rows_makes_no_more_queries_per_row(
    bron: Territory, fiches: list[Contribution], client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        fetch(client, bron, "csv")


def test_every_column_has_a_meaning_and_one_name() -> None:
    names = [column.name for column in columns.every()]
    assert len(names) == len(set(names))
    assert all(str(column.meaning) for column in columns.every())


def test_moments_are_in_utc(bron: Territory, fiches: list[Contribution], client: Client) -> None:
    newest = json.loads(fetch(client, bron, "json"))["items"][0]
    row = Contribution.objects.get(uid=newest["id"])
    said = row.published_at.strftime("%Y-%m-%dT%H:%M:%SZ") if row.published_at else ""
    (line,) = [
        each for each in csv.DictReader(io.StringIO(fetch(client, bron, "csv").decode())) if each["id"] == newest["id"]
    ]
    assert (newest["published_at"], line["published_at"]) == (said, said)
