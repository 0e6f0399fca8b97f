"""Search everything in a real browser, narrow to a month, and be told of what comes next."""

import re

import pytest
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.messages import jobs
from boucle.foundation.messages.models import Subscription
from boucle.foundation.territories.models import Territory
from config import translations
from tests.factories import contributions, library, search
from tests.site import axe

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def place() -> Territory:
    translations.compile_all()
    cache.clear()
    here = library.place()
    library.sheet(territory=here, title="Une fontaine à clé")
    contributions.contribution(State.PUBLISHED, territory=here, title="La fontaine du Pré")
    search.work()
    return here


def link(text: str) -> str:
    found = re.search(r"https?://[^/]+(/\S+)", text)
    assert found is not None
    return found.group(1)


def test_a_search_leads_to_a_month_and_then_to_a_mail(page: Page, place: Territory) -> None:
    page.goto(f"/t/{place.slug}/search/")
    page.get_by_label("Mots").fill("fontaine")
    page.get_by_role("search").get_by_role("button", name="Chercher").click()
    expect(page.get_by_text("2 résultats")).to_be_visible()
    page.get_by_role("navigation", name="Ce que c’est").get_by_role("link", name="fiche de la bibliothèque").click()
    expect(page.get_by_role("heading", level=3)).to_have_text(["Une fontaine à clé"])
    page.get_by_role("navigation", name="Présentation").get_by_role("link", name="Par date").click()
    page.locator("svg a").last.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"q=fontaine&quoi=sheet&du=.*&vue=dates"))
    axe.assert_accessible(page)
    page.get_by_role("link", name="Être prévenu de ce qui viendra").click()
    axe.assert_accessible(page)
    page.get_by_label("Votre adresse électronique").fill("awa@bron.example")
    page.get_by_label("tout de suite").check()
    page.get_by_role("button", name="Me prévenir").click()
    jobs.send_due()
    page.goto(link(str(mail.outbox[0].body)))
    page.get_by_role("button", name="Oui, écrivez-moi").click()
    library.sheet(territory=place, title="La fontaine du marché")
    contributions.contribution(State.PUBLISHED, territory=place, title="Fontaine sans bibliothèque")
    search.work()
    Subscription.objects.update(next_at=clock.now())
    jobs.send_digests()
    jobs.send_due()
    told = str(mail.outbox[-1].body)
    assert "La fontaine du marché" in told
    assert "sans bibliothèque" not in told
    page.goto(link(told))
    expect(page.get_by_role("heading", level=1)).to_have_text("La fontaine du marché")
