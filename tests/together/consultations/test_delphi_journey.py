"""Between and after the rounds, in a real browser: open answers become a proposal, the group marks it, everybody reads
what came of it; with JavaScript and without."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from boucle.together.consultations import actions
from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Consultation, Item
from tests.factories import consultations
from tests.site import axe

TEXT = "La commune prévient chaque foyer la veille."
Check = Callable[[Page], None]


def asked() -> Consultation:
    """A round whose open answers are to be coded."""
    row = consultations.consultation()
    question = consultations.item(row, ItemType.OPEN, text="Que faire avant une coupure ?")
    first = consultations.open_round(row, [question])
    for words in ("Prévenir la veille.", "Dire l’heure exacte.", "Passer chez les voisins.", "Rien.", "Appeler."):
        voice, code = consultations.voice(row)
        actions.keep(voice=voice, item=question, value=words, may_quote=True)
        actions.send(voice=voice, code=code)
    consultations.close_round(first)
    return row


def sign_in(page: Page, live_server: LiveServer, row: Consultation) -> None:
    client = Client()
    client.force_login(consultations.facilitator(row))
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def unchecked(page: Page) -> None:
    """axe is a script itself: where scripts are off it would wait for ever."""


def code_and_make(page: Page, row: Consultation, check: Check) -> Item:
    """From the codebook to a proposal with words beside it."""
    page.goto(f"/c/{row.contribution.reference}/facilitate/coding/")
    page.get_by_label("Code", exact=True).fill("Prévenir")
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_role("link", name="Que faire avant une coupure ?").click()
    check(page)
    for box in page.get_by_label("Prévenir", exact=True).all()[:3]:
        box.check()
    page.get_by_role("button", name="Enregistrer").click()
    check(page)
    page.get_by_label("La proposition que tout le monde notera").fill(TEXT)
    page.get_by_label("Prévenir", exact=True).check()
    page.get_by_role("button", name="Créer cette proposition").click()
    page.get_by_label("Tout le monde peut lire ces mots").first.check()
    check(page)
    page.get_by_role("button", name="Enregistrer ces mots").click()
    expect(page.get_by_text("Ces mots accompagnent la proposition.")).to_be_visible()
    return Item.objects.get(text=TEXT)


def read_results(page: Page, row: Consultation, check: Check) -> None:
    page.context.clear_cookies()
    page.goto(f"/c/{row.contribution.reference}/results/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que le groupe a décidé, et à quel point c’est sûr")
    check(page)
    page.get_by_role("link", name=TEXT).click()
    page.get_by_text("Les mêmes chiffres en tableau").first.click()
    check(page)
    page.get_by_role("link", name="Lire ce qui a été écrit").first.click()
    expect(page.locator("blockquote")).to_have_count(1)
    check(page)
    page.goto(f"/c/{row.contribution.reference}/results/report/")
    check(page)


def whole(page: Page, live_server: LiveServer, check: Check) -> None:
    row = asked()
    sign_in(page, live_server, row)
    item = code_and_make(page, row, check)
    second = consultations.open_round(row, [item])
    for mark in (7, 8, 8, 9, 7, 6):
        consultations.answered(second, mark)
    consultations.close(row)
    read_results(page, row, check)


@pytest.mark.django_db(transaction=True)
def test_open_answers_become_results_with_javascript(page: Page, live_server: LiveServer) -> None:
    whole(page, live_server, axe.assert_accessible)


@pytest.mark.django_db(transaction=True)
def test_open_answers_become_results_without_javascript(page_without_scripts: Page, live_server: LiveServer) -> None:
    whole(page_without_scripts, live_server, unchecked)
