"""Agents' single sign-on, against a real provider on loopback."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from playwright.sync_api import Page
from pytest_django import Settings

from boucle.foundation.accounts.models import User
from boucle.foundation.territories.models import Territory
from tests.factories import accounts
from tests.foundation.accounts import provider

ADDRESS = "agente@bron.example"


@pytest.fixture
def agency(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[provider.Agency]:
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")  # loopback needs no TLS
    with provider.running() as running:
        app = {
            "provider_id": "sso",
            "name": "Agents du Grand Lyon",
            "client_id": provider.CLIENT_ID,
            "secret": provider.CLIENT_SECRET,
            "settings": {"server_url": running.issuer},
        }
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
        yield running


def go_round(client: Client) -> Any:
    """Leaves for the provider, which consents at once, and comes back with its code."""
    page = client.post("/account/oidc/sso/login/").content.decode()
    leaving = re.search(r'<a class="button" href="([^"]+)"', page)
    assert leaving
    back = requests.get(leaving[1].replace("&amp;", "&"), allow_redirects=False, timeout=10)
    assert back.status_code == 302, back.text
    return client.get(back.headers["Location"].removeprefix("http://testserver"))


def test_an_agent_with_a_verified_address_joins_their_account(agency: provider.Agency, bron: Territory) -> None:
    user = accounts.referent(bron, email=ADDRESS)
    agency.person |= {"email": ADDRESS, "email_verified": True}
    client = Client()
    assert "Continuer avec Agents du Grand Lyon" in client.get("/account/login/").content.decode()
    assert go_round(client).status_code == 302
    assert client.get("/account/").context["user"] == user
    assert SocialAccount.objects.get().user == user
    assert User.objects.count() == 1


def test_an_address_that_the_provider_has_not_verified_joins_nothing(agency: provider.Agency, bron: Territory) -> None:
    accounts.referent(bron, email=ADDRESS)
    agency.person |= {"email": ADDRESS, "email_verified": False}
    client = Client()
    page = go_round(client).content.decode()
    assert "Les comptes s’ouvrent sur invitation" in page
    assert client.get("/account/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_an_agent_without_an_account_is_told_how_to_get_one(agency: provider.Agency, db: None) -> None:
    agency.person |= {"email": "inconnue@bron.example", "email_verified": True}
    assert "demandez une invitation" in go_round(Client()).content.decode()
    assert not User.objects.exists()


def test_a_forged_return_is_a_clear_page(agency: provider.Agency, db: None) -> None:
    page = Client().get("/account/oidc/sso/login/callback/?code=forged&state=forged").content.decode()
    assert "La connexion n’a pas abouti" in page


def test_an_unknown_provider_does_not_exist(db: None) -> None:
    assert Client().post("/account/oidc/sso/login/").status_code == 404


def test_an_agent_signs_in_with_one_press(
    page: Page, agency: provider.Agency, transactional_db: None, bron: Territory
) -> None:
    accounts.referent(bron, email=ADDRESS, name="Agente, Bron")
    agency.person |= {"email": ADDRESS, "email_verified": True}
    page.goto("/account/login/?next=/account/")
    page.get_by_role("button", name="Continuer avec Agents du Grand Lyon").click()
    page.wait_for_url("**/account/")
    assert page.get_by_role("heading", level=1).inner_text() == "Agente, Bron"
