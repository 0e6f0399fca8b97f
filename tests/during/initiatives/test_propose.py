"""Proposing on the page: the receipt, double sending, similar fiches, bad input with everything still there."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from boucle.during.initiatives.models import Photo
from boucle.foundation.core import pictures as photo
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.models import Contact, Contribution
from boucle.foundation.messages.models import Letter
from boucle.foundation.situations import actions as situations
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions
from tests.factories import initiatives as factory

pytestmark = pytest.mark.django_db
PROPOSE = "/t/metropole-de-lyon/propose/"


@pytest.fixture
def lyon() -> Territory:
    return factory.metropole()


def send(client: Client, status: int = 200, address: str = PROPOSE, **changes: Any) -> str:
    answer = client.post(address, factory.typed(**changes), headers={"accept-language": "fr"})
    assert answer.status_code == status, answer.content.decode()[:200]
    return answer.content.decode().replace("\xa0", " ")


def test_the_page_asks_one_thing_after_another(lyon: Territory, client: Client) -> None:
    answer = client.get(PROPOSE, headers={"accept-language": "fr"})
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Proposer mon aide" in html
    assert "no-store" in answer["Cache-Control"]


def test_what_a_search_did_not_find_is_already_typed(lyon: Territory, client: Client) -> None:
    html = client.get(PROPOSE, {"q": "recharge de vélo\x00", "ou": "Bron", "theme": "recharge"}).content.decode()
    assert 'value="recharge de vélo"' in html
    assert 'value="Bron"' in html
    assert re.search(r'value="recharge"[^>]*checked', html)


def test_sending_gives_a_reference_and_a_private_link_that_works(lyon: Territory, client: Client) -> None:
    html = send(client)
    row = Contribution.objects.get()
    assert "Merci, votre fiche est bien arrivée" in html
    assert row.reference in html
    link = re.search(r"/follow/([\w-]+)/", html)
    assert link is not None
    assert lifecycle.by_secret(link[1]) == row
    assert (row.state, row.territory.name) == ("proposed", "Bron")


def test_the_private_contact_is_kept_apart_and_the_receipt_is_mailed(lyon: Territory, client: Client) -> None:
    send(client, phone="06 00 00 00 00")
    contact = Contact.objects.get()
    assert (contact.email, contact.phone) == ("moi@soupe.example", "06 00 00 00 00")
    letter = Letter.objects.get()
    assert (letter.template, letter.contact) == ("receipt", contact)
    assert "moi@soupe.example" not in str(lifecycle.content(Contribution.objects.get()))


def test_a_form_sent_twice_makes_one_fiche(lyon: Territory, client: Client) -> None:
    typed = factory.typed(is_seen="1")
    first = client.post(PROPOSE, typed)
    second = client.post(PROPOSE, typed, headers={"accept-language": "fr"}).content.decode()
    assert first.status_code == 200
    row = Contribution.objects.get()
    assert row.reference in second
    assert "rien n’a été créé deux fois" in second
    assert "/follow/" not in second


def test_similar_fiches_are_shown_once_before_anything_is_sent(lyon: Territory, client: Client) -> None:
    other = factory.published(lyon, title="Soupe chaude à la salle des fêtes", theme="manger")
    html = send(client)
    assert "ressemble à la vôtre" in html
    assert other.title in html
    assert 'value="Soupe chaude, salle des fêtes"' in html
    assert "Envoyer quand même" in html
    assert Contribution.objects.count() == 1
    assert 'name="is_seen" value="1"' in html
    send(client, is_seen="1")
    assert Contribution.objects.count() == 2


def test_the_fragment_shows_similar_fiches_while_somebody_types(lyon: Territory, client: Client) -> None:
    other = factory.published(lyon, title="Soupe chaude à la salle des fêtes", theme="manger")
    answer = client.post("/t/metropole-de-lyon/similar/", {"title": "Soupe chaude, salle des fêtes", "theme": "manger"})
    assert other.title in answer.content.decode()
    nothing = client.post("/t/metropole-de-lyon/similar/", {"title": "Vélo\x00"}, headers={"accept-language": "fr"})
    assert "Rien n’y ressemble" in nothing.content.decode()
    assert client.get("/t/metropole-de-lyon/similar/").status_code == 405


def test_bad_answers_are_said_on_their_field_and_all_that_was_typed_is_still_there(
    lyon: Territory, client: Client
) -> None:
    html = send(
        client,
        422,
        title="Recharge 🔋 <b>garage</b>",
        theme="licornes",
        commune="Atlantide",
        opens="14:00",
        closes="09:00",
        email="pas une adresse",
        organisation="Les Lampistes",
        consent="",
    )
    for said in (
        "réponses sont à corriger",
        "Ce thème n’existe pas ici",
        "Nous ne connaissons pas de commune « Atlantide »",
        "La fin (9 h) vient avant le début (14 h). Corrigez l’une des deux heures.",
        "Cochez cette case",
        'value="Recharge 🔋 &lt;b&gt;garage&lt;/b&gt;"',
        'value="Les Lampistes"',
        'value="pas une adresse"',
        'value="14:00"',
        "À midi, sans inscription.",
        "Tout ce que vous avez écrit est encore là.",
    ):
        assert said in html, said
    assert not Contribution.objects.exists()


def test_an_e_mail_or_a_telephone_is_needed(lyon: Territory, client: Client) -> None:
    assert "Donnez un courriel ou un téléphone" in send(client, 422, email="")
    send(client, email="", phone="06 00 00 00 00")
    assert Contact.objects.get().phone == "06 00 00 00 00"


def test_coordinates_outside_the_territory_are_refused_and_nothing_is_lost(lyon: Territory, client: Client) -> None:
    html = send(client, 422, point="48.8566, 2.3522")
    assert "Ce point est en dehors de : Métropole de Lyon." in html
    assert 'value="48.8566, 2.3522"' in html


def test_a_commune_that_several_names_answer_to_is_chosen_from_a_list(client: Client) -> None:
    from boucle.foundation.territories import actions
    from tests.factories import territories

    place = actions.open_territory(territory=territories.load()["FR"])
    contributions.theme()
    address = f"/t/{place.slug}/propose/"
    html = send(client, 422, address, commune="Saint-Denis")
    assert re.search(r'type="radio" name="territory" value="93066"', html)
    send(client, 200, address, commune="Saint-Denis", territory="93066")
    assert Contribution.objects.get().territory.code == "93066"


def test_a_photo_is_drawn_anew_and_described(lyon: Territory, client: Client) -> None:
    file = SimpleUploadedFile("porte.jpg", factory.picture(), "image/jpeg")
    html = send(client, 422, photo=file)
    assert "Dites en quelques mots ce que montre la photo." in html
    assert "La photo est à choisir de nouveau" in html
    file = SimpleUploadedFile("porte.jpg", factory.picture(), "image/jpeg")
    send(client, photo=file, photo_description="Une porte verte")
    kept = Photo.objects.get()
    assert kept.width == photo.LONGEST_SIDE
    assert Contribution.objects.get().initiative.photo_key == kept.key


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("photo.jpg", b"MZ\x90\x00 a program", "Ce fichier n’est pas une photo que nous savons lire"),
        ("photo.svg", b"<svg onload='alert(1)'/>", "Ce fichier n’est pas une photo que nous savons lire"),
        ("photo.jpg", b"\xff\xd8" + b"\x00" * photo.HEAVIEST, "Cette photo pèse plus de 10 Mo"),
    ],
)
def test_an_oversized_or_disguised_photo_is_refused_with_a_sentence(
    lyon: Territory, client: Client, name: str, data: bytes, sentence: str
) -> None:
    html = send(client, 422, photo=SimpleUploadedFile(name, data, "image/jpeg"), photo_description="Une porte")
    assert sentence in html
    assert not Contribution.objects.exists()


def test_a_situation_gives_the_fiche_its_nature(lyon: Territory, client: Client) -> None:
    situation = contributions.situation(lyon, nature=Nature.EXERCISE)
    html = send(client, address=f"{PROPOSE}?situation={situation.slug}")
    row = Contribution.objects.get()
    assert (row.situation, row.nature) == (situation, "exercise")
    assert 'class="watermark"' in html


def test_a_situation_closed_meanwhile_says_so_and_loses_nothing(lyon: Territory, client: Client) -> None:
    situation = contributions.situation(lyon)
    situations.close(situation=situation, by=accounts.coordinator(lyon), report={})
    html = send(client, 422, f"{PROPOSE}?situation={situation.slug}")
    assert "Cette situation est close" in html or "This situation is closed" in html
    assert 'value="Soupe chaude, salle des fêtes"' in html
    assert not Contribution.objects.exists()


def test_an_unknown_situation_or_territory_is_not_found(lyon: Territory, client: Client) -> None:
    assert client.get(f"{PROPOSE}?situation=nowhere").status_code == 404
    assert client.get(f"{PROPOSE}?situation=%00").status_code == 404
    assert client.get("/t/bron/propose/").status_code == 404


def test_a_form_of_another_site_is_refused(lyon: Territory) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(PROPOSE, factory.typed()).status_code == 403


def test_what_the_situation_asks_for_is_shown_unfolded(lyon: Territory, client: Client) -> None:
    folded = client.get(PROPOSE).content.decode()
    assert folded.count("<details open>") == 0
    contributions.situation(lyon, asked_fields=["access", "audiences"])
    assert client.get(PROPOSE).content.decode().count("<details open>") == 2
