"""Propose, in a real browser: no account, with scripts and without; then the private link."""

import re
from pathlib import Path

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from boucle.foundation.guard import actions, rules
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages.models import Letter
from boucle.foundation.territories.models import Territory
from config import translations
from tests.factories import accounts
from tests.factories import initiatives as factory
from tests.site import axe

pytestmark = pytest.mark.django_db(transaction=True)
PROPOSE = "/t/metropole-de-lyon/propose/"
READING = 3200  # milliseconds: nobody reads a form in less than three seconds


@pytest.fixture(autouse=True)
def lyon() -> Territory:
    translations.compile_all()
    cache.clear()
    return factory.metropole()


def fill(page: Page) -> None:
    page.goto(PROPOSE)
    page.get_by_label("Un titre court").fill("Recharge de téléphones au garage")
    page.get_by_label("Recharger un appareil").check()
    page.get_by_label("Ce que les gens trouveront").fill("Quatre prises sur batterie solaire, café offert.")
    page.get_by_label("Adresse").fill("4 impasse des Lampistes")
    page.get_by_label("Commune").fill("Bron")
    page.get_by_label("De", exact=True).fill("09:00")
    page.get_by_label("À", exact=True).fill("14:00")
    page.get_by_label("Courriel", exact=False).last.fill("lampistes@garage.example")
    page.get_by_label("J’accepte").check()
    page.wait_for_timeout(READING)


def propose_and_follow(page: Page) -> Contribution:
    fill(page)
    page.get_by_role("button", name="Envoyer ma fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre fiche est bien arrivée")
    row = Contribution.objects.get(title="Recharge de téléphones au garage")
    expect(page.get_by_text(row.reference)).to_be_visible()
    page.get_by_role("link", name="Suivre ma fiche").click()
    expect(page.get_by_text("Des référents la relisent.")).to_be_visible()
    page.get_by_role("link", name="Corriger").click()
    page.get_by_label("Un titre court").fill("Recharge au garage des Lampistes")
    page.get_by_role("button", name="Envoyer la correction").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recharge au garage des Lampistes")
    page.get_by_role("link", name="La retirer").click()
    page.get_by_role("button", name="La retirer").click()
    expect(page.get_by_text("Vous l’avez retirée")).to_be_visible()
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN
    return row


def test_somebody_proposes_follows_corrects_and_withdraws_with_scripts(page: Page) -> None:
    propose_and_follow(page)


def test_somebody_proposes_follows_corrects_and_withdraws_without_scripts(page_without_scripts: Page) -> None:
    propose_and_follow(page_without_scripts)


def test_an_error_leads_to_its_field_and_keeps_everything(page_without_scripts: Page) -> None:
    page = page_without_scripts
    fill(page)
    page.get_by_label("À", exact=True).fill("08:00")
    page.get_by_role("button", name="Envoyer ma fiche").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Une réponse est à corriger")
    alert.get_by_role("link").first.click()
    expect(page).to_have_url(re.compile("#id_closes$"))
    expect(page.get_by_label("Un titre court")).to_have_value("Recharge de téléphones au garage")
    page.get_by_label("À", exact=True).fill("14:00")
    page.get_by_role("button", name="Envoyer ma fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre fiche est bien arrivée")


def test_similar_fiches_appear_while_somebody_types(page: Page, lyon: Territory) -> None:
    other = factory.published(lyon, title="Recharge de téléphones, garage des Lampistes")
    page.goto(PROPOSE)
    page.get_by_label("Un titre court").fill("Recharge de téléphones au garage")
    page.get_by_label("Ce que les gens trouveront").click()
    expect(page.locator("#proches").get_by_role("link", name=other.title)).to_be_visible()


def test_without_scripts_similar_fiches_are_shown_once_before_sending(
    page_without_scripts: Page, lyon: Territory
) -> None:
    factory.published(lyon, title="Recharge de téléphones, garage des Lampistes")
    page = page_without_scripts
    fill(page)
    page.get_by_role("button", name="Envoyer ma fiche").click()
    expect(page.get_by_role("alert")).to_contain_text("Une fiche ressemble à la vôtre")
    expect(page.get_by_label("Un titre court")).to_have_value("Recharge de téléphones au garage")
    page.get_by_role("button", name="Envoyer quand même").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre fiche est bien arrivée")


def test_a_draft_is_kept_on_the_device_only_when_asked_and_forgotten_once_sent(page: Page) -> None:
    fill(page)
    page.reload()
    expect(page.get_by_label("Un titre court")).to_have_value("")
    fill(page)
    page.get_by_role("button", name="Garder pour plus tard").click()
    page.goto(PROPOSE)
    expect(page.get_by_label("Un titre court")).to_have_value("Recharge de téléphones au garage")
    expect(page.get_by_label("Recharger un appareil")).to_be_checked()
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Envoyer ma fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre fiche est bien arrivée")
    page.goto(PROPOSE)
    expect(page.get_by_label("Un titre court")).to_have_value("")


