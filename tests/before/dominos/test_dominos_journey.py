"""A run read in a real browser, with scripts and without: the slider, why, the measures, a figure contested."""

import pytest
from playwright.sync_api import Page, expect

from boucle.before.dominos.jobs import computing
from boucle.before.dominos.models import Computed, Inventory
from boucle.foundation.territories import actions as territories
from tests.factories import dominos
from tests.site import axe

READING = 3200  # milliseconds: nobody fills in a form faster
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run() -> str:
    made = dominos.town()
    territories.open_territory(territory=made.territory)
    schedule = dominos.schedule(made)
    computing.ask()
    for pk in Computed.objects.values_list("pk", flat=True):
        computing.compute(pk)
    return f"/dominos/{made.slug}/{schedule.slug}/"


def ask_why(page: Page) -> None:
    page.get_by_label("Pourquoi un autre est-il perdu").select_option("mast")
    page.get_by_role("button", name="Poser la question").click()
    expect(page.get_by_text("Pourquoi « Relais du Ry » est-il perdu à 17 h 30").first).to_be_visible()


def read_measures(page: Page) -> None:
    page.get_by_role("link", name="Comparer les mesures").click()
    expect(page.get_by_text("D’abord, par ce qu’elle évite : Batteries au relais").first).to_be_visible()
    page.locator("#mesures summary").click()
    expect(page.get_by_role("rowheader", name="Batteries au relais")).to_be_visible()


def test_a_run_is_read_the_slider_moves_and_nothing_is_loaded_again(page: Page, run: str) -> None:
    page.goto(run)
    expect(page.get_by_role("heading", level=1)).to_have_text("Si la tranche 4 est coupée de 17 h à 20 h")
    axe.assert_accessible(page)
    page.evaluate("window.isTheSame = true")
    page.get_by_label("Se placer à une heure").fill("1060")
    expect(page.locator("#state")).to_contain_text("Prochain à céder : 18 h 10")
    expect(page.locator("#state")).to_contain_text("3 arrêtés")
    assert page.evaluate("window.isTheSame") is True
    assert "t=1060" in page.url
    page.get_by_role("button", name="Carte mobile").click()
    expect(page.locator(".spot.lost")).to_have_count(3)
    ask_why(page)
    read_measures(page)
    page.goto(f"{run}ranking/")
    axe.assert_accessible(page)


def test_a_run_is_read_without_scripts_on_a_telephone(page_without_scripts: Page, run: str) -> None:
    page = page_without_scripts
    page.set_viewport_size({"width": 375, "height": 720})
    page.goto(f"{run}?t=1060")
    expect(page.locator("#state")).to_contain_text("Prochain à céder : 18 h 10")
    page.get_by_role("button", name="Voir cette heure").click()
    expect(page.locator("#state")).to_contain_text("3 arrêtés")
    ask_why(page)
    read_measures(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_figure_is_contested_without_an_account(page_without_scripts: Page, run: str) -> None:
    page = page_without_scripts
    made = Inventory.objects.get()
    page.goto(f"/dominos/{made.slug}/services/mast/")
    page.get_by_role("link", name="Contester : autonomie").click()
    page.get_by_label("Ce que vous savez").fill("Il s’est tu au bout d’un quart d’heure.")
    page.get_by_label("L’autonomie probable, selon vous").fill("0:15")
    page.get_by_label("Comment vous le savez").fill("J’habite en face")
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci : c’est arrivé")
    page.get_by_role("link", name="page de suivi").click()
    expect(page.get_by_text("15 min")).to_be_visible()


@pytest.mark.look
def test_pages_of_an_inventory_are_accessible(page: Page, run: str) -> None:
    made = Inventory.objects.get()
    for path in (f"/dominos/{made.slug}/", f"/dominos/{made.slug}/services/", f"/dominos/{made.slug}/services/mast/"):
        page.goto(path)
        axe.assert_accessible(page)
    page.goto(f"/dominos/{made.slug}/contest/mast/?figure=autonomy&supplier=feeder")
    axe.assert_accessible(page)
