"""The page of a fiche, in each of its states."""

import json
import uuid

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from boucle.during.initiatives import actions
from boucle.foundation.core import ids
from boucle.foundation.core import pictures as photos
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Reason
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions
from tests.factories import initiatives as factory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lyon() -> Territory:
    return factory.metropole()


def page(client: Client, row: Contribution, status: int = 200) -> str:
    answer = client.get(f"/f/{row.reference}/", headers={"accept-language": "fr"})
    assert answer.status_code == status
    return answer.content.decode().replace("\xa0", " ")


def test_a_fiche_says_everything_that_is_public(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon, hours="Mo-Su 08:00-12:00,14:00-19:00", audiences=["families"])
    html = page(client, row)
    for said in (
        row.title,
        "8 h à 12 h et 14 h à 19 h",
        "Entrée de plain-pied.",
        "04 65 71 08 21",
        "12 rue de la Verrerie-Neuve",
        "69500 Bron",
        "Maison de quartier des Tilleuls",
        "Coordination de Bron",
        "Licence Ouverte 2.0",
        "Familles",
        row.reference,
        "Vérifiée",
    ):
        assert said in html
    assert "auteur@tilleuls.example" not in html


def test_the_history_names_roles_and_places_never_people(lyon: Territory, client: Client) -> None:
    decider = accounts.referent(Territory.objects.get(code="69029"), contributions.theme("recharge"), name="Zoé Untel")
    row = factory.published(lyon, decider=decider)
    lifecycle.verify(contribution=row, by=rules.By(user=decider))
    html = page(client, row)
    assert "référents de Bron" in html
    assert "Zoé Untel" not in html
    assert decider.email not in html
    assert html.index("toujours vraie") < html.index("après relecture")


def test_small_letters_and_confused_signs_lead_to_the_reference(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    answer = client.get(f"/f/{row.reference.lower()}/")
    if row.reference.lower() != row.reference:
        assert (answer.status_code, answer["Location"]) == (301, f"/f/{row.reference}/")


@pytest.mark.parametrize("reference", ["NOWHERE", "x", "%00", "é"])
def test_an_unknown_reference_is_not_found(lyon: Territory, client: Client, reference: str) -> None:
    assert client.get(f"/f/{reference}/").status_code == 404


def test_a_stranger_does_not_see_what_is_proposed_while_a_referent_does(lyon: Territory, client: Client) -> None:
    row = factory.proposed(lyon).contribution
    page(client, row, 404)
    client.force_login(accounts.stranger())
    page(client, row, 404)
    client.force_login(accounts.coordinator(lyon))
    answer = client.get(f"/f/{row.reference}/")
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]


