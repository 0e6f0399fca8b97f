"""Find, in a real browser: from the list to the fiche, with scripts and without; light, accessible."""

import gzip
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories.models import Territory
from config import translations
from tests.factories import initiatives as factory
from tests.site import axe

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/t/metropole-de-lyon/list/"
FIRST_VIEW_BYTES = 50_000
LONG = (
    "Recharge de téléphones, de tablettes, de fauteuils et de petits appareils médicaux, salle polyvalente des Tilleuls"
)


@pytest.fixture(autouse=True)
def lyon() -> Territory:
    translations.compile_all()
    cache.clear()
    return factory.metropole()


def weigh(client: Client, address: str) -> int:
    """Bytes on the wire of a first view: the page and what it loads, compressed."""
    html = client.get(address, headers={"accept-language": "fr"}).content
    files = set(re.findall(r'(?:href|src)="/static/([^"]+)"', html.decode()))
    found = [Path(str(finders.find(file))).read_bytes() for file in files]
    return sum(len(gzip.compress(content)) for content in [html, *found])


def find_a_fiche(page: Page, row: Contribution) -> None:
    """What is needed, where; the nearest; its page."""
    page.goto(LIST)
    page.get_by_label("De quoi avez-vous besoin ?").fill("recharger un téléphone")
    page.get_by_label("Où ?").fill("69500")
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("près de Bron")
    page.get_by_label("Thème").select_option(label="Recharger un appareil")
    page.get_by_label("Ouvert maintenant").check()
    page.get_by_role("button", name="Filtrer").click()
    expect(page).to_have_url(re.compile(r"q=recharger.*ouvert=1|ouvert=1.*q=recharger"))
    page.get_by_role("link", name=row.title).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(row.title)
    expect(page.get_by_role("link", name="04 65 71 08 21")).to_be_visible()


def test_somebody_finds_help_with_scripts(page: Page, lyon: Territory) -> None:
    find_a_fiche(page, factory.published(lyon))


def test_somebody_finds_help_without_scripts(page_without_scripts: Page, lyon: Territory) -> None:
    find_a_fiche(page_without_scripts, factory.published(lyon))


def test_the_table_and_the_map_are_one_press_away(page_without_scripts: Page, lyon: Territory) -> None:
    row = factory.published(lyon)
    page = page_without_scripts
    page.goto(LIST)
    page.get_by_role("navigation", name="Présentation").get_by_role("link", name="Tableau").click()
    expect(page.get_by_role("rowheader", name=row.title)).to_be_visible()
    page.get_by_role("navigation", name="Présentation").get_by_role("link", name="Carte").click()
    page.get_by_role("link", name=f"Fiche 1 : {row.title}").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#f1$"))


def test_pages_follow_one_another(page: Page, lyon: Territory) -> None:
    factory.several(lyon, 23)
    page.goto(LIST)
    page.get_by_role("link", name="Suivante").click()
    expect(page.get_by_text("21 à 23 sur 23")).to_be_visible()
    page.get_by_role("link", name="Précédente").click()
    expect(page.get_by_text("1 à 20 sur 23")).to_be_visible()


def test_the_moving_map_loads_on_a_press_and_works_by_keyboard(page: Page, lyon: Territory) -> None:
    rows = factory.several(lyon, 3, apart=0.02)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(LIST)
    assert not [url for url in asked if "leaflet" in url]
    page.get_by_role("button", name="Carte mobile").click()
    place = page.get_by_role("application", name="Carte mobile des fiches")
    expect(place).to_be_focused()
    marker = page.locator(".spot.one").first
    expect(marker).to_be_visible()
    marker.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("|".join(row.title for row in rows)))


def test_nobody_is_located_before_they_ask(page: Page, lyon: Territory) -> None:
    row = factory.published(lyon)
    context: BrowserContext = page.context
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": factory.BRON[0], "longitude": factory.BRON[1]})
    page.goto(LIST)
    expect(page).not_to_have_url(re.compile("lat="))
    page.get_by_role("button", name="Autour de moi").click()
    expect(page).to_have_url(re.compile(r"lat=45\.73440&lon=4\.91170"))
    expect(page.get_by_role("link", name=row.title).first).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("autour de vous")


def test_an_empty_list_leads_on(page_without_scripts: Page, lyon: Territory) -> None:
    row = factory.published(lyon, lat=45.7705, lon=4.8889, territory="69266")
    page = page_without_scripts
    page.goto(f"{LIST}?ou=Bron&distance=1")
    page.get_by_role("link", name="Chercher jusqu’à 5").click()
    expect(page.get_by_role("heading", name=row.title)).to_be_visible()
    page.goto(f"{LIST}?q=licorne")
    page.get_by_role("link", name="Dire ce qui manque").click()
    expect(page.get_by_label("Un titre court")).to_have_value("licorne")


@pytest.mark.parametrize("query", ["", "?vue=tableau", "?ou=Bron&theme=recharge", "?q=licorne"])
@pytest.mark.look
def test_the_list_is_accessible_wide_narrow_and_dark(page: Page, lyon: Territory, query: str) -> None:
    factory.several(lyon, 3)
    factory.published(lyon, title=LONG, hours="", theme="manger")
    page.goto(LIST + query)
    axe.assert_accessible(page)
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.look
def test_the_fiche_is_accessible_wide_narrow_and_dark(page: Page, lyon: Territory) -> None:
    row = factory.published(lyon, title=LONG, hours="Mo-Fr 08:00-12:00,14:00-19:00; Sa 10:00-17:00")
    page.goto(f"/f/{row.reference}/")
    axe.assert_accessible(page)
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_first_view_weighs_less_than_fifty_kilobytes(client: Client, lyon: Territory) -> None:
    rows = factory.several(lyon, 22, title=LONG)
    assert weigh(client, LIST) < FIRST_VIEW_BYTES
    assert weigh(client, f"/f/{rows[0].reference}/") < FIRST_VIEW_BYTES
    assert weigh(client, "/t/metropole-de-lyon/propose/") < FIRST_VIEW_BYTES


def test_a_fiche_printed_keeps_what_is_useful(page: Page, lyon: Territory) -> None:
    row = factory.published(lyon)
    page.goto(f"/f/{row.reference}/")
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Imprimer")).to_be_hidden()
    expect(page.get_by_role("img", name="Code à scanner")).to_be_visible()
    expect(page.get_by_text("04 65 71 08 21")).to_be_visible()


def test_a_visitor_reports_and_writes(page_without_scripts: Page, lyon: Territory) -> None:
    row = factory.published(lyon)
    page = page_without_scripts
    page.goto(f"/f/{row.reference}/")
    page.get_by_role("link", name="Signaler un problème").click()
    page.get_by_label("Ce qui ne va pas").fill("La porte est close le lundi.")
    page.wait_for_timeout(3200)
    page.get_by_role("button", name="Envoyer aux référents").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("C’est envoyé")
    page.get_by_role("link", name="Revenir à la fiche").click()
    page.get_by_role("link", name="Écrire un message").click()
    page.get_by_label("Votre message").fill("Puis-je venir à vélo ?")
    page.wait_for_timeout(3200)
    page.get_by_role("button", name="Envoyer le message").click()
    expect(page.get_by_text("Votre message est en route.")).to_be_visible()
