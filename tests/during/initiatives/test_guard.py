"""Spam: the trap, the time, the throttle, the proof of work, and the mail for whoever has no script."""

import re
from datetime import timedelta
from typing import Any

import pytest
from altcha import v1 as altcha
from django.core.cache import cache
from django.test import Client, RequestFactory

from boucle.during.initiatives import actions as initiatives
from boucle.during.initiatives.models import Waiting
from boucle.foundation.core import clock
from boucle.foundation.guard import actions, rules
from boucle.foundation.lifecycle.models import Contact, Contribution
from boucle.foundation.messages.models import Letter
from boucle.foundation.territories.models import Territory
from tests.factories import initiatives as factory

pytestmark = pytest.mark.django_db
PROPOSE = "/t/metropole-de-lyon/propose/"


@pytest.fixture(autouse=True)
def lyon() -> Territory:
    cache.clear()
    return factory.metropole()


def send(client: Client, status: int = 200, **changes: Any) -> str:
    answer = client.post(PROPOSE, factory.typed(**changes), headers={"accept-language": "fr"})
    assert answer.status_code == status
    return answer.content.decode().replace("\xa0", " ")


def warm(number: int = rules.WARM) -> None:
    network = rules.network_hash("127.0.0.1")
    for _ in range(number):
        actions.count_sending(network=network)


def solved() -> str:
    """What a script sends: the challenge, solved."""
    asked = altcha.Challenge(
        algorithm="SHA-256",
        challenge=(given := rules.challenge())["challenge"],
        max_number=given["maxNumber"],
        salt=given["salt"],
        signature=given["signature"],
    )
    found = altcha.solve_challenge(asked)
    assert found is not None
    return altcha.Payload("SHA-256", asked.challenge, found.number, asked.salt, asked.signature).to_base64()


def test_the_field_that_people_do_not_see_stays_empty(client: Client) -> None:
    assert "Un champ que les gens ne voient pas a été rempli." in send(client, 422, website="http://spam.example")


def test_three_seconds_are_too_fast_and_a_day_is_too_long(client: Client) -> None:
    assert "C’était très rapide." in send(client, 422, stamp=factory.stamp(1))
    html = send(client, 422, stamp=factory.stamp(25 * 3600))
    assert "Ce formulaire était ouvert depuis plus d’un jour." in html
    fresh = re.search(r'name="stamp" value="([^"]+)"', html)
    assert fresh is not None
    clock_later = {"stamp": factory.stamp(5)}
    send(client, **clock_later)


@pytest.mark.parametrize("stamp", ["", "forged", "1700000000:forged", "\x00"])
def test_a_forged_stamp_is_refused(client: Client, stamp: str) -> None:
    send(client, 422, stamp=stamp)


def test_no_address_is_kept_only_a_hash_of_the_network_that_changes_every_day(monkeypatch: pytest.MonkeyPatch) -> None:
    hashed = rules.network_hash("192.0.2.17")
    assert hashed == rules.network_hash("192.0.2.200")
    assert hashed != rules.network_hash("192.0.3.17")
    assert rules.network_hash("2001:db8:0:1::5") == rules.network_hash("2001:db8:0:ff::9")
    assert "192" not in hashed
    today = clock.today()
    monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=1))
    assert hashed != rules.network_hash("192.0.2.17")


def test_behind_our_own_proxy_the_address_is_the_one_that_it_saw(settings: Any) -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": "203.0.113.9, 198.51.100.7"})
    assert rules.address(request) == "127.0.0.1"
    settings.BOUCLE = {**settings.BOUCLE, "BEHIND_PROXY": True}
    assert rules.address(request) == "198.51.100.7"
    assert rules.network_hash("not an address") == rules.network_hash("0.0.0.1")


def test_a_calm_network_is_asked_for_nothing(client: Client) -> None:
    assert "data-challenge" not in client.get(PROPOSE).content.decode()
    send(client)
    assert Contribution.objects.count() == 1


def test_a_warm_network_shows_a_proof_of_work_once(client: Client) -> None:
    warm()
    assert 'data-challenge="/challenge/"' in client.get(PROPOSE).content.decode()
    proof = solved()
    send(client, proof=proof)
    assert Contribution.objects.count() == 1
    html = send(client, proof=proof, is_seen="1")
    assert "Encore un pas : ouvrez votre courriel" in html
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("proof", ["", "x", "e30=", "bnVsbA==", "W10=", "é", "eyJhbGdvcml0aG0iOiAxfQ=="])
def test_a_false_proof_is_no_proof(client: Client, proof: str) -> None:
    warm()
    assert "Encore un pas" in send(client, proof=proof)
    assert not Contribution.objects.exists()


def test_without_script_the_fiche_waits_for_the_link_of_a_mail(client: Client) -> None:
    warm()
    send(client)
    waiting = Waiting.objects.get()
    letter = Letter.objects.get()
    assert (letter.template, letter.contact) == ("confirm_proposal", waiting.contact)
    path = letter.once["private_path"]
    asked = client.get(path, headers={"accept-language": "fr"})
    assert asked.status_code == 200
    assert not Contribution.objects.exists()
    html = client.post(path, headers={"accept-language": "fr"}).content.decode()
    assert "Merci, votre fiche est bien arrivée" in html
    assert Contribution.objects.get().title == "Soupe chaude, salle des fêtes"
    assert Contact.objects.get().email == "moi@soupe.example"
    assert not Waiting.objects.exists()
    assert client.post(path).status_code == 410


def test_a_waiting_form_sent_twice_waits_once(client: Client) -> None:
    warm()
    typed = factory.typed()
    for _ in range(2):
        assert client.post(PROPOSE, typed).status_code == 200
    assert (Waiting.objects.count(), Contact.objects.count(), Letter.objects.count()) == (1, 1, 1)


def test_without_script_nor_e_mail_the_form_asks_for_one(client: Client) -> None:
    warm()
    html = send(client, 422, email="", phone="06 00 00 00 00")
    assert "Donnez un courriel : nous y envoyons un lien pour confirmer." in html


def test_what_nobody_confirms_is_deleted_with_its_address(client: Client) -> None:
    warm()
    send(client)
    assert initiatives.purge() == 0
    Waiting.objects.update(created_at=clock.now() - timedelta(days=3))
    assert initiatives.purge() == 1
    assert (Waiting.objects.count(), Contact.objects.count(), Letter.objects.count()) == (0, 0, 0)


def test_a_hot_network_waits_an_hour(client: Client) -> None:
    warm(rules.HOT)
    assert "Énormément de formulaires" in send(client, 429)


def test_a_message_needs_a_proof_on_a_warm_network_while_a_report_never_does(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    warm()
    refused = client.post(f"/f/{row.reference}/message/", factory.guarded(text="Bonjour"))
    assert refused.status_code == 422
    sent = client.post(f"/f/{row.reference}/message/", factory.guarded(text="Bonjour", proof=solved()))
    assert sent.status_code == 200
    assert client.post(f"/f/{row.reference}/report/", factory.guarded(text="Porte close")).status_code == 200
