"""Signing in: password, code by mail, second factor, passkey; every attempt counted."""

import re
import subprocess
import sys

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret, yield_hotp_counters_from_time
from allauth.mfa.totp.internal.auth import hotp_value as code_at
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import CDPSession, Page
from pytest_django import Settings

from boucle.foundation.accounts import actions
from boucle.foundation.territories.models import Territory
from tests.factories import accounts
from tests.foundation.accounts.conftest import Mailbox

ADDRESS = "referente@bron.example"


def now_code(secret: str) -> str:
    """The code that an authenticator application shows at this moment (RFC 6238)."""
    counters = list(yield_hotp_counters_from_time())
    return f"{code_at(secret, counters[len(counters) // 2]):06}"


def sign_in(client: Client, password: str = accounts.PASSWORD) -> tuple[int, str]:
    answer = client.post("/account/login/", {"login": ADDRESS, "password": password})
    return answer.status_code, answer.get("Location") or answer.content.decode()


def test_a_referent_lands_on_what_awaits_them(bron: Territory) -> None:
    accounts.referent(bron, email=ADDRESS)
    assert sign_in(Client()) == (302, reverse("moderation:queue"))


def test_somebody_without_scope_lands_on_their_space(db: None) -> None:
    accounts.user(ADDRESS)
    assert sign_in(Client()) == (302, "/account/")


def test_a_wrong_password_is_said_and_the_address_stays(db: None) -> None:
    accounts.user(ADDRESS)
    status, page = sign_in(Client(), "wrong")
    assert status == 200
    assert f'value="{ADDRESS}"' in page and 'role="alert"' in page


def test_an_erased_account_does_not_sign_in(db: None) -> None:
    actions.erase(user=accounts.user(ADDRESS))
    assert sign_in(Client())[0] == 200


def test_attempts_are_limited(db: None) -> None:
    accounts.user(ADDRESS)
    for _ in range(5):
        sign_in(Client(), "wrong")
    status, page = sign_in(Client())
    assert status == 200 and "Trop de tentatives" in page


def test_every_process_sees_the_same_count(db: None, settings: Settings) -> None:
    """Beside SQLite the count is in files; with PostgreSQL in a table that the migrations made."""
    cache.set("attempts", [1, 2, 3], 60)
    if connection.vendor == "postgresql":
        assert "accounts_cache" in connection.introspection.table_names()
        assert cache.get("attempts") == [1, 2, 3]
        return
    program = "import django; django.setup(); from django.core.cache import cache; print(cache.get('attempts'))"
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == "[1, 2, 3]"


def test_a_code_that_cannot_leave_is_said(db: None, settings: Settings) -> None:
    accounts.user(ADDRESS)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    answer = Client().post("/account/login/code/", {"email": ADDRESS})
    assert answer.status_code == 503
    assert "Notre serveur de courriel ne répond pas" in answer.content.decode()


def test_a_notice_that_cannot_leave_undoes_nothing(db: None, settings: Settings) -> None:
    user = accounts.user(ADDRESS)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client = Client()
    sign_in(client)
    new = "un autre orage encore"
    form = {"oldpassword": accounts.PASSWORD, "password1": new, "password2": new}
    assert client.post("/account/password/change/", form).status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)


def test_signing_up_is_closed(db: None) -> None:
    page = Client().get("/account/signup/").content.decode()
    assert "Les comptes s’ouvrent sur invitation" in page
    assert "invitation" in Client().post("/account/signup/", {"email": ADDRESS, "password1": "x"}).content.decode()


def test_a_code_by_mail_replaces_the_password(bron: Territory, mailbox: Mailbox) -> None:
    accounts.referent(bron, email=ADDRESS)
    client = Client()
    assert client.post("/account/login/code/", {"email": ADDRESS}).status_code == 302
    text = mailbox.text()
    assert text.startswith("Bonjour,") and "Voici votre code de connexion" in text
    code = re.search(r"^([A-Z0-9-]{6,})\s*$", text, re.M)
    assert code
    assert client.post("/account/login/code/confirm/", {"code": "WRONG1"}).status_code == 200
    assert client.post("/account/login/code/confirm/", {"code": code[1]}).status_code == 302
    assert client.get("/account/").status_code == 200


