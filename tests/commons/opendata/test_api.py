"""The programming interface: open to read, a key to propose, a secret to follow; every refusal a problem."""

import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from boucle.commons.opendata import actions
from boucle.commons.opendata.models import ApiKey
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import jobs, rules
from boucle.foundation.lifecycle.enums import Origin, State
from boucle.foundation.lifecycle.models import Contact, Contribution
from boucle.foundation.messages.models import Letter
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions

SOUP = {"title": "Soupe du midi", "text": "Une soupe chaude.", "theme": "manger", "commune": "Bron"}


def index() -> None:
    while jobs.work(limit=500):
        pass


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.fixture
def key(bron: Territory) -> str:
    return actions.create_key(name="Mairie", territory=bron, per_hour=5)


def post(client: Client, token: str, content: Any, **headers: str) -> Any:
    return client.post("/api/v1/fiches", json.dumps(content), "application/json", headers={**bearer(token), **headers})


def test_the_list_is_the_list_of_the_page(bron: Territory, client: Client) -> None:
    row = contributions.contribution(State.PUBLISHED, title="Soupe")
    contributions.proposed(bron, title="Pas encore")
    index()
    answer = client.get("/api/v1/fiches", {"territory": bron.code}).json()
    assert [item["reference"] for item in answer["items"]] == [row.reference]
    assert answer["total"] == 1
    table = client.get("/api/v1/fiches", {"territory": bron.slug, "format": "csv"})
    assert b"Soupe" in b"".join(table.streaming_content)


def test_one_fiche_by_identifier_or_reference(bron: Territory, client: Client) -> None:
    row = contributions.contribution(State.PUBLISHED, title="Soupe")
    for name in (str(row.uid), row.reference, row.reference.lower()):
        assert client.get(f"/api/v1/fiches/{name}").json()["title"] == "Soupe"


def test_a_fiche_that_is_not_public_is_not_there(bron: Territory, client: Client) -> None:
    row = contributions.proposed(bron).contribution
    for name in (str(row.uid), row.reference, "0000000", "nothing", "%00"):
        answer = client.get(f"/api/v1/fiches/{name}")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_a_merged_identifier_redirects(bron: Territory, client: Client) -> None:
    row, other = (contributions.contribution(State.PUBLISHED) for _ in range(2))
    by = rules.By(user=accounts.coordinator(bron))
    lifecycle.merge(contribution=row, into=other, by=by)
    answer = client.get(f"/api/v1/fiches/{row.uid}")
    assert (answer.status_code, answer["Location"]) == (301, f"/api/v1/fiches/{other.uid}")


def test_a_program_proposes_with_its_key(bron: Territory, client: Client, key: str) -> None:
    answer = post(client, key, {**SOUP, "territory": bron.code, "contact": {"email": "awa@bron.example"}})
    assert answer.status_code == 201, answer.content
    row = Contribution.objects.get()
    assert (row.state, row.origin, row.reference) == (State.PROPOSED, Origin.API, answer.json()["reference"])
    assert answer.json()["follow_url"].endswith(f"/follow/{answer.json()['secret']}/")
    assert Contact.objects.get().email == "awa@bron.example"
    assert Letter.objects.get().template == "receipt"
    assert answer["Cache-Control"] == "no-store"


def test_the_same_idempotency_key_makes_one_fiche(bron: Territory, client: Client, key: str) -> None:
    first, second = (post(client, key, SOUP, **{"idempotency-key": "abc"}) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json()["reference"] == first.json()["reference"]
    assert second.json()["secret"] is None
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"theme": "rien"}, "theme"),
        ({"commune": "Brest"}, "commune"),
        ({"lat": 48.85, "lon": 2.35}, "lat"),
        ({"lat": "nord", "lon": 4}, "lat"),
        ({"rien": 1}, "rien"),
        ({"territory": "99"}, "territory"),
        ({"kind": "rien"}, "kind"),
        ({"situation": "rien"}, "situation"),
        ({"contact": {"email": "awa"}}, "contact.email"),
        ({"contact": [1]}, "contact"),
    ],
)
def test_a_refusal_names_its_field(
    bron: Territory, client: Client, key: str, change: dict[str, Any], field: str
) -> None:
    answer = post(client, key, {**SOUP, **change})
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json"), answer.content
    assert field in [error["field"] for error in answer.json()["errors"]]
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize("body", ["", "{", "[]", '"x"', "\x00"])
def test_a_body_that_cannot_be_read_is_a_problem(bron: Territory, client: Client, key: str, body: str) -> None:
    answer = client.post("/api/v1/fiches", body, "application/json", headers=bearer(key))
    assert answer.status_code in (400, 422)
    assert answer["Content-Type"] == "application/problem+json"


