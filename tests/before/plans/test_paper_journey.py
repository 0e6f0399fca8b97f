"""A copy kept in a real browser, read while the network is cut, deleted when its reader signs out; no page of papers
stops anybody."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from boucle.before.plans.enums import Content
from boucle.before.plans.models import Plan
from boucle.foundation.core import clock
from boucle.foundation.territories import actions as territories
from tests.before.plans.test_entries_journey import sign_in
from tests.factories import contributions, plan_entries, plan_paper, plans
from tests.site import axe

PHONE = plan_entries.SOMEBODY.phone


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    return plan_paper.whole(plans.plan(territories.open_territory(territory=contributions.commune("Bron"))))


def keep(page: Page, live_server: LiveServer, plan: Plan) -> None:
    sign_in(page, live_server, plans.keeper(plan))
    page.goto(f"/plans/{plan.slug}/offline/")
    expect(page.get_by_role("status")).to_contain_text("Aucune copie de ce plan")
    page.get_by_role("button", name="Garder une copie sur cet appareil").click()
    expect(page.get_by_role("status")).to_contain_text("Elle garde les coordonnées jusqu’au")


def comes_true(page: Page, expression: str) -> bool:
    """Whether a promise of the page becomes true within ten seconds."""
    asked = "async () => { for (let turn = 0; turn < 200; turn += 1) { if (await (%s)) return true;"
    waits = " await new Promise(done => setTimeout(done, 50)); } return false; }"
    return bool(page.evaluate(asked % expression + waits))


def cut(page: Page) -> None:
    page.context.set_offline(True)
    assert page.evaluate("fetch('/').then(() => 'answered', () => 'nothing')") == "nothing"


def test_the_plan_is_read_while_the_network_is_cut(page: Page, live_server: LiveServer, plan: Plan) -> None:
    keep(page, live_server, plan)
    axe.assert_accessible(page)
    cut(page)
    page.goto(f"/plans/{plan.slug}/offline/copy/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("Pour l’équipe de crise : ne pas publier")
    expect(main).to_contain_text("Foyers sous appareil")
    expect(main.get_by_role("link", name=PHONE).first).to_have_attribute("href", "tel:0600000001")
    assert page.locator("input, button, form").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") == "736px"
    axe.assert_accessible(page)
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    page.goto(f"/plans/{plan.slug}/")  # where the code on paper leads
    expect(page.get_by_role("main")).to_contain_text("Foyers sous appareil")


def test_with_a_network_the_copy_is_made_anew(page: Page, live_server: LiveServer, plan: Plan) -> None:
    keep(page, live_server, plan)
    plan_entries.entry(plan.sections.get(content=Content.REFUGES), name="Gymnase des Peupliers")
    page.goto(f"/plans/{plan.slug}/offline/copy/")
    expect(page.get_by_role("main")).to_contain_text("Gymnase des Peupliers")
    kept = f"caches.match('/plans/{plan.slug}/offline/copy/').then(found => found.text())"
    assert comes_true(page, f"{kept}.then(text => text.includes('Peupliers'))")
    cut(page)
    page.reload()
    expect(page.get_by_role("main")).to_contain_text("Gymnase des Peupliers")


def test_after_seven_days_people_are_deleted_and_the_plan_stays(
    page: Page, live_server: LiveServer, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        past = clock.now() - timedelta(days=8)
        patch.setattr(clock, "now", lambda: past)
        sign_in(page, live_server, plans.keeper(plan))
        page.goto(f"/plans/{plan.slug}/offline/")
        page.get_by_role("button", name="Garder une copie sur cet appareil").click()
        expect(page.get_by_role("status")).to_contain_text("Les coordonnées n’y sont plus")
    cut(page)
    page.goto(f"/plans/{plan.slug}/offline/copy/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("L’annuaire et les coordonnées ne sont plus dans cette copie")
    expect(main).to_contain_text("Maison des Aulnes")
    expect(main).not_to_contain_text(PHONE)
    assert page.evaluate(f"caches.match('/plans/{plan.slug}/offline/copy/').then(found => found === undefined)")


def test_a_copy_is_deleted_by_its_button(page: Page, live_server: LiveServer, plan: Plan) -> None:
    keep(page, live_server, plan)
    page.get_by_role("button", name="Supprimer la copie").click()
    expect(page.get_by_role("status")).to_contain_text("Aucune copie de ce plan")
    assert page.evaluate("caches.match(location.href + 'copy/').then(found => found === undefined)")


def test_signing_out_deletes_the_copy(page: Page, live_server: LiveServer, plan: Plan) -> None:
    keep(page, live_server, plan)
    page.goto("/account/")
    page.get_by_role("button", name="Se déconnecter").click()
    assert comes_true(page, "caches.keys().then(shelves => shelves.length === 0)")
    assert comes_true(page, "navigator.serviceWorker.getRegistrations().then(workers => workers.length === 0)")


def test_whoever_may_no_longer_read_the_plan_keeps_no_copy(page: Page, live_server: LiveServer, plan: Plan) -> None:
    keep(page, live_server, plan)
    page.context.clear_cookies()  # the session has ended, nobody signed out
    page.goto(f"/plans/{plan.slug}/offline/copy/")
    expect(page).to_have_url(f"{live_server.url}/account/login/?next=/plans/{plan.slug}/offline/copy/")
    assert page.evaluate(f"caches.match('/plans/{plan.slug}/offline/copy/').then(found => found === undefined)")


def test_without_javascript_the_page_says_how_to_save_it_by_hand(
    page_without_scripts: Page, live_server: LiveServer, plan: Plan
) -> None:
    page = page_without_scripts
    sign_in(page, live_server, plans.keeper(plan))
    page.goto(f"/plans/{plan.slug}/offline/")
    expect(page.get_by_role("status")).to_contain_text("enregistrez la page à la main")
    expect(page.get_by_role("button", name="Garder une copie sur cet appareil")).to_be_hidden()
    page.get_by_role("link", name="Le plan entier sur une page, à enregistrer").click()
    expect(page.get_by_role("main")).to_contain_text("Foyers sous appareil")


@pytest.mark.look
def test_the_page_of_papers_is_accessible_to_the_public_and_to_the_staff(
    page: Page, live_server: LiveServer, plan: Plan
) -> None:
    address = f"/plans/{plan.slug}/paper/"
    page.goto(address)
    axe.assert_accessible(page)
    expect(page.get_by_role("main")).not_to_contain_text("ne pas publier")
    sign_in(page, live_server, plans.keeper(plan))
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text("ne pas publier")
    axe.assert_accessible(page)
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
