"""A coordinator brings in a list that the town already had, in a real browser, with JavaScript and without."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from boucle.commons.opendata import jobs
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations import actions as situations
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions

ROWS = 120


@pytest.fixture
def bron(transactional_db: None) -> Territory:
    situations.load_themes()
    return territories.open_territory(territory=contributions.commune("Bron"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    lines = ["Nom;Description;Catégorie;Commune"]
    lines += [f"Soupe {number};Une soupe chaude.;nourriture;Bron" for number in range(ROWS)]
    lines += ["Sommeil;Mieux dormir.;chronobiologie;Bron"]
    path = tmp_path / "liste de la mairie.csv"
    path.write_text("\n".join(lines), encoding="cp1252")
    return path


def sign_in(page: Page, live_server: LiveServer, somebody: Any) -> None:
    client = Client()
    client.force_login(somebody)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def bring_in(page: Page, live_server: LiveServer, territory: Territory, file: Path) -> None:
    sign_in(page, live_server, accounts.coordinator(territory))
    page.goto(f"/t/{territory.slug}/import/")
    page.set_input_files("input[name=file]", file)
    page.click("main form button")
    assert page.input_value("[name=column_0]") == "title"
    page.click("button[name=try]")
    assert page.locator("progress").count() == 1
    while jobs.work_imports():
        pass
    page.wait_for_selector("#essai")
    assert "chronobiologie" in page.inner_text("section:has(#essai)")
    page.select_option("[name=theme_1]", "soins")
    page.check("[name=publishes]")
    page.click("button[name=go]")
    while jobs.work_imports():
        pass
    page.wait_for_selector("#bilan")
    assert str(ROWS + 1) in page.inner_text("dl.counts")
    assert Contribution.objects.filter(state="published").count() == ROWS + 1


def test_with_javascript(page: Page, live_server: LiveServer, bron: Territory, file: Path) -> None:
    bring_in(page, live_server, bron, file)


def test_without_javascript(page_without_scripts: Page, live_server: LiveServer, bron: Territory, file: Path) -> None:
    bring_in(page_without_scripts, live_server, bron, file)
