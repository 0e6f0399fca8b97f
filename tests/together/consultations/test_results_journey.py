"""Results read in a real browser, with scripts and without: nothing in them needs one."""

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType, Method
from boucle.together.consultations.models import Consultation
from tests.factories import consultations
from tests.site import axe
from tests.together.consultations import conversations

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_map_kept() -> None:
    cache.clear()


def conversation() -> tuple[Consultation, str]:
    """Two camps, and the code of somebody who is of the first one."""
    row, items = conversations.opened()
    conversations.two_camps(row, items)
    voice, code = consultations.voice(row)
    for item, value in zip(items, conversations.camp(1, 1)[0], strict=True):
        actions.cast(voice=voice, item=item, value=value)
    return row, code


def dots() -> Consultation:
    rule = {"ballot": "dots", "points": 2, "per_item": 2, "allocation": "most-votes", "winners": 1}
    row = consultations.consultation(Method.BUDGET, rule=rule, minimum_cell=3)
    items = [consultations.item(row, ItemType.OPTION, f"Question {number} ?") for number in (1, 2, 3)]
    consultations.open_round(row, items)
    row.refresh_from_db()
    for dots in ({items[0]: 2}, {items[0]: 1, items[1]: 1}, {items[1]: 1}, {items[0]: 1}):
        voice, code = consultations.voice(row)
        actions.keep_ballot(voice=voice, values=dots)
        actions.send(voice=voice, code=code)
    return consultations.close(row)


def read_map(page: Page, row: Consultation, code: str) -> None:
    page.goto(f"/c/{row.contribution.reference}/results/")
    expect(page.get_by_role("img", name="Carte d’opinions")).to_be_visible()
    page.get_by_text("Les mêmes chiffres en tableau").first.click()
    expect(page.get_by_role("rowheader", name="Groupe A")).to_be_visible()
    expect(page.get_by_text("Vous avez voté")).to_have_count(0)
    page.goto(f"/take-part/{code}/map/")
    expect(page.get_by_text("Vous avez voté sur 8 phrases")).to_be_visible()
    with page.expect_download() as given:
        page.get_by_role("link", name="Derniers votes, CSV").click()
    assert given.value.suggested_filename == f"{row.contribution.reference}-votes.csv"


def read_dots(page: Page, row: Consultation) -> None:
    page.goto(f"/c/{row.contribution.reference}/results/")
    expect(page.get_by_text("Retenue : n° 1, avec 4 points de 3 personnes.").first).to_be_visible()
    expect(page.get_by_text("Non retenue : personne n’a voté pour elle.")).to_be_visible()
    page.get_by_role("link", name="La liste des reçus : ma feuille est-elle dans le compte ?").click()
    receipt = page.locator("ol code").first.inner_text()
    page.get_by_label("Mon reçu").fill(receipt)
    page.get_by_role("button", name="Chercher").click()
    expect(page.get_by_text("Votre feuille du tour 1 est dans le compte.")).to_be_visible()


def test_a_map_is_read_and_its_votes_taken_away(page: Page) -> None:
    row, code = conversation()
    read_map(page, row, code)
    axe.assert_accessible(page)


def test_a_map_is_read_without_scripts_on_a_telephone(page_without_scripts: Page) -> None:
    page_without_scripts.set_viewport_size({"width": 375, "height": 720})
    row, code = conversation()
    read_map(page_without_scripts, row, code)
    assert page_without_scripts.evaluate("document.documentElement.scrollWidth") <= 375


def test_a_count_is_read_and_a_receipt_found(page: Page) -> None:
    row = dots()
    read_dots(page, row)
    axe.assert_accessible(page)
    page.goto(f"/c/{row.contribution.reference}/results/")
    axe.assert_accessible(page)


def test_a_count_is_read_without_scripts(page_without_scripts: Page) -> None:
    read_dots(page_without_scripts, dots())


@pytest.mark.look
def test_a_vote_is_accessible_and_says_its_verdict(page: Page) -> None:
    row = consultations.consultation(Method.VOTE, minimum_cell=3)
    item = consultations.item(row, ItemType.PROPOSAL, "Ouvrir la salle ?")
    round_ = consultations.open_round(row, [item])
    row.refresh_from_db()
    for value in (1, 1, -1):
        consultations.answered(round_, value)
    consultations.close(row)
    page.goto(f"/c/{row.contribution.reference}/results/")
    expect(page.get_by_text("Adopté", exact=True)).to_be_visible()
    axe.assert_accessible(page)
    page.get_by_role("link", name="Rapport", exact=True).click()
    expect(page.get_by_role("heading", name="Grille de méthode")).to_be_visible()
    axe.assert_accessible(page)
