"""Coordinate: activate a situation, see where it stands, unblock, close; in a real browser, with JavaScript and not."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from boucle.commons.search.models import EmptySearch
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import jobs
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory
from tests.conftest import opened
from tests.factories import accounts, contributions, situations
from tests.site import axe


@pytest.fixture
def bron(transactional_db: None) -> Territory:
    situations.loaded()
    return territories.open_territory(territory=contributions.commune("Bron"))


def sign_in(page: Page, live_server: LiveServer, somebody: User) -> None:
    client = Client()
    client.force_login(somebody)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])


def activate(page: Page, place: Territory) -> Situation:
    page.goto(f"/t/{place.slug}/dashboard/")
    page.get_by_role("main").get_by_role("link", name="Situations").click()
    page.get_by_role("link", name="Activer une situation").click()
    page.get_by_role("link", name="Coupures d’électricité tournantes").click()
    page.get_by_label("Nom de la situation").fill("Coupures de janvier")
    page.get_by_label("Heures pour décider").fill("0")
    page.get_by_role("button", name="Activer la situation").click()
    expect(page.get_by_role("alert")).to_contain_text("Heures pour décider")
    expect(page.get_by_label("Nom de la situation")).to_have_value("Coupures de janvier")
    page.get_by_label("Heures pour décider").fill("24")
    page.get_by_role("button", name="Activer la situation").click()
    expect(page.get_by_role("status")).to_contain_text("est ouverte")
    return Situation.objects.get()


def fill(made: Situation, place: Territory) -> tuple[Contribution, Contribution, Contribution]:
    """One fiche that will stay, one that will be archived, one that is stuck."""
    options = {"territory": place, "situation": made}
    kept = contributions.contribution(State.PUBLISHED, title="Soupe de midi", **options)
    gone = contributions.contribution(State.PUBLISHED, title="Prêt de lampes", theme="recharge", **options)
    with clock.at(clock.now() - timedelta(hours=60)):
        stuck = contributions.proposed(place, title="Odeur de gaz", situation=made, theme="danger").contribution
    EmptySearch.objects.create(territory=place, words="dialyse", day=clock.today(), count=5)
    while jobs.work():
        pass
    return kept, gone, stuck


def see(page: Page, place: Territory) -> None:
    page.goto(f"/t/{place.slug}/dashboard/")
    expect(page.locator(".lede")).to_contain_text("Une fiche est bloquée")
    expect(page.get_by_role("region", name="Fiches bloquées")).to_contain_text("Odeur de gaz")
    page.locator("summary", has_text="Les mêmes chiffres").first.click()
    page.get_by_role("link", name="Lancer un appel : dialyse").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("On cherche : dialyse")
    page.go_back()


def unblock(page: Page, place: Territory, stuck: Contribution, somebody: User) -> None:
    page.get_by_role("link", name="Confier : Odeur de gaz").click()
    page.get_by_label(somebody.name).check()
    page.get_by_role("button", name="Confier").click()
    expect(page.get_by_role("status")).to_contain_text("entre les mains")
    stuck.refresh_from_db()
    assert stuck.held_by == somebody


def close(page: Page, place: Territory, made: Situation) -> None:
    page.goto(f"/t/{place.slug}/situations/{made.slug}/")
    page.get_by_role("link", name="Préparer la clôture").click()
    page.get_by_label("Il reste : Manger et faire ses courses").check()
    page.get_by_role("button", name="Voir ce qui va se passer").click()
    expect(page.locator(".counts")).to_contain_text("fiches archivées")
    assert not Situation.objects.get(pk=made.pk).is_closed
    page.get_by_role("button", name="Clore la situation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(made.name)
    expect(page.locator(".lede")).to_contain_text("Close et archivée")


def whole(page: Page, live_server: LiveServer, place: Territory) -> None:
    coordinator = accounts.coordinator(place, name="Coordination de Bron")
    sign_in(page, live_server, coordinator)
    made = activate(page, place)
    kept, gone, stuck = fill(made, place)
    see(page, place)
    unblock(page, place, stuck, coordinator)
    close(page, place, made)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert (kept.state, kept.situation) == (State.PUBLISHED, None)
    assert gone.state == State.ARCHIVED
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    text = download.value.path().read_text(encoding="utf-8")
    assert "Soupe de midi" in text
    assert "Prêt de lampes" in text
    assert "Odeur de gaz" not in text


def test_with_javascript(page: Page, live_server: LiveServer, bron: Territory) -> None:
    whole(page, live_server, bron)


def test_without_javascript(page_without_scripts: Page, live_server: LiveServer, bron: Territory) -> None:
    whole(page_without_scripts, live_server, bron)


@pytest.mark.look
def test_every_page_of_a_coordinator_is_accessible(page: Page, live_server: LiveServer, bron: Territory) -> None:
    coordinator = accounts.coordinator(bron)
    made = situations.situation(bron, by=coordinator)
    exercise, over = situations.exercise(bron, by=coordinator), situations.closed(bron, by=coordinator)
    _kept, _gone, stuck = fill(made, bron)
    sign_in(page, live_server, coordinator)
    pages = [
        "dashboard/",
        "dashboard/call/?q=dialyse",
        f"dashboard/{stuck.reference}/entrust/",
        f"dashboard/{stuck.reference}/remind/",
        "situations/",
        "situations/new/",
        "situations/new/?template=exercice",
        f"situations/{made.slug}/",
        f"situations/{made.slug}/close/",
        f"s/{made.slug}/",
        f"s/{exercise.slug}/",
        f"s/{over.slug}/",
    ]
    for path in pages:
        page.goto(f"/t/{bron.slug}/{path}")
        axe.assert_accessible(page)


@pytest.mark.parametrize("width", [375, 1280])
def test_no_page_is_wider_than_the_window(
    browser: "object", live_server: LiveServer, bron: Territory, width: int
) -> None:
    coordinator = accounts.coordinator(bron)
    made = situations.situation(bron, by=coordinator)
    fill(made, bron)
    with opened(browser, live_server, viewport={"width": width, "height": 800}) as page:  # type: ignore[arg-type]
        sign_in(page, live_server, coordinator)
        for path in ("dashboard/", "situations/", f"situations/{made.slug}/", f"situations/{made.slug}/close/"):
            page.goto(f"/t/{bron.slug}/{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
