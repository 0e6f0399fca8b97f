"""What stands beside a contribution: close by its words, of every kind, public, and for few statements."""

from typing import Any

import pytest
from django.test import Client

from boucle.commons.search import queries
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories.models import Territory
from tests.factories import contributions, library, search

pytestmark = pytest.mark.django_db

FLOOD = "Les pompes du quartier bas étaient inondées : personne ne les avait relevées avant la crue."


@pytest.fixture
def place() -> Territory:
    here = library.place()
    for number in range(6):
        library.sheet(territory=here, title=f"Atelier numéro {number}", text="Réparer des vélos le samedi matin.")
    return here


@pytest.fixture
def own(place: Territory) -> Contribution:
    return contributions.contribution(State.PUBLISHED, territory=place, title="Pompes inondées", text=FLOOD)


def titles(one: Contribution, place: Territory, **options: str) -> list[str]:
    return [row.title for row in queries.beside(one, place, **options)]


def test_what_says_the_same_stands_beside_whatever_its_kind(place: Territory, own: Contribution) -> None:
    said = "Quand la crue inonde le quartier bas, relever la pompe."
    library.sheet(territory=place, title="Relever les pompes", text=said)
    contributions.contribution(State.PUBLISHED, kind="section", territory=place, title="Crue et pompes", text=said)
    contributions.contribution(State.PROPOSED, territory=place, title="Pompes secrètes", text=FLOOD)
    search.work()
    assert set(titles(own, place)) == {"Relever les pompes", "Crue et pompes"}
    assert titles(own, place, besides="sheet") == ["Crue et pompes"]
    page = Client().get(f"/f/{own.reference}/").content.decode()
    assert "À lire aussi" in page
    assert "Fiche de la bibliothèque · Bron" in page


def test_nothing_stands_beside_what_is_apart_or_not_public(place: Territory, own: Contribution) -> None:
    drill = contributions.situation(place, nature=Nature.EXERCISE)
    trial = contributions.contribution(State.PUBLISHED, territory=place, text=FLOOD, situation=drill)
    waiting = contributions.contribution(State.PROPOSED, territory=place, text=FLOOD)
    search.work()
    assert [titles(one, place) for one in (own, trial, waiting)] == [[], [], []]
    assert "À lire aussi" not in Client().get(f"/f/{own.reference}/").content.decode()


def test_it_takes_four_statements_however_many_rows_there_are(
    place: Territory, own: Contribution, django_assert_num_queries: Any
) -> None:
    for number in range(9):
        library.sheet(territory=place, title=f"Relever les pompes {number}", text=FLOOD)
    search.work()
    titles(own, place)  # which region holds the place is read once, until it changes
    with django_assert_num_queries(4):
        assert len(titles(own, place)) == 4
