"""A coordinator asks, invites, opens, closes, decides; in a real browser, with JavaScript and without."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access, ItemType, Stage
from boucle.together.consultations.models import Consultation
from tests.factories import accounts, contributions
from tests.factories import consultations as made
from tests.site import axe

FIRST = "La commune prévient chaque foyer la veille."
SECOND = "Une salle chauffée ouvre dans chaque village."
SETTINGS = {
    ItemType.CHOICE: {"options": ["la commune", "la préfecture"]},
    ItemType.RANKING: {"options": ["la commune", "la préfecture"]},
    ItemType.PLACEMENT: {"axes": [["seul", "ensemble"], ["après", "avant"]]},
}


@pytest.fixture
def bron(transactional_db: None) -> Territory:
    return territories.open_territory(territory=contributions.commune("Bron"))


def sign_in(page: Page, live_server: LiveServer, somebody: User) -> None:
    client = Client()
    client.force_login(somebody)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def part(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="Parties de la consultation").get_by_role("link", name=name).click()


def create(page: Page, place: Territory) -> Consultation:
    page.goto(f"/t/{place.slug}/consultations/prepared/")
    page.get_by_role("link", name="Consulter").click()
    page.get_by_role("radio", name="Delphi").check()
    page.get_by_label("La question, telle qu’on la lira").fill("Que faire avant une coupure ?")
    page.get_by_role("button", name="Créer la consultation").click()
    expect(page.get_by_role("alert")).to_contain_text("Dites pourquoi on la pose")
    expect(page.get_by_label("La question, telle qu’on la lira")).to_have_value("Que faire avant une coupure ?")
    page.get_by_label("Pourquoi on la pose").fill("Le conseil décide en mars.")
    page.get_by_role("button", name="Créer la consultation").click()
    expect(page.get_by_role("heading", name="Écrire ce qu’on demande")).to_be_visible()
    return Consultation.objects.get()


def write(page: Page) -> None:
    page.get_by_role("link", name="Écrire", exact=True).click()
    for text in (FIRST, SECOND):
        page.locator("#id_text").fill(text)
        page.get_by_role("button", name="Ajouter", exact=True).click()
        expect(page.get_by_role("region", name="Ce qui est demandé")).to_contain_text(text)
    page.get_by_role("button", name=f"Monter : {SECOND}").click()
    expect(page.locator("tbody tr").first).to_contain_text(SECOND)


def invite(page: Page) -> None:
    part(page, "Personnes")
    page.get_by_label("Nom", exact=False).first.fill("Anne inventée")
    page.get_by_label("Adresse de courriel").fill("anne@exemple.fr")
    page.get_by_role("button", name="Inviter", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Anne inventée")
    page.get_by_label("Collez la liste").fill("nom;courriel;groupe\nBob;bob@exemple.fr;Soins\nCléo;;Soins\n")
    page.get_by_role("button", name="Inviter la liste").click()
    expect(page.get_by_role("region", name="Ligne par ligne")).to_contain_text("Cléo")
    page.get_by_role("link", name="Vers les lettres").click()
    page.get_by_role("button", name="Faire les lettres").click()
    expect(page.locator(".paper .code")).to_have_count(1)


def open_and_close(page: Page, row: Consultation) -> None:
    page.goto(f"/c/{row.contribution.reference}/facilitate/")
    page.get_by_role("link", name="Prévoir", exact=True).click()
    page.get_by_role("button", name="Prévoir le tour").click()
    page.get_by_role("button", name="Ouvrir le tour 1 maintenant").click()
    expect(page.get_by_role("status")).to_contain_text("Le tour 1 est ouvert")
    answer_on_paper(page, row)
    part(page, "Tours")
    page.get_by_role("button", name="Fermer le tour 1").click()
    page.get_by_role("link", name="Clore toute la consultation").click()
    page.get_by_role("button", name="Clore et montrer les résultats").click()
    row.refresh_from_db()
    assert row.stage == Stage.CLOSED


def answer_on_paper(page: Page, row: Consultation) -> None:
    """With the keyboard alone, under the code of the letter that was printed."""
    cleo = row.panel.get(contact__name="Cléo")
    code = actions.print_letters(panellists=[cleo], user=made.facilitator(row))[0].code
    part(page, "Feuilles papier")
    page.get_by_label("Code de la lettre").focus()
    for typed in (code, "8", "7"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # in a field or on a box: it counts the sheet
    expect(page.get_by_role("status")).to_contain_text("1 feuille papier")


def decide(page: Page, row: Consultation) -> None:
    page.get_by_role("link", name="Écrire la décision").click()
    page.get_by_label("Ce qui est décidé").fill("La commune prévient chaque foyer.")
    page.get_by_label("À revoir le").fill(str(clock.today() + timedelta(days=200)))
    page.get_by_role("group", name=FIRST).get_by_label("retenue", exact=True).check()
    page.get_by_label(f"Pourquoi : {FIRST}").fill("Le groupe est d’accord.")
    page.get_by_role("group", name=SECOND).get_by_label("non retenue").check()
    page.get_by_role("button", name="Publier la décision").click()
    expect(page.get_by_role("alert")).to_contain_text("Dites pourquoi")
    expect(page.get_by_label(f"Pourquoi : {FIRST}")).to_have_value("Le groupe est d’accord.")
    page.get_by_label("Pourquoi les autres ne sont pas retenues").fill("Trop cher cette année.")
    page.get_by_role("button", name="Publier la décision").click()
    expect(page.get_by_role("status")).to_contain_text("La décision est publiée")
    page.goto(f"/c/{row.contribution.reference}/facilitate/decision/")
    expect(page.get_by_role("main")).to_contain_text("Trop cher cette année.")


def whole(page: Page, live_server: LiveServer, place: Territory) -> None:
    sign_in(page, live_server, accounts.coordinator(place, name="Coordination de Bron"))
    row = create(page, place)
    write(page)
    invite(page)
    open_and_close(page, row)
    decide(page, row)


def test_with_javascript(page: Page, live_server: LiveServer, bron: Territory) -> None:
    whole(page, live_server, bron)


def test_without_javascript(page_without_scripts: Page, live_server: LiveServer, bron: Territory) -> None:
    whole(page_without_scripts, live_server, bron)


def drafted(place: Territory, user: User) -> Consultation:
    row = made.consultation(territory=place, user=user, access=Access.PANEL)
    for type_ in (ItemType.SCALE, ItemType.OPEN, ItemType.CHOICE, ItemType.PLACEMENT):
        made.item(row, type_, settings=SETTINGS.get(type_, {}))
    group = actions.add_group(consultation=row, user=user, name="Soins", population=40)
    made.invited(row, 3, group=group)
    return row


def pages(place: Territory, user: User) -> Iterator[str]:
    yield f"/t/{place.slug}/consultations/new/"
    yield f"/t/{place.slug}/consultations/prepared/"
    row = drafted(place, user)
    here = f"/c/{row.contribution.reference}/facilitate/"
    for part in ("", "settings/", "items/?type=choice", "items/1/", "rule/", "panel/", "panel/draw/", "rounds/"):
        yield here + part
    made.open_round(row, list(row.items.all()))
    for part in ("", "items/1/", "rule/", "panel/", "letters/", "sheet/", "rounds/", "paper/", "close/"):
        yield here + part
    made.close(row)
    yield here + "decision/"


@pytest.mark.look
def test_every_page_of_a_facilitator_is_accessible(page: Page, live_server: LiveServer, bron: Territory) -> None:
    user = accounts.coordinator(bron)
    sign_in(page, live_server, user)
    for url in pages(bron, user):
        page.goto(url)
        axe.assert_accessible(page, dark=url.endswith(("facilitate/", "panel/")))
