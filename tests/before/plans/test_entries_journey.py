"""A directory is written, put in order and dialled in a browser, with scripts and without; the public sees none."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from boucle.before.plans.enums import Content
from boucle.before.plans.models import Person, Plan
from boucle.foundation.accounts.models import User
from boucle.foundation.territories import actions as territories
from tests.factories import contributions, plan_entries, plans
from tests.site import axe

LINES = (("Bourgmestre", "1", ""), ("Zone de secours", "2", ""), ("Échevine de permanence", "", "Bourgmestre"))


@pytest.fixture
def plan(transactional_db: None) -> Plan:
    return plans.plan(territories.open_territory(territory=contributions.commune("Bron")))


def sign_in(page: Page, live_server: LiveServer, somebody: User) -> None:
    client = Client()
    client.force_login(somebody)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def write(page: Page) -> None:
    page.get_by_role("link", name="Ajouter une ligne").click()
    axe.assert_accessible(page)
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Dites de quelle fonction il s’agit")
    for place, (function, rank, instead) in enumerate(LINES):
        page.locator("#id_function").fill(function)
        page.locator("#id_rank").fill(rank)
        if instead:
            page.get_by_label("Remplace", exact=False).select_option(label=instead)
        page.get_by_label("Nom de la personne", exact=False).fill("Anne Inventée")
        page.get_by_label("Son téléphone", exact=False).fill("06 00 00 00 01")
        last = place == len(LINES) - 1
        page.get_by_role(
            "button", name="Enregistrer" if last else "Enregistrer et en ajouter une autre", exact=True
        ).click()
        expect(page.get_by_role("status")).to_contain_text(function)


def look(page: Page) -> None:
    chain = page.get_by_role("list", name="Ordre d’alerte")
    expect(chain.locator("> li")).to_have_count(2)
    first = chain.locator("> li").first
    expect(first).to_contain_text("Si personne ne répond :")
    expect(first).to_contain_text("Échevine de permanence")
    expect(first.get_by_role("link", name="06 00 00 00 01").first).to_have_attribute("href", "tel:0600000001")
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 375
    axe.assert_accessible(page)
    page.set_viewport_size({"width": 1280, "height": 800})


def dial(page: Page) -> None:
    page.get_by_role("button", name="Monter : Zone de secours").click()
    assert list(Person.objects.values_list("function", "rank"))[:2] == [("Zone de secours", 1), ("Bourgmestre", 2)]
    page.get_by_role("button", name="Tout est encore vrai aujourd’hui").click()
    page.get_by_role("button", name="Contacts vérifiés : l’écrire").click()
    expect(page.get_by_role("status")).to_contain_text("ses contacts ont été vérifiés")
    page.get_by_role("link", name="Qui a changé quoi").click()
    expect(page.get_by_role("main")).to_contain_text("ligne vérifiée")
    axe.assert_accessible(page)
    page.go_back()
    page.get_by_role("link", name="Retirer : Échevine de permanence").click()
    axe.assert_accessible(page)
    page.get_by_role("button", name="Oui, la retirer").click()
    expect(page.get_by_role("status")).to_contain_text("est retiré")
    assert Person.objects.count() == 2


def walk(page: Page, live_server: LiveServer, plan: Plan) -> None:
    section = plan_entries.section(Content.DIRECTORY, of=plan, title="Ordre d’appel")
    address = f"/s/{section.contribution.reference}/entries/"
    sign_in(page, live_server, plans.keeper(plan))
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text("qui l’on appelle")
    write(page)
    look(page)
    dial(page)
    page.context.clear_cookies()
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text("L’annuaire est réservé à l’équipe de crise")
    expect(page.get_by_role("main")).not_to_contain_text("Zone de secours")
    axe.assert_accessible(page)


def test_with_javascript(page: Page, live_server: LiveServer, plan: Plan) -> None:
    walk(page, live_server, plan)


def test_without_javascript(page_without_scripts: Page, live_server: LiveServer, plan: Plan) -> None:
    walk_without_axe(page_without_scripts, live_server, plan)


def walk_without_axe(page: Page, live_server: LiveServer, plan: Plan) -> None:
    """axe is a script itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(axe, "assert_accessible", lambda page: None)
        walk(page, live_server, plan)


@pytest.mark.look
def test_every_list_is_accessible_to_the_staff_and_to_the_public(
    page: Page, live_server: LiveServer, plan: Plan
) -> None:
    sections = [plan_entries.section(content, of=plan) for content in Content if content != Content.TEXT]
    for section in sections:
        plan_entries.entry(section, is_open=section.content != Content.DIRECTORY)
    pages = [f"/s/{section.contribution.reference}/entries/" for section in sections]
    for address in [*pages, f"/plans/{plan.slug}/neighbours/"]:
        page.goto(address)
        axe.assert_accessible(page, dark=False)
    sign_in(page, live_server, plans.keeper(plan))
    for address in [*pages, *(f"{address}add/" for address in pages)]:
        page.goto(address)
        axe.assert_accessible(page, dark=False)


def test_a_message_is_copied_by_a_button_and_counted_while_it_is_written(
    page: Page, live_server: LiveServer, plan: Plan
) -> None:
    section = plan_entries.section(Content.MESSAGES, of=plan)
    entry = plan_entries.entry(section)
    sign_in(page, live_server, plans.keeper(plan))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(f"/s/{section.contribution.reference}/entries/")
    page.get_by_role("button", name="Copier").click()
    expect(page.get_by_role("button", name="Copié")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == plan_entries.SAMPLES[Content.MESSAGES]["text"]
    page.goto(f"/s/{section.contribution.reference}/entries/{entry.pk}/")
    page.get_by_label("Le message", exact=False).fill("Douze signes")
    expect(page.locator("#nombre")).to_have_text("12 signes")