def test_without_a_key_nothing_is_written(bron: Territory, client: Client, key: str) -> None:
    actions.revoke_key(name="Mairie")
    for token in ("", "boucle_x", key):
        answer = post(client, token, SOUP)
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert Contribution.objects.count() == 0


def test_a_key_writes_in_its_own_territory(bron: Territory, client: Client, key: str) -> None:
    from boucle.foundation.territories import actions as territories

    other = territories.open_territory(territory=contributions.commune("Oullins"))
    answer = post(client, key, {**SOUP, "territory": other.code, "commune": "Oullins"})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "territory")


def test_beyond_its_rate_a_key_waits(bron: Territory, client: Client, key: str) -> None:
    for number in range(5):
        assert post(client, key, {**SOUP, "title": f"Soupe {number}"}).status_code == 201
    answer = post(client, key, SOUP)
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 3600


def test_an_author_follows_corrects_and_takes_back(bron: Territory, client: Client) -> None:
    made = contributions.proposed(bron)
    headers = bearer(made.secret)
    assert client.get("/api/v1/follow", headers=headers).json()["state"] == "proposed"
    lifecycle.return_to_author(
        contribution=made.contribution, by=rules.By(user=accounts.coordinator(bron)), question="À quelle heure ?"
    )
    assert client.get("/api/v1/follow", headers=headers).json()["question"] == "À quelle heure ?"
    changed = json.dumps({**SOUP, "text": "À midi.", "note": "À midi", "seen": 2})
    answer = client.put("/api/v1/follow", changed, "application/json", headers=headers)
    assert (answer.status_code, answer.json()["state"]) == (200, "proposed"), answer.content
    assert answer.json()["content"]["text"] == "À midi."
    stale = client.put("/api/v1/follow", changed, "application/json", headers=headers)
    assert (stale.status_code, stale["Content-Type"]) == (409, "application/problem+json")
    assert client.delete("/api/v1/follow", headers=headers).json()["state"] == "withdrawn"
    assert client.delete("/api/v1/follow?erase=true", headers=headers).json()["state"] == "erased"
    assert client.get("/api/v1/follow", headers=headers).status_code == 401


def test_a_stranger_follows_nothing(bron: Territory, client: Client, key: str) -> None:
    contributions.proposed(bron)
    for token in ("", "wrong", key):
        for verb in (client.get, client.put, client.delete):
            assert verb("/api/v1/follow", headers=bearer(token)).status_code == 401


def test_themes_and_territories_are_listed(bron: Territory, client: Client) -> None:
    themes = client.get("/api/v1/themes").json()["items"]
    assert "manger" in [theme["slug"] for theme in themes]
    assert client.get("/api/v1/territories").json()["items"][0]["code"] == bron.code
    assert client.get("/api/v1/territories?q=bron").json()["items"][0]["name"] == "Bron"


def test_the_interface_is_described_for_machines_and_people(bron: Territory, client: Client) -> None:
    schema = client.get("/api/v1/openapi.json").json()
    assert schema["openapi"].startswith("3.1")
    assert set(schema["paths"]["/api/v1/follow"]) == {"get", "put", "delete"}
    assert "title" in schema["components"]["schemas"]["Proposal_initiative"]["required"]
    page = client.get("/api/")
    assert page.status_code == 200
    assert "/api/v1/fiches" in page.content.decode()


def test_any_other_address_is_a_problem(bron: Territory, client: Client) -> None:
    answer = client.get("/api/v1/nothing")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_the_command_makes_names_and_ends_keys(bron: Territory, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("apikey", "create", "Région", "--territory", bron.code)
    secret = capsys.readouterr().out.strip()
    assert secret.startswith("boucle_")
    assert secret not in str(ApiKey.objects.values())
    call_command("apikey", "list")
    assert secret not in capsys.readouterr().out
    with pytest.raises(CommandError):
        call_command("apikey", "create", "Région")
    call_command("apikey", "revoke", "Région")
    with pytest.raises(CommandError):
        call_command("apikey", "revoke", "Région")
