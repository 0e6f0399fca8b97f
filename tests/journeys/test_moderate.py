"""Moderate: a referent decides in a real browser, with JavaScript and without, by mouse and by keyboard alone."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import ContactReading, Contribution
from tests.conftest import opened
from tests.factories import accounts, contributions
from tests.site import axe

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 800}


@dataclass
class Scene:
    """A commune with two referents of meals, a coordinator, and three fiches that await them."""

    one: User
    other: User
    coordinator: User
    rows: list[Contribution]


@pytest.fixture
def scene(live_server: LiveServer) -> Scene:
    bron, food = contributions.commune(), contributions.theme()
    one = accounts.referent(bron, food, name="Référente repas", rights=accounts.EVERY_RIGHT)
    other = accounts.referent(bron, food, name="Référent voisin")
    coordinator = accounts.coordinator(bron)
    titles = ("Soupe populaire, quai de la Gare", "Soupe populaire du quai de la Gare", "Prêt de lampes frontales")
    details = lifecycle.ContactDetails("Une voisine", "voisine@bron.example")
    rows = [contributions.contribution(territory=bron, title=title, contact=details) for title in titles]
    return Scene(one, other, coordinator, rows)


def sign_in(page: Page, user: User) -> None:
    page.goto("/account/login/?next=/moderation/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", accounts.PASSWORD)
    page.locator("main form").first.get_by_role("button").first.click()
    page.wait_for_url("**/moderation/")
    expect(page.get_by_role("heading", level=1)).to_have_text("En attente de ma décision")


def state(row: Contribution) -> str:
    row.refresh_from_db()
    return row.state


def decide_them_all(page: Page, scene: Scene) -> None:
    """The whole round, by links and buttons."""
    soup, double, lamps = scene.rows
    sign_in(page, scene.one)
    expect(page.locator(".lede")).to_contain_text("3 fiches vous attendent")
    page.locator(".queue").get_by_role("link", name=soup.title).click()
    page.get_by_role("button", name="Prendre").click()
    expect(page.locator(".decide .mark.held")).to_contain_text("Prise par vous, encore")
    page.get_by_role("button", name="Les voir").click()
    expect(page.get_by_text("voisine@bron.example")).to_be_visible()
    assert ContactReading.objects.filter(reader=scene.one).count() == 1
    page.locator("summary", has_text="Renvoyer avec une question").click()
    page.get_by_label("Votre question à l’auteur").fill("Peut-on venir en fauteuil ?")
    page.get_by_role("button", name="Envoyer la question").click()
    expect(page.get_by_role("status")).to_contain_text("Votre question part")
    assert state(soup) == State.RETURNED
    expect(page.locator("#titre")).to_have_text(double.title)
    page.get_by_role("link", name="Suivante").click()
    page.locator("summary", has_text="Refuser avec un motif").click()
    page.get_by_label("Motif, montré à l’auteur").select_option("advertising")
    page.get_by_role("button", name="Refuser", exact=True).click()
    assert state(lamps) == State.REJECTED
    page.locator(".queue").get_by_role("link", name=double.title).click()
    page.get_by_role("button", name="Publier").click()
    assert state(double) == State.PUBLISHED
    expect(page.get_by_text("Rien n’attend ici")).to_be_visible()


def test_a_referent_decides_on_everything_that_awaits_them(
    browser: Browser, live_server: LiveServer, scene: Scene
) -> None:
    with opened(browser, live_server, viewport=WIDE) as page:
        decide_them_all(page, scene)


def test_a_referent_decides_without_javascript(browser: Browser, live_server: LiveServer, scene: Scene) -> None:
    with opened(browser, live_server, viewport=WIDE, java_script_enabled=False) as page:
        decide_them_all(page, scene)


def test_on_a_telephone_the_list_is_a_page_and_the_item_another(
    browser: Browser, live_server: LiveServer, scene: Scene
) -> None:
    with opened(browser, live_server, viewport=NARROW) as page:
        sign_in(page, scene.one)
        expect(page.locator("#titre")).to_be_hidden()
        page.locator(".queue").get_by_role("link", name=scene.rows[1].title).click()
        expect(page.locator(".queue")).to_be_hidden()
        expect(page.locator("#titre")).to_have_text(scene.rows[1].title)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        axe.assert_accessible(page)
        page.get_by_role("link", name="Toute la file (3)").click()
        expect(page.locator(".queue")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
        axe.assert_accessible(page)


def test_everything_is_done_by_keyboard_alone(browser: Browser, live_server: LiveServer, scene: Scene) -> None:
    soup, double, _lamps = scene.rows
    with opened(browser, live_server, viewport=WIDE) as page:
        sign_in(page, scene.one)
        title = page.locator("#titre")
        expect(title).to_have_text(soup.title)
        press(page, "j", lambda: expect(title).to_have_text(double.title))
        press(page, "k", lambda: expect(title).to_have_text(soup.title))
        press(page, "t", lambda: expect(page.locator(".decide .mark.held")).to_be_visible())
        press(page, "t", lambda: expect(page.locator(".decide .mark.held")).to_have_count(0))
        page.keyboard.press("r")
        page.keyboard.type("Jusqu’à quelle heure, p j x t ?")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Votre question part")
        line = soup.transitions.order_by("-number")[0]
        assert (state(soup), line.note) == (State.RETURNED, "Jusqu’à quelle heure, p j x t ?")
        expect(title).to_have_text(double.title)
        press(page, "p", lambda: expect(page.get_by_role("status")).to_contain_text("Publiée"))
        assert state(double) == State.PUBLISHED
        page.keyboard.press("x")
        expect(page.get_by_label("Motif, montré à l’auteur")).to_be_focused()


def press(page: Page, key: str, then: Callable[[], None]) -> None:
    page.keyboard.press(key)
    then()


def test_the_shortcuts_can_be_switched_off_for_good(browser: Browser, live_server: LiveServer, scene: Scene) -> None:
    with opened(browser, live_server, viewport=WIDE) as page:
        sign_in(page, scene.one)
        page.get_by_role("button", name="Couper ces raccourcis").click()
        page.reload()
        page.keyboard.press("p")
        expect(page.get_by_role("button", name="Remettre ces raccourcis")).to_be_visible()
        assert state(scene.rows[0]) == State.PROPOSED
        expect(page.locator(".decide kbd").first).to_be_hidden()


def test_a_second_referent_sees_who_holds_it_and_is_told_what_happened_meanwhile(
    browser: Browser, live_server: LiveServer, scene: Scene
) -> None:
    soup = scene.rows[0]
    with opened(browser, live_server, viewport=WIDE) as first, opened(browser, live_server, viewport=WIDE) as second:
        sign_in(first, scene.one)
        sign_in(second, scene.other)
        second.goto(f"/moderation/{soup.reference}/")
        first.goto(f"/moderation/{soup.reference}/")
        first.get_by_role("button", name="Prendre").click()
        second.locator("summary", has_text="Renvoyer avec une question").click()
        second.get_by_label("Votre question à l’auteur").fill("Est-ce chauffé ?")
        second.get_by_role("button", name="Envoyer la question").click()
        expect(second.get_by_role("alert")).to_contain_text("Référente repas")
        expect(second.locator(".queue")).to_contain_text("Prise par Référente repas, encore")
        first.get_by_role("button", name="Publier").click()
        expect(first.get_by_role("status")).to_contain_text("Publiée")
        second.goto("/moderation/?vue=perimetre")
        expect(second.locator(".queue")).not_to_contain_text(soup.title)


def test_a_stale_decision_keeps_the_question_and_can_be_sent_again(
    browser: Browser, live_server: LiveServer, scene: Scene
) -> None:
    bron = contributions.commune()
    made = contributions.proposed(bron, title="Café chaud du quai")
    with opened(browser, live_server, viewport=WIDE) as page:
        sign_in(page, scene.one)
        page.goto(f"/moderation/{made.contribution.reference}/")
        by = rules.By(secret=made.secret)
        lifecycle.revise(contribution=made.contribution, content={"address": "12 quai de la Gare"}, by=by)
        page.locator("summary", has_text="Renvoyer avec une question").click()
        page.get_by_label("Votre question à l’auteur").fill("Est-ce chauffé ?")
        page.get_by_role("button", name="Envoyer la question").click()
        expect(page.get_by_role("alert")).to_contain_text("Entre-temps")
        expect(page.get_by_label("Votre question à l’auteur")).to_have_value("Est-ce chauffé ?")
        axe.assert_accessible(page)
        page.get_by_role("button", name="Envoyer la question").click()
        expect(page.get_by_role("status")).to_contain_text("Votre question part")
        assert state(made.contribution) == State.RETURNED


def test_a_revision_is_compared_and_published(browser: Browser, live_server: LiveServer, scene: Scene) -> None:
    made = contributions.proposed(title="Salle chauffée", text="Ouvert tous les soirs, soupe et pain.")
    row = contributions.walk(made.contribution, State.PUBLISHED, rules.By(secret=made.secret), scene.coordinator)
    row = contributions.with_revision(
        row, rules.By(secret=made.secret), text="Ouvert tous les soirs, soupe et fruits.", address="rue du Ruisseau"
    )
    with opened(browser, live_server, viewport=WIDE) as page:
        sign_in(page, scene.one)
        page.goto(f"/moderation/{row.reference}/")
        expect(page.get_by_role("heading", name="Ce qui change : 2 champs")).to_be_visible()
        expect(page.locator("ins").first).to_contain_text("fruits.")
        page.keyboard.press("d")
        expect(page.get_by_role("columnheader", name="Aujourd’hui")).to_be_visible()
        axe.assert_accessible(page)
        page.get_by_role("link", name="Lire la fiche entière").click()
        expect(page.get_by_role("heading", name="La fiche entière")).to_be_visible()
        page.get_by_role("button", name="Publier la révision").click()
        expect(page.get_by_role("status")).to_contain_text("Publiée")
    row.refresh_from_db()
    assert (row.address, row.has_waiting_revision) == ("rue du Ruisseau", False)


def test_two_doubles_are_merged(browser: Browser, live_server: LiveServer, scene: Scene) -> None:
    soup, double, _ = scene.rows
    with opened(browser, live_server, viewport=WIDE) as page:
        sign_in(page, scene.one)
        page.goto(f"/moderation/{soup.reference}/")
        page.get_by_role("link", name=f"Fusionner : {double.title}").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Laquelle des deux reste ?")
        axe.assert_accessible(page)
        page.get_by_label(soup.title).check()
        page.get_by_role("button", name="Fusionner").click()
        expect(page.get_by_role("status")).to_contain_text("Fusionnées")
    double.refresh_from_db()
    assert (double.state, double.merged_into) == (State.ARCHIVED, soup)


def test_several_are_decided_at_once(browser: Browser, live_server: LiveServer, scene: Scene) -> None:
    with opened(browser, live_server, viewport=WIDE, java_script_enabled=False) as page:
        sign_in(page, scene.one)
        page.get_by_role("link", name="Décider de plusieurs à la fois").click()
        for row in scene.rows[1:]:
            page.get_by_label(f"Choisir « {row.title} »").check()
        page.get_by_role("button", name="Publier").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Ce qu’elles sont devenues")
        expect(page.locator(".lede")).to_contain_text("2 fiches faites")
    assert [state(row) for row in scene.rows] == [State.PROPOSED, State.PUBLISHED, State.PUBLISHED]


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.look
def test_the_pages_of_moderation_are_accessible(
    browser: Browser, live_server: LiveServer, scene: Scene, viewport: dict[str, int]
) -> None:
    soup, double, _ = scene.rows
    with opened(browser, live_server, viewport=viewport) as page:
        sign_in(page, scene.one)
        pages = ("", f"{soup.reference}/", f"{soup.reference}/merge/{double.reference}/", "bulk/", "?vue=prises")
        for path in pages:
            page.goto(f"/moderation/{path}")
            axe.assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], path


def test_a_stranger_is_refused_in_a_sentence(browser: Browser, live_server: LiveServer, scene: Scene) -> None:
    with opened(browser, live_server) as page:
        page.goto("/account/login/?next=/moderation/")
        page.fill("input[name=login]", accounts.stranger().email)
        page.fill("input[name=password]", accounts.PASSWORD)
        page.locator("main form").first.get_by_role("button").first.click()
        expect(page.locator("main")).to_contain_text("votre compte n’a pas encore de périmètre")
