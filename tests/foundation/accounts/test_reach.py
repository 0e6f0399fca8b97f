"""Every page of an account, in a real browser: accessible, light, wide and narrow."""

import pytest
from playwright.sync_api import Page

from boucle.foundation.accounts import actions, rules
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory
from tests.factories import accounts
from tests.site import axe

ADDRESS = "coordination@lyon.example"
NARROW = {"width": 375, "height": 800}
WEIGHT = 50_000  # bytes, as sent without compression
OUTSIDE = ["login/", "login/code/", "signup/", "password/reset/", "invitation/nothing/"]
INSIDE = [
    "", "name/", "absence/", "delete/", "people/", "invite/", "email/", "password/change/", "2fa/", "2fa/webauthn/",
    "2fa/webauthn/add/", "2fa/totp/activate/", "2fa/recovery-codes/generate/", "logout/", "reauthenticate/",
]  # fmt: skip


def look(page: Page, path: str) -> None:
    answer = page.goto(f"/account/{path}")
    assert answer and len(answer.body()) < WEIGHT, path
    assert page.locator("h1").count() == 1, path
    axe.assert_accessible(page, dark=page.viewport_size == NARROW)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{path} scrolls sideways by {wide} pixels"


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.look
def test_pages_for_everybody(page: Page, transactional_db: None, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in OUTSIDE:
        look(page, path)


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.look
def test_pages_of_a_coordinator(
    page: Page, transactional_db: None, metropole: Territory, themes: dict[str, Theme], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    user = accounts.coordinator(metropole, email=ADDRESS, name="Coordination du Grand Lyon")
    accounts.referent(metropole, themes["eau"], name="Référente eau, une très longue mission " + "x" * 30)
    actions.invite(by=user, email="invitee@lyon.example", offer=rules.Offer(metropole, themes["manger"]))
    sign_in(page)
    for path in [*INSIDE, f"people/{user.scopes.get().pk}/"]:
        look(page, path)


def sign_in(page: Page) -> None:
    page.goto("/account/login/?next=/account/2fa/totp/activate/")
    page.locator("[name=login]").fill(ADDRESS)
    page.locator("[name=password]").fill(accounts.PASSWORD)
    page.locator("main form .button").first.click()
    page.locator("[name=password]").fill(accounts.PASSWORD)  # is it still you?
    page.get_by_role("button", name="Confirmer").click()


@pytest.mark.look
def test_a_wrong_form_is_accessible_too(page: Page, transactional_db: None, metropole: Territory) -> None:
    accounts.coordinator(metropole, email=ADDRESS)
    sign_in(page)
    page.goto("/account/invite/")
    page.locator("[name=territory]").fill("Nulle-Part")
    page.get_by_role("button", name="Envoyer l’invitation").click()
    assert page.locator("[name=territory]").input_value() == "Nulle-Part"
    axe.assert_accessible(page)
    page.get_by_role("alert").get_by_role("link").first.click()
    assert page.evaluate("document.activeElement.name") == "email"