def test_a_rejected_fiche_is_not_found(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    lifecycle.reject(
        contribution=made.contribution,
        by=rules.By(user=accounts.coordinator(lyon)),
        reason=Reason.UNVERIFIABLE,
    )
    page(client, made.contribution, 404)


def test_a_merged_fiche_leads_to_the_one_that_stays(lyon: Territory, client: Client) -> None:
    row, other = factory.several(lyon, 2)
    lifecycle.merge(contribution=row, into=other, by=rules.By(user=accounts.coordinator(lyon)))
    answer = client.get(f"/f/{row.reference}/")
    assert (answer.status_code, answer["Location"]) == (301, f"/f/{other.reference}/")


def test_an_archived_fiche_stays_and_says_why(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    lifecycle.archive(contribution=row, by=rules.SYSTEM, reason=Reason.OUTDATED)
    html = page(client, row)
    assert "Archivée le" in html
    assert "ne comptez pas sur ce qu’elle dit" in html
    assert "Écrire un message" not in html


def test_a_fiche_archived_for_its_content_shows_none_of_it(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon)
    lifecycle.archive(contribution=row, by=rules.SYSTEM, reason=Reason.PERSONAL)
    html = page(client, row, 410)
    assert row.title not in html
    assert "04 65 71 08 21" not in html


def test_a_withdrawn_fiche_is_gone(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    row = factory.publish(made, lyon)
    lifecycle.withdraw(contribution=row, by=rules.By(secret=made.secret))
    html = page(client, row, 410)
    assert "Son auteur l’a retirée le" in html
    assert row.title not in html


def test_an_erased_fiche_is_gone_with_its_photo_its_reports_and_its_claims(lyon: Territory, client: Client) -> None:
    made = factory.proposed(lyon)
    row = factory.publish(made, lyon)
    actions.report(contribution=row, text="Porte close.", form_key=uuid.uuid4())
    by = rules.By(secret=made.secret)
    picture = photos.reencode(factory.picture())
    actions.revise(contribution=row, content=factory.content(), by=by, photo=picture, description="Une porte")
    actions.erase(contribution=row, by=by)
    page(client, row, 410)
    assert client.get(f"/f/{row.reference}/photo.webp").status_code == 404
    assert not row.reports.exists()


def test_an_exercise_carries_its_watermark(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon, situation=contributions.situation(lyon, nature=Nature.EXERCISE))
    html = page(client, row)
    assert 'class="watermark"' in html
    assert '<span class="mark trial">Exercice</span>' in html


def test_hostile_markdown_is_harmless(lyon: Territory, client: Client) -> None:
    hostile = (
        "<script>alert(1)</script> [clic](javascript:alert(1)) ![x](https://spy.example/a.png)\n\n"
        "<img src=x onerror=alert(1)> **gras** & \u202eשלום"
    )
    row = factory.published(lyon, title="<b>Soupe</b> & co", text=hostile)
    html = page(client, row)
    main = html[html.index("<main") : html.index("</main>")]
    assert "<script" not in main
    assert "javascript:" not in main.replace("[clic](javascript:alert(1))", "")
    assert "<img" not in main
    assert "&lt;b&gt;Soupe&lt;/b&gt; &amp; co" in main
    assert "<strong>gras</strong>" in main


def test_a_photo_is_shown_once_it_is_public_and_a_new_one_waits(lyon: Territory, client: Client) -> None:
    first, second = (photos.reencode(factory.picture(width=width)) for width in (400, 500))
    made = actions.propose(
        territory=Territory.objects.get(code="69029"),
        content=factory.content(),
        by=rules.STRANGER,
        contact=lifecycle.ContactDetails(email="a@b.example"),
        photo=first,
        description="Une porte verte",
    )
    address = f"/f/{made.contribution.reference}/photo.webp"
    assert client.get(address).status_code == 404
    row = factory.publish(made, lyon)
    assert client.get(address).content == first.image
    assert 'alt="Une porte verte"' in page(client, row)
    by = rules.By(secret=made.secret)
    actions.revise(contribution=row, content=factory.content(), by=by, photo=second, description="Une porte rouge")
    assert client.get(address).content == first.image
    lifecycle.publish(contribution=row, by=rules.By(user=accounts.coordinator(lyon)))
    assert client.get(address).content == second.image
    assert 'alt="Une porte rouge"' in page(client, row)


def test_a_fiche_without_place_hours_or_contact_still_holds(lyon: Territory, client: Client) -> None:
    bare = {"lat": None, "lon": None, "address": "", "hours": "", "public_phone": "", "organisation": "", "access": ""}
    row = factory.published(lyon, email="", territory=lyon.code, title="Ligne d’écoute " + "très longue " * 8, **bare)
    html = page(client, row)
    assert "Écrire un message" not in html
    assert "Horaires" not in html


def test_a_fiche_asks_the_database_a_fixed_number_of_times(
    lyon: Territory, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    row = factory.published(lyon)
    with django_assert_max_num_queries(12):  # with what stands beside it
        page(client, row)
    factory.several(lyon, 5)
    lifecycle.verify(contribution=row, by=rules.By(user=accounts.coordinator(lyon)))
    with django_assert_max_num_queries(12):
        page(client, row)


def test_references_are_not_guessed_in_order() -> None:
    assert len({ids.reference() for _ in range(100)}) == 100


def test_a_fiche_is_also_linked_data_that_cannot_close_its_element(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon, title="Soupe </script><b>", hours="Mo-Fr 12:00-14:00")
    html = client.get(f"/f/{row.reference}/").content.decode()
    start = html.index('<script type="application/ld+json">') + len('<script type="application/ld+json">')
    facts = json.loads(html[start : html.index("</script>", start)])
    assert (facts["@type"], facts["name"]) == ("Service", "Soupe </script><b>")
    assert facts["availableChannel"]["serviceLocation"]["openingHours"] == "Mo-Fr 12:00-14:00"
    assert "auteur@tilleuls.example" not in html


def test_an_exercise_is_no_linked_data(lyon: Territory, client: Client) -> None:
    row = factory.published(lyon, situation=contributions.situation(lyon, nature=Nature.EXERCISE))
    assert "ld+json" not in page(client, row)