def test_a_photo_is_sent_with_its_description(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "porte.jpg"
    file.write_bytes(factory.picture())
    fill(page)
    page.get_by_text("Pour qui, et une photo").click()
    page.get_by_label("Une photo").set_input_files(file)
    page.get_by_label("Ce que montre la photo").fill("Une porte verte")
    page.get_by_role("button", name="Envoyer ma fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre fiche est bien arrivée")
    assert Contribution.objects.get().initiative.photo_key


def test_on_a_warm_network_the_browser_shows_a_proof_of_work_by_itself(page: Page) -> None:
    for _ in range(rules.WARM):
        actions.count_sending(network=rules.network_hash("127.0.0.1"))
    fill(page)
    page.get_by_role("button", name="Envoyer ma fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre fiche est bien arrivée", timeout=60_000)


def test_on_a_warm_network_without_scripts_the_link_of_a_mail_confirms(page_without_scripts: Page) -> None:
    for _ in range(rules.WARM):
        actions.count_sending(network=rules.network_hash("127.0.0.1"))
    page = page_without_scripts
    fill(page)
    page.get_by_role("button", name="Envoyer ma fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Encore un pas : ouvrez votre courriel")
    page.goto(Letter.objects.get().once["private_path"])
    page.get_by_role("button", name="Envoyer ma fiche").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre fiche est bien arrivée")


def test_a_referents_question_is_answered(page_without_scripts: Page, lyon: Territory) -> None:
    made = factory.proposed(lyon)
    by = lifecycle_rules.By(user=accounts.coordinator(lyon))
    lifecycle.return_to_author(contribution=made.contribution, by=by, question="À quelle heure ouvrez-vous ?")
    page = page_without_scripts
    page.goto(f"/follow/{made.secret}/")
    expect(page.get_by_text("À quelle heure ouvrez-vous ?").first).to_be_visible()
    page.get_by_role("link", name="Répondre et corriger").click()
    page.get_by_label("Un mot aux référents").fill("De midi à deux heures.")
    page.get_by_role("button", name="Envoyer la correction").click()
    expect(page.get_by_text("Des référents la relisent.")).to_be_visible()


def test_one_press_says_still_true(page_without_scripts: Page, lyon: Territory) -> None:
    made = factory.proposed(lyon)
    factory.publish(made, lyon)
    page = page_without_scripts
    page.goto(f"/follow/{made.secret}/verify/")
    page.get_by_role("button", name="Oui, toujours vrai").click()
    expect(page.get_by_text("la fiche est notée comme vérifiée aujourd’hui")).to_be_visible()


@pytest.mark.parametrize("step", ["propose", "error", "receipt", "follow", "revise", "erase", "message", "claim"])
@pytest.mark.look
def test_pages_of_proposing_are_accessible_wide_narrow_and_dark(page: Page, lyon: Territory, step: str) -> None:
    made = factory.proposed(lyon)
    row = factory.publish(made, lyon)
    addresses = {
        "propose": PROPOSE,
        "error": PROPOSE,
        "receipt": PROPOSE,
        "follow": f"/follow/{made.secret}/",
        "revise": f"/follow/{made.secret}/revise/",
        "erase": f"/follow/{made.secret}/erase/",
        "message": f"/f/{row.reference}/message/",
        "claim": f"/f/{row.reference}/claim/",
    }
    if step == "receipt":
        fill(page)
    else:
        page.goto(addresses[step])
    if step in {"error", "receipt"}:
        page.get_by_role("button", name="Envoyer ma fiche").click()
    if step == "receipt" and page.get_by_role("button", name="Envoyer quand même").is_visible():
        page.get_by_role("button", name="Envoyer quand même").click()
    axe.assert_accessible(page)
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_point_is_put_on_a_map_by_a_press_or_by_keyboard(page: Page, lyon: Territory) -> None:
    page.goto(PROPOSE)
    page.get_by_text("Dates, point sur la carte, comment venir").click()
    page.get_by_role("button", name="Le montrer sur une carte").click()
    place = page.get_by_role("application")
    expect(place).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Point précis")).to_have_value(re.compile(r"^45\.\d{5}, 4\.\d{5}$"))
    before = page.get_by_label("Point précis").input_value()
    place.click(position={"x": 120, "y": 120})
    expect(page.get_by_label("Point précis")).not_to_have_value(before)
