"""What a text is close to: the same thing said elsewhere, in other words, comes first; what is apart does not come."""

from typing import Any

import pytest

from boucle.commons.search import queries
from boucle.foundation.territories.models import Territory
from tests.factories import library, search

pytestmark = pytest.mark.django_db

FLOOD = "Les pompes du quartier bas étaient inondées : personne ne les avait relevées avant la crue."


@pytest.fixture
def place() -> Territory:
    here = library.place()
    for number in range(8):
        library.sheet(territory=here, title=f"Atelier numéro {number}", text="Réparer des vélos le samedi matin.")
    return here


def titles(rows: list[queries.Row]) -> list[str]:
    return [row.title for row in rows]


def test_the_same_thing_said_otherwise_is_close(place: Territory) -> None:
    library.sheet(
        territory=place, title="Relever les pompes", text="Quand la crue inonde le quartier bas, relever la pompe."
    )
    search.work()
    assert titles(queries.close_to(FLOOD, place, "sheet")) == ["Relever les pompes"]


def test_a_text_is_not_close_to_itself(place: Territory) -> None:
    own = library.sheet(territory=place, title="Pompes inondées", text=FLOOD)
    again = library.sheet(territory=place, title="Encore les pompes", text=FLOOD)
    search.work()
    found = queries.close_to(f"Pompes inondées {FLOOD}", place, "sheet", exclude=own.pk)
    assert [row.id for row in found] == [again.pk]


def test_nothing_is_close_to_a_text_that_shares_no_word(place: Territory) -> None:
    search.work()
    assert queries.close_to("Quorum zygomatique", place, "sheet") == []
    assert queries.close_to("", place, "sheet") == []


def test_one_common_word_does_not_make_two_texts_close(place: Territory) -> None:
    library.sheet(
        territory=place, title="Le marché", text="Le marché du samedi change de place en hiver, vers la halle."
    )
    search.work()
    assert titles(queries.close_to("Samedi : distribution de sacs de sable au dépôt communal.", place, "sheet")) == []


def test_closeness_takes_few_queries_whatever_the_number_of_sheets(
    place: Territory, django_assert_max_num_queries: Any
) -> None:
    library.sheet(territory=place, title="Relever les pompes", text=FLOOD)
    search.work()
    with django_assert_max_num_queries(18):
        queries.close_to(FLOOD, place, "sheet")


def test_the_page_of_a_sheet_shows_what_is_close_to_it(client: Any, place: Territory) -> None:
    own = library.sheet(territory=place, title="Pompes inondées", text=FLOOD)
    library.sheet(territory=place, title="Encore les pompes", text=FLOOD)
    search.work()
    page = client.get(f"/b/{own.contribution.reference}/").content.decode()
    assert "Proches d’elle" in page
    assert "Encore les pompes" in page
