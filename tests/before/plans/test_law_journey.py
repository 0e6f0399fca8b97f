"""A coordinator picks a list, tags a section, sees the count move; in a real browser, with JavaScript and without."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Plan
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions
from tests.factories import plan_law as law
from tests.factories import plans as made
from tests.site import axe


@pytest.fixture
def bron(transactional_db: None) -> Territory:
    return territories.open_territory(territory=contributions.commune("Bron"))


def sign_in(page: Page, live_server: LiveServer, somebody: User) -> None:
    client = Client()
    client.force_login(somebody)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def choose_a_list(page: Page, plan: Plan) -> None:
    page.goto(f"/plans/{plan.slug}/law/")
    page.get_by_role("link", name="Choisir une liste").click()
    page.get_by_role("button", name="Prendre cette liste").click()
    expect(page.get_by_role("alert")).to_contain_text("Choisissez une liste.")
    page.get_by_label("Liste et version").select_option("pgui:2019-07-07")
    page.get_by_role("button", name="Prendre cette liste").click()
    expect(page.get_by_role("status")).to_contain_text("Le plan répond à la liste PGUI.")
    expect(page.get_by_text("0 point sur 36 est couvert, 36 manquent")).to_be_visible()


def tag_a_section(page: Page) -> None:
    page.get_by_role("link", name="Annuaire inventé").click()
    page.get_by_label("Contacts des services de terrain").select_option("oui")
    page.get_by_label("Contacts des autorités concernées").select_option("oui")
    page.get_by_label("Qui alerte qui, dans quel ordre").select_option("en partie")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("status")).to_contain_text("la liste compte cette section")
    expect(page.get_by_text("2 points sur 36 sont couverts, 33 manquent")).to_be_visible()


def write_a_date(page: Page) -> None:
    page.get_by_role("link", name="Noter une date").click()
    page.get_by_label("Ce qui s’est passé").select_option("contacts")
    page.get_by_label("Quand").fill(str(clock.today() - timedelta(days=170)))
    page.get_by_role("button", name="Noter cette date").click()
    expect(page.get_by_role("complementary")).to_contain_text("Vérifier les contacts, deux fois par an")
    expect(page.get_by_role("complementary")).to_contain_text("dans ")


def narrow(page: Page, plan: Plan) -> None:
    page.goto(f"/plans/{plan.slug}/law/")
    points = page.get_by_role("navigation", name="Points affichés")
    points.get_by_role("link", name="Manque (33)").click()
    expect(page.get_by_role("row", name="Contacts des services de terrain")).to_have_count(0)
    expect(page.get_by_role("row", name="Contacts des services spécialisés")).to_be_visible()


def whole(page: Page, live_server: LiveServer, place: Territory) -> None:
    user = accounts.coordinator(place)
    plan = made.plan(place, user=user)
    made.section(plan, title="Annuaire inventé", content="directory")
    sign_in(page, live_server, user)
    choose_a_list(page, plan)
    tag_a_section(page)
    write_a_date(page)
    narrow(page, plan)


def test_with_javascript(page: Page, live_server: LiveServer, bron: Territory) -> None:
    whole(page, live_server, bron)


def test_without_javascript(page_without_scripts: Page, live_server: LiveServer, bron: Territory) -> None:
    whole(page_without_scripts, live_server, bron)


def pages(plan: Plan) -> Iterator[str]:
    section = law.tagged(made.section(plan, content="cards"), "command-post", part=("means-own",), code="pcs")
    yield f"/plans/{plan.slug}/law/"
    yield f"/plans/{plan.slug}/law/?show=missing"
    yield f"/plans/{plan.slug}/law/lists/"
    yield f"/plans/{plan.slug}/law/lists/pcs/{law.PCS[2]}/"
    yield f"/plans/{plan.slug}/law/dates/"
    yield f"/s/{section.contribution.reference}/points/"


@pytest.mark.look
def test_every_page_of_the_law_is_accessible_and_fits_a_telephone(
    page: Page, live_server: LiveServer, bron: Territory
) -> None:
    plan = law.answering(made.plan(bron), "pcs", law.PCS[1])
    law.stored(plan, "psc", date(2020, 1, 1))
    law.fact(plan, MilestoneType.ADOPTED, date(2020, 1, 1), "arrêté inventé")
    sign_in(page, live_server, made.keeper(plan))
    for url in pages(plan):
        page.goto(url)
        axe.assert_accessible(page, dark=url.endswith("law/"))
        page.set_viewport_size({"width": 375, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        page.set_viewport_size({"width": 1280, "height": 800})
