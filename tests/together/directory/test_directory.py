"""The directory: present oneself, be found, leave; open data by agreement only."""

import csv
import io
import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from boucle.foundation.actors import actions
from boucle.foundation.actors.models import Actor
from boucle.foundation.core import clock
from boucle.foundation.guard import forms as guard
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contact
from boucle.foundation.messages import jobs as letters
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, actors, contributions, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Territory:
    return actors.place()


def typed(**changes: Any) -> dict[str, Any]:
    """What somebody who takes their time sends."""
    earlier = str(int(clock.now().timestamp()) - 60)
    sent = {
        "who": "person",
        "title": "Léa Pré",
        "role": "resident",
        "text": "Je tiens la liste des voisins.",
        "knows": "Les voisins de mon immeuble.",
        "knows_themes": ["liens"],
        "seeks_themes": ["eau"],
        "email": "lea@acteurs.example",
        "phone": "0465710000",
        "agrees": "on",
        "stamp": guard.STAMP.sign(earlier),
    }
    return {**sent, **changes}


def present(place: Territory, status: int = 200, **changes: Any) -> str:
    contributions.theme()
    answer = Client().post(f"/t/{place.slug}/actors/present/", typed(**changes))
    assert answer.status_code == status
    return plain(answer.content.decode())


def plain(html: str) -> str:
    return html.replace("\xa0", " ").replace("\u202f", " ")


def read(path: str, status: int = 200, client: Client | None = None) -> str:
    answer = (client or Client()).get(path)
    assert answer.status_code == status
    body = answer.getvalue()
    return plain(body.decode())


def names(place: Territory, query: str = "") -> list[str]:
    html = read(f"/t/{place.slug}/actors/{query}")
    return re.findall(r'<h2 class="as-h3"><a href="/a/[^"]+">([^<]+)</a></h2>', html)


def test_anybody_presents_themselves_without_an_account(place: Territory) -> None:
    html = present(place)
    actor = Actor.objects.select_related("contribution").get()
    row = actor.contribution
    assert (row.title, row.state, actor.is_person, actor.role, actor.is_shared) == (
        "Léa Pré",
        "proposed",
        True,
        "resident",
        False,
    )
    assert actor.agreed_at is not None
    assert row.reference in html and "/actor/" in html
    letters.send_due()
    assert [letter.to for letter in mail.outbox] == [["lea@acteurs.example"]]


