"""The directory in a real browser, without scripts: presented, moderated, suggested, introduced by two."""

import re

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages import jobs as letters
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, actors, contributions, search
from tests.site import axe

pytestmark = pytest.mark.django_db(transaction=True)
READING = 3200  # milliseconds: nobody reads a form in less than three seconds


def present(page: Page, place: Territory) -> None:
    """Somebody who seeks water, under the name that they chose."""
    page.goto(f"/t/{place.slug}/consultations/")
    page.get_by_role("link", name="L’annuaire").click()
    page.get_by_role("link", name="Se présenter").first.click()
    page.get_by_label("vous-même").check()
    page.get_by_label("Le nom qui paraîtra").fill("Léa Pré")
    page.get_by_label("D’où parlez-vous").select_option(label="recherche")
    page.get_by_label("En quelques lignes").fill("J’étudie ce que les habitants savent de leur eau.")
    page.get_by_label("Ce que vous cherchez").fill("Un réservoir où mesurer.")
    page.get_by_text("Thèmes de ce que vous cherchez").click()
    page.get_by_role("group", name="Sur quels thèmes cherchez-vous").get_by_label("Trouver de l’eau").check()
    page.get_by_label("Votre adresse électronique").fill("lea@acteurs.example")
    page.get_by_label("J’accepte que ce que j’écris").check()
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, votre page est arrivée")


def publish(place: Territory) -> None:
    row = Contribution.objects.get(title="Léa Pré")
    lifecycle.publish(contribution=row, by=rules.By(user=accounts.coordinator(place)))
    search.work()


def letter_link(live_server: LiveServer, word: str) -> str:
    letters.send_due()
    found = [re.search(rf"/{word}/[^/\s]+/", str(letter.body)) for letter in mail.outbox]
    return live_server.url + next(each[0] for each in reversed(found) if each is not None)


def test_two_who_did_not_know_each_other_are_introduced(page_without_scripts: Page, live_server: LiveServer) -> None:
    page, place = page_without_scripts, actors.place()
    contributions.theme()
    actors.practitioner("Régie des eaux", email="regie@acteurs.example")
    present(page, place)
    page.get_by_role("link", name="Ma page privée").click()
    private = page.url
    publish(place)
    page.goto(f"/t/{place.slug}/actors/?cherche=eau")
    page.get_by_role("link", name="Léa Pré", exact=True).click()
    expect(page.get_by_text("Un réservoir où mesurer.")).to_be_visible()
    page.goto(private)
    expect(page.get_by_text("Vous cherchez : « Trouver de l’eau ». Régie des eaux le propose.")).to_be_visible()
    page.get_by_role("link", name="Demander à être mis en relation").click()
    page.get_by_label("Votre message").fill("Pourrais-je mesurer la pression chez vous ?")
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Envoyer le message").click()
    expect(page.get_by_text("Votre message part vers Régie des eaux")).to_be_visible()
    page.goto(letter_link(live_server, "meeting"))
    expect(page.get_by_text("Pourrais-je mesurer la pression chez vous ?")).to_be_visible()
    page.get_by_role("button", name="Accepter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous voilà en relation")
    mail.outbox.clear()
    letters.send_due()
    told = {letter.to[0]: str(letter.body) for letter in mail.outbox}
    assert "regie@acteurs.example" in told["lea@acteurs.example"]
    assert "lea@acteurs.example" in told["regie@acteurs.example"]


@pytest.mark.look
def test_no_page_of_the_directory_shuts_anybody_out(page: Page, live_server: LiveServer) -> None:
    place = actors.place()
    one, other = actors.researcher(), actors.practitioner("Régie intercommunale des eaux du plateau de la Sauvenière")
    actors.tied(one, other[0])
    actors.asked_meeting(other, one[0])
    search.work()
    page.set_viewport_size({"width": 375, "height": 800})
    for address in (
        f"/t/{place.slug}/actors/",
        f"/t/{place.slug}/actors/ties/",
        f"/t/{place.slug}/actors/present/",
        f"/a/{other[0].contribution.reference}/",
        f"/a/{other[0].contribution.reference}/meet/",
        f"/actor/{one[1]}/",
        f"/actor/{one[1]}/tie/{other[0].contribution.reference}/",
        letter_link(live_server, "meeting"),
    ):
        page.goto(address)
        axe.assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
