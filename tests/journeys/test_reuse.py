"""Somebody takes a list away: the address of the page gives the same rows in every format."""

import csv
import io
import json
import re

import pytest
from playwright.sync_api import Page

from boucle.foundation.lifecycle import jobs
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations import actions as situations
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from tests.factories import contributions


@pytest.fixture
def bron(transactional_db: None) -> Territory:
    situations.load_themes()
    place = territories.open_territory(territory=contributions.commune("Bron"))
    for number in range(5):
        contributions.contribution(State.PUBLISHED, title=f"Soupe {number}", lat=45.73, lon=4.91 + number / 1000)
    contributions.contribution(State.PUBLISHED, title="Vélos", theme="trajets")
    while jobs.work(limit=500):
        pass
    return place


def references(page: Page) -> list[str]:
    addresses = page.eval_on_selector_all("ol.rows h3 a", "links => links.map(link => link.getAttribute('href'))")
    return [re.sub(r"^/f/([^/]+)/.*", r"\1", address) for address in addresses]


@pytest.mark.parametrize("scripts", ["page", "page_without_scripts"])
def test_the_list_in_four_formats(scripts: str, request: pytest.FixtureRequest, bron: Territory) -> None:
    page: Page = request.getfixturevalue(scripts)
    page.goto(f"/t/{bron.slug}/list/?theme=manger")
    shown = references(page)
    assert len(shown) == 5
    fetched = {form: page.request.get(f"{page.url}&format={form}").text() for form in ("json", "csv", "geojson")}
    table = csv.DictReader(io.StringIO(fetched["csv"]))
    assert [row["reference"] for row in table] == shown
    assert [item["reference"] for item in json.loads(fetched["json"])["items"]] == shown
    features = json.loads(fetched["geojson"])["features"]
    assert [feature["properties"]["reference"] for feature in features] == shown


def test_the_links_of_the_page_take_the_list_away(page: Page, bron: Territory) -> None:
    page.goto(f"/t/{bron.slug}/list/?theme=manger")
    for form in ("csv", "geojson"):
        with page.expect_download() as taken:
            page.click(f"main a[href*='format={form}']")
        assert taken.value.suggested_filename.endswith(f".{form}")


def test_the_interface_is_described(page: Page, bron: Territory) -> None:
    page.goto("/api/")
    assert "/api/v1/fiches" in page.inner_text("main")
