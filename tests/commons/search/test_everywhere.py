"""One search over every kind: what is public, and nothing else."""

from typing import Any

import pytest
from django.test import Client

from boucle.foundation.lifecycle.enums import State
from boucle.foundation.territories.models import Territory
from tests.factories import contributions, library, search

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Territory:
    return library.place()


def read(place: Territory, query: str = "") -> str:
    answer = Client().get(f"/t/{place.slug}/search/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_one_question_finds_every_kind_that_says_it(place: Territory) -> None:
    library.sheet(territory=place, title="Une fontaine à clé")
    contributions.contribution(State.PUBLISHED, territory=place, title="La fontaine du Pré")
    library.sheet(State.PROPOSED, territory=place, title="Une fontaine secrète")
    search.work()
    page = read(place, "?q=fontaine")
    assert "Une fontaine à clé" in page
    assert "La fontaine du Pré" in page
    assert "Une fontaine secrète" not in page


def test_nothing_found_is_said_and_nothing_asked_is_empty(place: Territory) -> None:
    assert "Rien de public ne le dit ici" in read(place, "?q=introuvable")
    assert "Rien de public" not in read(place)


def test_a_closed_territory_is_not_searched() -> None:
    closed = contributions.commune("Oullins")
    assert Client().get(f"/t/{closed.slug}/search/?q=eau").status_code == 404


def test_a_search_everywhere_takes_as_many_queries_for_eight_sheets_as_for_one(
    place: Territory, django_assert_max_num_queries: Any
) -> None:
    for number in range(8):
        library.sheet(territory=place, title=f"Fontaine {number}")
    search.work()
    with django_assert_max_num_queries(70):
        read(place, "?q=fontaine")
