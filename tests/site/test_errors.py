"""Refusals say what happened and what to do, in the reader's language, in the look of the site."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.test import Client, RequestFactory
from django.urls import include, path
from django.utils import translation
from playwright.sync_api import Page
from pytest_django import DjangoAssertNumQueries, Settings

from boucle.site.views import errors
from config import translations
from tests.site import axe, places

RAISED: dict[str, Exception] = {
    "damaged": SuspiciousOperation(),
    "heavy": RequestDataTooBig(),
    "closed": PermissionDenied("Cette page est pour les coordinateurs."),
    "broken": RuntimeError("a secret detail"),
    "locked": OperationalError("database is locked"),
    "unmade": OperationalError("no such table: soup"),
}


def fails(name: str) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise RAISED[name]

    return view


urlpatterns = [*(path(f"{name}/", fails(name)) for name in RAISED), path("", include("config.urls"))]
handler400, handler403 = errors.bad_request, errors.forbidden
handler404, handler500 = errors.not_found, errors.server_error


@pytest.fixture(autouse=True)
def failing_pages(settings: Settings) -> None:
    translations.compile_all()
    settings.ROOT_URLCONF = __name__


@pytest.fixture
def visitor() -> Client:
    """Sees the pages, not the exceptions."""
    return Client(raise_request_exception=False, headers={"accept-language": "fr"})


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/damaged/", 400, "Cette demande n’a pas pu être lue"),
        ("/closed/", 403, "Cette page est pour les coordinateurs."),
        ("/nowhere/", 404, "Cette page n’est pas là"),
        ("/heavy/", 413, "Ce que vous avez envoyé est trop lourd"),
        ("/broken/", 500, "Quelque chose a cassé de notre côté"),
        ("/unmade/", 500, "Quelque chose a cassé de notre côté"),
        ("/locked/", 503, "Beaucoup de monde en ce moment"),
    ],
)
def test_each_refusal_has_its_page(db: None, visitor: Client, address: str, status: int, said: str) -> None:
    answer = visitor.get(address)
    assert (answer.status_code, answer.headers["Content-Language"]) == (status, "fr")
    assert said in answer.content.decode()
    assert f"({status}) · Boucle</title>" in answer.content.decode()
    assert "a secret detail" not in answer.content.decode()


@pytest.mark.parametrize("status", [400, 403, 404, 410, 413, 429, 500, 503])
@pytest.mark.parametrize(("language", "word"), [("fr", "Erreur"), ("en", "Error")])
def test_each_refusal_speaks_both_languages(db: None, client: Client, status: int, language: str, word: str) -> None:
    client.cookies["language"] = language
    request = RequestFactory().get("/x/")
    with translation.override(language):
        page = loader.render_to_string(f"site/errors/{status}.html", {}, request if status < 500 else None)
    assert f'<html lang="{language}">' in page
    assert f"{word} {status}" in page


def test_a_page_that_is_not_there_offers_to_search(db: None, visitor: Client) -> None:
    territory = places.only("Bron")
    page = visitor.get("/nowhere/").content.decode()
    assert 'role="search"' in page
    assert f'action="/t/{territory.slug}/list/"' in page


def test_a_broken_page_asks_nothing_of_the_database(
    db: None, visitor: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        visitor.get("/broken/")
        visitor.get("/locked/")


def test_a_busy_site_says_when_to_come_back(db: None, visitor: Client) -> None:
    assert visitor.get("/locked/").headers["Retry-After"] == "60"


@pytest.mark.parametrize(("address", "status"), [("/api/nowhere", 404), ("/api/nowhere/again/", 404)])
def test_programs_get_a_problem_and_no_page(db: None, visitor: Client, address: str, status: int) -> None:
    answer = visitor.get(address)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_a_forged_form_is_refused_and_says_how_to_send_it_again(db: None) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "fr"})
    answer = strict.post("/account/login/", {"login": "x"})
    assert answer.status_code == 403
    assert "Ce formulaire a attendu trop longtemps" in answer.content.decode()


@pytest.fixture
def maintenance() -> Iterator[Path]:
    sign = Path(str(settings.BOUCLE["MAINTENANCE"]))
    sign.touch()
    yield sign
    sign.unlink()


def test_maintenance_stands_in_for_every_page(db: None, visitor: Client, maintenance: Path) -> None:
    answer = visitor.get("/")
    assert answer.status_code == 503
    assert "Boucle est en entretien" in answer.content.decode()
    assert visitor.get("/health").status_code != 503 or b"entretien" not in visitor.get("/health").content


@pytest.mark.django_db(transaction=True)
@pytest.mark.look
def test_refusals_are_accessible(page: Page) -> None:
    places.only("Bron")
    for address in ("/nowhere/", "/closed/", "/heavy/"):
        page.goto(address)
        axe.assert_accessible(page)