def test_no_mail_goes_to_an_unknown_address_and_the_page_says_the_same(db: None) -> None:
    answer = Client().post("/account/login/code/", {"email": "inconnu@bron.example"})
    assert answer.status_code == 302
    assert mail.outbox == []


def test_a_forgotten_password_is_chosen_again_by_mail(db: None, mailbox: Mailbox) -> None:
    accounts.user(ADDRESS)
    client = Client()
    assert client.post("/account/password/reset/", {"email": ADDRESS}).status_code == 302
    link = re.search(r"http://testserver(/account/password/reset/key/\S+)", mailbox.text())
    assert link
    form = client.get(link[1], follow=True)
    changed = {"password1": "un autre orage", "password2": "un autre orage"}
    assert client.post(form.request["PATH_INFO"], changed).status_code == 302
    assert sign_in(Client(), "un autre orage")[0] == 302


def test_an_authenticator_application_is_a_second_factor(db: None) -> None:
    user = accounts.user(ADDRESS)
    client = Client()
    sign_in(client)
    assert client.get("/account/2fa/totp/activate/").status_code == 302  # is it still you?
    client.post("/account/reauthenticate/", {"password": accounts.PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    assert client.post("/account/2fa/totp/activate/", {"code": "000000"}).status_code == 200
    assert client.post("/account/2fa/totp/activate/", {"code": now_code(secret)}).status_code == 302
    assert {row.type for row in Authenticator.objects.filter(user=user)} == {"totp", "recovery_codes"}
    assert "Second facteur en place" in client.get("/account/").content.decode()


@pytest.fixture
def recovery_codes(db: None) -> list[str]:
    """Codes of an account that has an authenticator application."""
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
    from allauth.mfa.totp.internal.auth import TOTP

    user = accounts.user(ADDRESS)
    TOTP.activate(user, generate_totp_secret())
    return list(RecoveryCodes.activate(user).get_unused_codes())


def test_the_second_factor_is_asked_and_a_recovery_code_works_once(recovery_codes: list[str]) -> None:
    for expected in (302, 200):
        client = Client()
        assert sign_in(client) == (302, "/account/2fa/authenticate/")
        assert client.get("/account/").status_code == 302  # not in yet
        answer = client.post("/account/2fa/authenticate/", {"code": recovery_codes[0]})
        assert answer.status_code == expected


@pytest.fixture
def virtual_key(page: Page) -> CDPSession:
    """A telephone's passkey, simulated by Chromium: it always recognises its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def test_a_passkey_opens_the_account_without_a_password(
    page: Page, virtual_key: CDPSession, transactional_db: None
) -> None:
    accounts.user(ADDRESS, name="Référente, Bron")
    page.goto("/account/login/")
    page.locator("[name=login]").fill(ADDRESS)
    page.locator("[name=password]").fill(accounts.PASSWORD)
    page.locator("main form .button").first.click()
    page.wait_for_url("**/account/")
    page.goto("/account/2fa/webauthn/add/")
    page.locator("[name=password]").fill(accounts.PASSWORD)  # is it still you?
    page.get_by_role("button", name="Confirmer").click()
    page.locator("[name=name]").fill("Téléphone")
    page.locator("[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url("**/recovery-codes/**")
    page.goto("/account/2fa/webauthn/")
    assert "Téléphone" in page.locator("main").inner_text()
    page.goto("/account/")
    page.get_by_role("button", name="Se déconnecter").click()
    page.goto("/account/login/")
    page.get_by_role("button", name="Utiliser une clé d’accès").click()
    page.wait_for_url("**/account/")
    assert page.get_by_role("heading", level=1).inner_text() == "Référente, Bron"


def test_signing_in_without_scripts(page_without_scripts: Page, transactional_db: None) -> None:
    page = page_without_scripts
    accounts.user(ADDRESS, name="Référente, Bron")
    page.goto("/account/?")
    page.locator("[name=login]").fill(ADDRESS)
    page.locator("[name=password]").fill(accounts.PASSWORD)
    page.locator("main form .button").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Référente, Bron"
