"""What is read once: guides, rights, charter, accessibility, who runs this; and the choice of a language."""

import re
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django import Settings

from boucle.foundation.lifecycle.enums import Reason
from config import translations
from config.environment import ROOT
from tests.site import axe, places

TEXTS = sorted((ROOT / "boucle/site/templates/site/texts").glob("*.fr.html"))
ADDRESSES = [
    "/about/", "/rights/", "/accessibility/", "/charter/", "/guide/",
    "/guide/resident/", "/guide/referent/", "/guide/coordinator/",
]  # fmt: skip


@pytest.fixture(autouse=True)
def compiled() -> None:
    translations.compile_all()


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_everybody_can_read_it_in_both_languages(db: None, client: Client, address: str, language: str) -> None:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()
    assert answer.content.decode().count("<h1") == 1


@pytest.mark.parametrize("french", TEXTS, ids=lambda path: path.stem)
def test_both_languages_of_a_text_have_the_same_parts(french: Path) -> None:
    english = french.with_name(french.name.replace(".fr.", ".en."))
    tag = re.compile(r"<(h2|li|dt|tr)\b")
    assert tag.findall(french.read_text("utf-8")) == tag.findall(english.read_text("utf-8"))


def test_the_charter_gives_every_ground_of_refusal(db: None, client: Client) -> None:
    page = client.get("/charter/", headers={"accept-language": "en"}).content.decode()
    assert [reason.value for reason in Reason if f"<dt>{reason.label}</dt>".replace("'", "&#x27;") not in page] == []


def test_a_guide_for_nobody_is_not_found(db: None, client: Client) -> None:
    assert client.get("/guide/king/").status_code == 404


def test_the_site_says_who_publishes_it(db: None, client: Client, settings: Settings) -> None:
    settings.BOUCLE = {**settings.BOUCLE, "PUBLISHER": "Métropole\n20 rue du Lac", "CONTACT": "boucle@lac.example"}
    page = client.get("/about/").content.decode()
    assert "Métropole<br>20 rue du Lac" in page
    assert 'href="mailto:boucle@lac.example"' in page


def test_the_site_admits_that_nobody_has_said_who_publishes_it(db: None, client: Client) -> None:
    assert "BOUCLE_PUBLISHER" in client.get("/about/").content.decode()


def test_a_language_is_remembered(db: None, client: Client) -> None:
    places.only("Bron")
    answer = client.get("/language/en/", {"next": "/guide/?a=1"}, headers={"accept-language": "fr"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/guide/?a=1")
    page = client.get("/guide/", headers={"accept-language": "fr"})
    assert '<html lang="en">' in page.content.decode()
    assert {"Cookie", "Accept-Language"} <= {word.strip() for word in page.headers["Vary"].split(",")}


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example"]
)
def test_the_choice_of_a_language_leads_nowhere_else(db: None, client: Client, elsewhere: str) -> None:
    assert client.get("/language/fr/", {"next": elsewhere}).headers["Location"] == "/"


def test_a_language_that_we_do_not_speak_is_not_found(db: None, client: Client) -> None:
    assert client.get("/language/tlh/").status_code == 404


def test_french_is_spoken_to_whoever_asks_for_neither(db: None, client: Client) -> None:
    answer = client.get("/guide/", headers={"accept-language": "fi"})
    assert '<html lang="fr">' in answer.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.look
def test_all_of_it_is_accessible(page: Page) -> None:
    places.only("Bron")
    for address in ADDRESSES:
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(address)
        axe.assert_accessible(page)
        page.set_viewport_size({"width": 375, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.django_db(transaction=True)
def test_the_language_changes_from_the_foot_of_the_page(page: Page) -> None:
    places.only("Bron")
    page.goto("/guide/resident/")
    page.get_by_role("link", name="English").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Guide for people who live here"