def test_an_address_stays_apart_from_what_is_shown(place: Territory) -> None:
    present(place)
    row = Actor.objects.get().contribution
    assert list(Contact.objects.values_list("email", "phone")) == [("lea@acteurs.example", "0465710000")]
    contributions.walk(row, State.PUBLISHED, rules.SYSTEM)
    search.work()
    for path in (f"/t/{place.slug}/actors/", f"/a/{row.reference}/", f"/t/{place.slug}/actors/?format=json"):
        html = read(path)
        assert "lea@acteurs.example" not in html and "0465710000" not in html


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"agrees": ""}, "cochez cette case"),
        ({"who": ""}, "Dites si vous présentez une organisation ou vous-même"),
        ({"address": "12 rue du Pré"}, "Une personne n’est montrée que par sa commune"),
        ({"point": "45.733, 4.913"}, "Une personne n’est montrée que par sa commune"),
        ({"knows": "", "knows_themes": [], "seeks_themes": []}, "Dites au moins une chose"),
        ({"knows_themes": ["magie"]}, "Un thème est inconnu ici"),
        ({"role": "reine"}, "Léa Pré"),
        ({"commune": "Atlantis"}, "Atlantis"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(place: Territory, changes: dict[str, Any], said: str) -> None:
    html = present(place, status=422, **changes)
    assert said in html
    assert 'value="Léa Pré"' in html and "Je tiens la liste des voisins." in html
    assert Actor.objects.count() == 0


def test_the_same_form_sent_twice_makes_one_actor(place: Territory) -> None:
    for _time in range(2):
        present(place, key="0190c1d2-0000-7000-8000-000000000002")
    assert Actor.objects.count() == 1


def test_who_waits_for_a_referent_is_seen_by_referents_only(place: Territory) -> None:
    row = actors.actor(state=State.PROPOSED).contribution
    read(f"/a/{row.reference}/", status=404)
    client = Client()
    client.force_login(accounts.coordinator(place))
    assert "Régie des eaux" in read(f"/a/{row.reference}/", client=client)


def test_a_referent_sees_what_was_agreed_to(place: Territory) -> None:
    client = Client()
    client.force_login(accounts.coordinator(place))
    agreed = actors.actor("Léa Pré", state=State.PROPOSED, is_person=True, knows_themes=["liens"]).contribution
    html = read(f"/moderation/{agreed.reference}/", client=client)
    assert "pour paraître dans l’annuaire. Ne pas partir en données ouvertes." in html
    assert "Ne pas rester seul" in html
    silent = contributions.proposed(place, kind="actor", is_person=True, agrees=False).contribution
    assert "elle ne peut pas être publiée" in read(f"/moderation/{silent.reference}/", client=client)


def test_the_list_is_searched_by_words_role_and_themes(place: Territory) -> None:
    actors.researcher("Équipe Eaux", seeks="Un terrain de mesure.")
    actors.practitioner("Régie des eaux", offers="Nos relevés de pression.")
    actors.actor("Voisins du Fort", role="association", offers_themes=["chaleur"])
    search.work()
    assert names(place) == ["Voisins du Fort", "Régie des eaux", "Équipe Eaux"]
    assert names(place, "?q=relevés") == ["Régie des eaux"]
    assert names(place, "?role=researcher") == ["Équipe Eaux"]
    assert names(place, "?cherche=eau") == ["Équipe Eaux"]
    assert names(place, "?offre=eau") == ["Régie des eaux"]
    assert names(place, "?sait=soins&cherche=eau") == ["Équipe Eaux"]
    assert names(place, "?offre=animaux") == []
    assert "Personne ne correspond, pour l’instant" in read(f"/t/{place.slug}/actors/?offre=animaux")


def test_the_map_is_equal_to_the_list_and_places_people_by_commune_only(place: Territory) -> None:
    actors.actor("Régie des eaux", lat=45.74, lon=4.92)
    actors.actor("Léa Pré", is_person=True)
    search.work()
    html = read(f"/t/{place.slug}/actors/")
    pins = re.findall(r'aria-label="Acteur (\d) : ([^"]+)"', html)
    assert pins == [("1", "Léa Pré"), ("2", "Régie des eaux")]
    assert names(place) == [name for _number, name in pins]


def test_an_empty_directory_invites(place: Territory) -> None:
    assert "Personne ne s’est encore présenté" in read(f"/t/{place.slug}/actors/")
    assert "Aucun lien encore" in read(f"/t/{place.slug}/actors/ties/")
    read("/t/nulle-part/actors/", status=404)
    read("/t/nulle-part/actors/present/", status=404)
    read("/t/nulle-part/actors/ties/", status=404)


def test_a_list_takes_as_many_queries_whatever_its_length(place: Territory, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        actors.actor(f"Fontaine {number}", knows_themes=["eau"])
    search.work()
    with django_assert_max_num_queries(14):
        assert len(names(place)) == 12


def test_a_person_leaves_as_open_data_only_if_they_agreed_to_that_too(place: Territory) -> None:
    shown = actors.actor("Léa Pré", is_person=True)
    shared = actors.actor("Oscar Dubois", is_person=True, is_shared=True, knows_themes=["soins", "eau"])
    actors.actor("Régie muette")
    actors.actor("Régie des eaux", is_shared=True)
    search.work()
    whole = {"Oscar Dubois", "Régie des eaux"}
    assert len(names(place)) == 4
    found = list(csv.DictReader(io.StringIO(read(f"/t/{place.slug}/actors/?format=csv"))))
    assert {row["title"] for row in found} == whole
    assert [row["knows_themes"] for row in found if row["title"] == "Oscar Dubois"] == ["eau,soins"]
    for path in (
        f"/t/{place.slug}/actors/?format=json",
        f"/t/{place.slug}/actors/?format=geojson",
        f"/t/{place.slug}/actors/?format=atom",
        f"/t/{place.slug}/actors/?format=json&donnees=0",
        f"/t/{place.slug}/search/?format=json",
        f"/t/{place.slug}/search/?format=csv&quoi=actor",
        f"/t/{place.slug}/search/?format=geojson",
        f"/t/{place.slug}/search/?format=atom",
        f"/api/v1/fiches?territory={place.slug}&kind=actor",
        f"/api/v1/fiches?territory={place.slug}&kind=actor&format=csv",
    ):
        text = read(path)
        assert {name for name in (*whole, "Léa Pré", "Régie muette") if name in text} == whole, path
    assert '"total":2' in read(f"/t/{place.slug}/actors/?format=json")
    read(f"/api/v1/fiches/{shown.contribution.reference}", status=404)
    assert "Oscar Dubois" in read(f"/api/v1/fiches/{shared.contribution.reference}")


def test_taking_the_agreement_to_open_data_back_is_immediate(place: Territory) -> None:
    actor, secret = actors.made("Léa Pré", is_person=True, is_shared=True)
    search.work()
    client = Client()
    assert "Léa Pré" in read(f"/t/{place.slug}/actors/?format=csv")
    answer = client.post(f"/actor/{secret}/share/", {"shared": "0"})
    assert answer.status_code == 302
    assert "Léa Pré" not in read(f"/t/{place.slug}/actors/?format=csv")
    assert "Léa Pré" in read(f"/a/{actor.contribution.reference}/")


def test_whoever_leaves_is_found_nowhere(place: Territory) -> None:
    actor, secret = actors.made("Léa Pré", is_person=True, is_shared=True)
    search.work()
    assert "Quitter l’annuaire ?" in read(f"/actor/{secret}/leave/")
    assert Client().post(f"/actor/{secret}/leave/").status_code == 302
    search.work()
    assert names(place) == []
    read(f"/a/{actor.contribution.reference}/", status=404)
    assert "Vous avez quitté l’annuaire" in read(f"/actor/{secret}/")
    assert Client().post(f"/actor/{secret}/return/").status_code == 302
    assert "Un référent lit votre page" in read(f"/actor/{secret}/")


def test_a_correction_waits_behind_what_is_shown(place: Territory) -> None:
    actor, secret = actors.made("Régie des eaux", knows="Les pompes.")
    html = read(f"/actor/{secret}/revise/")
    assert "Les pompes." in html and "agrees" not in html
    sent = {"who": "organisation", "title": "Régie des eaux", "role": "practitioner", "text": "Trois réservoirs."}
    seen = re.search(r'name="seen" value="(\d+)"', html)
    assert seen is not None
    changed = {**sent, "knows": "Les vannes.", "seen": seen[1]}
    assert Client().post(f"/actor/{secret}/revise/", {**changed, "role": ""}).status_code == 422
    assert Client().post(f"/actor/{secret}/revise/", changed).status_code == 302
    assert "Les pompes." in read(f"/a/{actor.contribution.reference}/")
    lifecycle.publish(contribution=actor.contribution, by=rules.By(user=accounts.coordinator(place)))
    page = read(f"/a/{actor.contribution.reference}/")
    assert "Les vannes." in page and "Les pompes." not in page


def test_a_page_says_with_whom_both_said_that_they_work(place: Territory) -> None:
    one, other = actors.researcher(), actors.practitioner()
    actors.tied(one, other[0], actors.theme("eau"))
    for actor, partner in ((one[0], "Régie des eaux"), (other[0], "Équipe Eaux et sociétés")):
        assert partner in read(f"/a/{actor.contribution.reference}/")
    picture = read(f"/t/{place.slug}/actors/ties/")
    assert "1 lien entre 2 acteurs, dont 1 entre recherche et terrain." in picture
    assert len(re.findall(r'<path d="[^"]+" class="l-ink"', picture)) == 1
    assert '<th scope="row">Équipe Eaux et sociétés</th><td>Régie des eaux</td><td>Trouver de l’eau</td>' in picture


def test_a_private_page_opens_to_nobody_else(place: Territory) -> None:
    actor = actors.actor()
    read("/actor/un-secret-faux/", status=410)
    client = Client()
    client.force_login(accounts.coordinator(place))
    assert client.get(f"/actor/{actor.contribution.reference}/").status_code == 410


def test_a_member_finds_their_private_page_by_their_account(place: Territory) -> None:
    user = accounts.referent(place)
    content = contributions.content(place, "actor", title="Référente de Bron", address="", knows_themes=["eau"])
    made = actions.present(territory=place, content=content, by=rules.By(user=user))
    contributions.walk(made.contribution, State.PUBLISHED, rules.By(secret=made.secret))
    client = Client()
    client.force_login(user)
    assert "Ma page privée" in read(f"/actor/{made.contribution.reference}/", client=client)
    assert f"/actor/{made.contribution.reference}/" in read(f"/a/{made.contribution.reference}/", client=client)
    other = actors.practitioner()[0].contribution.reference
    assert "Continuer en tant que Référente de Bron" in read(f"/a/{other}/meet/", client=client)
    assert "Écrire à Régie des eaux" in read(f"/actor/{made.contribution.reference}/meet/{other}/", client=client)


def test_everything_is_deleted_on_one_more_press(place: Territory) -> None:
    actor, secret = actors.made("Léa Pré", is_person=True)
    assert "Tout effacer" in read(f"/actor/{secret}/erase/")
    assert "Tout est effacé" in plain(Client().post(f"/actor/{secret}/erase/").content.decode())
    assert (Actor.objects.count(), Contact.objects.count()) == (0, 0)
    read(f"/a/{actor.contribution.reference}/", status=404)
    read(f"/actor/{secret}/", status=410)
