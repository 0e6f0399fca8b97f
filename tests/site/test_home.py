"""The home of a territory, and the way to it."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import get_commands
from django.test import Client
from playwright.sync_api import Page
from pytest_django import DjangoAssertNumQueries

from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory
from config import translations
from tests.factories import contributions
from tests.site import axe, places

FIRST_VIEW_BYTES = 50_000


@pytest.fixture(autouse=True)
def french() -> Iterator[None]:
    translations.compile_all()
    yield


def body(client: Client, address: str, language: str = "fr") -> str:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_new_installation_says_how_to_start(db: None, client: Client) -> None:
    page = body(client, "/")
    assert "Boucle est installé" in page
    assert "boucle territories" in page


def test_the_commands_that_it_names_exist(db: None, client: Client) -> None:
    named = set(re.findall(r"<code>boucle (\w+)", body(client, "/")))
    assert named == {"territories", "member", "doctor"}
    assert named <= set(get_commands())


def test_the_only_open_territory_is_at_home_on_the_first_page(db: None, client: Client) -> None:
    territory = places.only("Bron")
    assert "Métropole de Lyon" in body(client, "/")
    assert "Trouver de l’aide près de chez vous" in body(client, f"/t/{territory.slug}/")


def test_several_territories_are_chosen_by_name_or_postal_code(db: None, client: Client) -> None:
    places.only("Bron", "Oullins")
    places.opened(contributions.commune("Oullins"))
    page = body(client, "/")
    assert "Dites-nous où vous êtes" in page
    found = body(client, "/?ou=bron")
    assert "Lieux trouvés pour «\u00a0bron\u00a0»" in found
    assert 'href="/t/metropole-de-lyon/">Bron</a>' in found
    assert 'href="/t/oullins/">Oullins</a>' in body(client, "/?ou=oullins")


@pytest.mark.parametrize(
    "typed", ["nulle part", "%", "x" * 5000, "🚑", "\u202etfel", "<script>alert(1)</script>", "\x00"]
)
def test_a_place_that_nobody_knows_is_said_to_be_unknown(db: None, client: Client, typed: str) -> None:
    places.only("Bron")
    places.opened(contributions.commune("Oullins"))
    answer = client.get("/", {"ou": typed}, headers={"accept-language": "fr"})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_a_territory_that_is_not_open_has_no_home(db: None, client: Client) -> None:
    places.only("Bron")
    assert client.get("/t/bron/").status_code == 404
    assert client.get("/t/atlantide/").status_code == 404


def test_the_home_counts_what_is_published(db: None, client: Client) -> None:
    territory = places.only("Bron", "Oullins")
    situation = places.crisis(territory)
    places.published(contributions.commune("Bron"), situation, title="Soupe de la Gare", theme="manger")
    places.published(contributions.commune("Oullins"), situation, title="Salle chauffée", theme="chaleur")
    page = body(client, "/")
    assert "2 fiches dans 2 communes" in " ".join(page.split())
    assert "Soupe de la Gare" in page
    assert "Vérifiée" in page
    assert "Manger" in page


def test_the_home_says_what_to_do_now(db: None, client: Client) -> None:
    territory = places.only("Bron")
    situation = places.crisis(territory)
    page = body(client, "/")
    assert situation.name in page
    assert "Que faire maintenant" in page
    assert "<strong>Regardez l’heure de coupure de votre rue</strong>" in page
    assert "Souvent cherché" in page


def test_instructions_cannot_carry_a_script(db: None, client: Client) -> None:
    territory = places.only("Bron")
    situation = places.crisis(territory)
    Situation.objects.filter(pk=situation.pk).update(
        instructions=["<script>alert(1)</script> [x](javascript:alert(1))"]
    )
    assert "<script" not in body(client, "/").lower()


def test_an_exercise_never_shows_on_the_home(db: None, client: Client) -> None:
    territory = places.only("Bron")
    exercise = places.crisis(territory, "Nuit noire", Nature.EXERCISE)
    places.published(contributions.commune("Bron"), exercise, title="Fiche d’exercice")
    page = body(client, "/")
    assert "Nuit noire" not in page
    assert "Fiche d’exercice" not in page
    assert "watermark" not in page


def test_an_exercise_is_marked_on_every_side(db: None, client: Client) -> None:
    territory = places.only("Bron")
    exercise = places.crisis(territory, "Nuit noire", Nature.EXERCISE)
    places.published(contributions.commune("Bron"), exercise, title="Fiche d’exercice")
    page = body(client, f"/?situation={exercise.slug}")
    assert re.search(r"<title>\[Exercice\]", page)
    assert '<body class=" exercise">' in page
    assert page.count('data-word="EXERCICE"') == 3
    assert '<meta name="robots" content="noindex">' in page
    assert '<span class="mark trial">Exercice</span>' in page
    assert f'name="situation" value="{exercise.slug}"' in page


@pytest.mark.parametrize("asked", ["atlantide", "\x00", "' OR 1=1 --"])
def test_an_unknown_situation_is_not_found(db: None, client: Client, asked: str) -> None:
    places.only("Bron")
    assert client.get("/", {"situation": asked}).status_code == 404


def test_the_home_is_the_same_whoever_reads_it(db: None, client: Client, admin_client: Client) -> None:
    places.only("Bron")
    moment = re.compile(r"Page du .*?\.")
    assert moment.sub("", body(client, "/")) == moment.sub("", body(admin_client, "/"))


def test_the_home_asks_the_database_a_fixed_number_of_times(
    db: None, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    territory = places.only("Bron", "Oullins")
    situation = places.crisis(territory)
    for number in range(6):
        places.published(contributions.commune("Bron"), situation, title=f"Soupe {number}")
    body(client, "/")
    with django_assert_max_num_queries(14):
        body(client, "/")


def test_the_first_view_weighs_less_than_fifty_kilobytes(db: None, client: Client) -> None:
    territory = places.only("Bron", "Oullins")
    situation = places.crisis(territory)
    for number in range(6):
        places.published(contributions.commune("Bron"), situation, title=f"Une soupe {number} " + "très longue " * 8)
    page = body(client, "/")
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    assert len(files) >= 4
    found = [Path(str(finders.find(file))).read_bytes() for file in files]
    weights = [len(gzip.compress(content)) for content in [page.encode(), *found]]
    assert sum(weights) < FIRST_VIEW_BYTES


def test_the_home_reads_in_english(db: None, client: Client) -> None:
    territory = places.only("Bron")
    places.crisis(territory)
    page = body(client, "/", "en")
    assert '<html lang="en">' in page
    assert "Find help near you, or give yours" in page
    assert 'hreflang="fr"' in page


def test_emergency_numbers_are_those_of_the_country(db: None, client: Client) -> None:
    territory = places.only("Bron")
    assert "<b>114</b>" in body(client, "/")
    Territory.objects.filter(pk=territory.pk).update(country="BE")
    page = body(client, "/")
    assert "<b>114</b>" not in page
    assert "112 BE" in page


@pytest.mark.django_db(transaction=True)
@pytest.mark.look
def test_the_home_is_accessible(page: Page) -> None:
    territory = places.only("Bron", "Oullins")
    situation = places.crisis(territory)
    places.published(contributions.commune("Bron"), situation, title="Soupe de la Gare", theme="manger")
    page.goto("/")
    axe.assert_accessible(page)
    page.set_viewport_size({"width": 375, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.django_db(transaction=True)
@pytest.mark.look
def test_an_exercise_is_accessible(page: Page) -> None:
    territory = places.only("Bron")
    exercise = places.crisis(territory, "Nuit noire", Nature.EXERCISE)
    places.published(contributions.commune("Bron"), exercise)
    page.goto(f"/?situation={exercise.slug}")
    axe.assert_accessible(page)
    assert page.get_by_text("Rien de ce qui suit n’est réel.").is_visible()


@pytest.mark.django_db(transaction=True)
def test_the_way_in_works_with_the_keyboard_and_without_scripts(page_without_scripts: Page) -> None:
    places.only("Bron", "Oullins")
    places.opened(contributions.commune("Oullins"))
    window = page_without_scripts
    window.goto("/")
    window.keyboard.press("Tab")
    assert window.locator(":focus").inner_text() == "Aller au contenu"
    window.get_by_label("Votre commune ou votre code postal").fill("Oullins")
    window.keyboard.press("Enter")
    window.get_by_role("heading", level=3).get_by_role("link", name="Oullins").first.click()
    assert (
        window.get_by_role("heading", level=1).inner_text() == "Trouver de l’aide près de chez vous, ou donner la vôtre"
    )
