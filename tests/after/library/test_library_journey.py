"""The library in a real browser, with scripts and without: propose, publish, do again; bring in a report."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from boucle.after.library import jobs
from boucle.after.library.actions import demo
from boucle.after.library.models import Sheet
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, library, search
from tests.site import axe

pytestmark = pytest.mark.django_db(transaction=True)
READING = 3200  # milliseconds: nobody reads a form in less than three seconds


@pytest.fixture
def place() -> Territory:
    return library.place()


def sign_in(page: Page, live_server: LiveServer, user: User) -> None:
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def share(page: Page, title: str) -> None:
    page.get_by_label("Un titre").fill(title)
    page.get_by_label("Ce qu’il faut savoir").fill("Elle s’ouvre avec une clé[^1].\n\n[^1]: Chez deux voisins.")
    page.get_by_label("Comment le refaire").fill("Deux personnes, une heure.")
    page.get_by_label("J’accepte que ma fiche").check()
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Envoyer cette fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre fiche est arrivée")


def publish(title: str) -> Sheet:
    sheet = Sheet.objects.select_related("contribution__territory").get(contribution__title=title)
    keeper = accounts.coordinator(sheet.contribution.territory)
    lifecycle.publish(contribution=sheet.contribution, by=rules.By(user=keeper))
    search.work()
    return sheet


def share_and_do_again(page: Page, place: Territory) -> None:
    page.goto(f"/t/{place.slug}/library/")
    page.get_by_role("link", name="Partager ce que vous savez").first.click()
    share(page, "Une fontaine par quartier")
    publish("Une fontaine par quartier")
    page.goto(f"/t/{place.slug}/library/?type=method")
    page.get_by_role("link", name="Une fontaine par quartier").click()
    expect(page.get_by_text("Chez deux voisins.")).to_be_visible()
    page.get_by_role("link", name="Nous l’avons fait aussi").click()
    share(page, "À Oullins, une fontaine par rue")
    again = publish("À Oullins, une fontaine par rue")
    page.goto(f"/b/{again.contribution.reference}/")
    page.get_by_role("link", name="Lire la première").click()
    expect(page.get_by_role("heading", name="Refait une fois")).to_be_visible()


def test_a_sheet_is_shared_and_done_again(page: Page, place: Territory) -> None:
    share_and_do_again(page, place)


def test_a_sheet_is_shared_and_done_again_without_scripts(page_without_scripts: Page, place: Territory) -> None:
    share_and_do_again(page_without_scripts, place)


def test_a_report_is_brought_in_and_checked(page: Page, live_server: LiveServer, place: Territory) -> None:
    sign_in(page, live_server, accounts.coordinator(place))
    page.goto(f"/t/{place.slug}/library/import/")
    axe.assert_accessible(page)
    page.get_by_label("Ou le texte lui-même, collé").fill(library.REPORT)
    page.get_by_role("button", name="Lire ce compte rendu").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Rencontres de l'eau")
    axe.assert_accessible(page)
    page.get_by_label("Zélie Tournebride fontainière").check()
    page.get_by_role("button", name="Publier dans la bibliothèque").click()
    expect(page.get_by_label("Fiches dans la bibliothèque")).to_be_visible()
    axe.assert_accessible(page)
    while jobs.publish_drafts():
        pass
    page.get_by_role("link", name="Lire le compte rendu").click()
    page.get_by_role("link", name="Boire pendant une coupure").click()
    expect(page.get_by_text("Zélie Tournebride").first).to_be_visible()
    expect(page.get_by_text("Octave Grandpré")).to_have_count(0)


def test_no_page_of_the_library_shuts_anybody_out(page: Page, place: Territory) -> None:
    whole = library.session(territory=place)
    one = library.sheet(
        territory=place, text="Une clé[^1].\n\n[^1]: Deux voisins.", link="https://a.example.org/", redo="Une heure."
    )
    library.sheet(territory=place, variety="fieldwork", reuse_of=one.contribution.reference)
    search.work()
    session = whole.parts.order_by("position")[0]
    for address in (
        f"/t/{place.slug}/library/",
        f"/t/{place.slug}/library/?q=introuvable",
        f"/t/{place.slug}/library/propose/",
        f"/t/{place.slug}/search/?q=cl%C3%A9",
        f"/b/{one.contribution.reference}/",
        f"/b/{one.contribution.reference}/versions/",
        f"/b/{one.contribution.reference}/reuse/",
        f"/b/{session.contribution.reference}/",
        f"/b/{session.contribution.reference}/document/html/",
    ):
        page.goto(address)
        axe.assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    page.set_viewport_size({"width": 375, "height": 800})
    for address in (
        f"/t/{place.slug}/library/",
        f"/b/{session.contribution.reference}/",
        f"/b/{one.contribution.reference}/",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_the_demo_holds_a_session_read_from_its_text(page: Page, place: Territory) -> None:
    demo.tell(territory=place, user=accounts.coordinator(place))
    search.work()
    page.goto(f"/t/{place.slug}/library/?type=session")
    page.get_by_role("link", name="Frapper aux portes").click()
    expect(page.get_by_role("heading", name="Tenir une liste sans fichier")).to_be_visible()
    expect(page.get_by_text("Odile Marchandot").first).to_be_visible()
    expect(page.get_by_text("Solène Brixhe")).to_have_count(0)
    axe.assert_accessible(page)
    page.get_by_role("link", name="Une feuille de rue, à imprimer").click()
    expect(page.get_by_role("link", name="modeles.example.org", exact=True)).to_be_visible()
    page.goto(f"/t/{place.slug}/library/notebooks/")
    page.get_by_role("link", name="L’eau, les soirs de coupure").click()
    expect(page.get_by_role("heading", name="Mesurer", exact=True)).to_be_visible()
    axe.assert_accessible(page)
    page.get_by_role("link", name="Mesurer ce que tient un réservoir").click()
    expect(page.get_by_role("heading", name="Refait une fois")).to_be_visible()
