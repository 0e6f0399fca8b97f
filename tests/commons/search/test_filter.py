"""Filters: what is read from an address, what is said about the rest, and the address that comes out."""

import pytest
from django.http import QueryDict

from boucle.commons.search import queries
from boucle.commons.search.enums import Sort
from tests.factories import contributions, search

pytestmark = pytest.mark.django_db


def sentences(**typed: str) -> list[str]:
    return queries.parse(typed, contributions.commune())[1]


def test_an_address_comes_out_as_it_went_in_in_one_order() -> None:
    contributions.theme()
    place = contributions.commune()
    address = "q=soupe&theme=manger&public=families&cote=need&ouvert=1&depuis=7&zone=4.8,45.6,5,45.9&vue=carte"
    asked, said = queries.parse(QueryDict(address), place)
    assert said == []
    again, _ = queries.parse(QueryDict(asked.to_query().removeprefix("?")), place)
    assert again == asked
    assert asked.to_query() == (
        "?q=soupe&theme=manger&cote=need&ouvert=1&public=families&depuis=7"
        "&zone=4.80000,45.60000,5.00000,45.90000&vue=carte"
    )


def test_a_change_goes_back_to_the_first_page() -> None:
    place = contributions.commune()
    for index in range(21):
        search.published(title=f"Fiche {index}", theme="")
    second = search.follow(place, queries.page(search.ask(place)).next).filter
    assert "apres=" in second.to_query()
    assert second.to_query(depuis=30) == "?depuis=30"
    assert second.without == {}


def test_each_parameter_can_be_taken_away() -> None:
    asked = search.ask(contributions.commune(), q="soupe", lat="45.7", lon="4.9", depuis=7)
    assert asked.without == {
        "q": "?lat=45.70000&lon=4.90000&depuis=7",
        "lat": "?q=soupe&depuis=7",
        "lon": "?q=soupe&depuis=7",
        "depuis": "?q=soupe&lat=45.70000&lon=4.90000",
    }
    assert asked.is_narrowed
    assert not search.ask(contributions.commune(), vue="carte").is_narrowed


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("theme", "nowhere"),
        ("situation", "nothing"),
        ("zone", "1,2,3"),
        ("zone", "5,45,4,46"),
        ("zone", "a,b,c,d"),
        ("zone", "nan,nan,nan,nan"),
        ("lat", "north"),
        ("lat", "91"),
        ("depuis", "always"),
        ("depuis", "-3"),
        ("distance", "5"),
        ("ou", "Zzyzx"),
        ("apres", "x"),
    ],
)
def test_what_cannot_be_understood_is_left_out_and_said(name: str, typed: str) -> None:
    asked, said = queries.parse({name: typed}, contributions.commune())
    assert len(said) == 1
    assert queries.page(asked).rows == []
    assert queries.page(asked.changed(ou="")).filter.parameters() == {}


@pytest.mark.parametrize("typed", ["\x00", "😀", "a" * 5000, "%", "' OR 1=1", "1e400", "١٢٣"])
def test_no_parameter_can_break_a_list(typed: str) -> None:
    names = "q ou lat lon theme public cote genre ouvert distance depuis situation zone tri vue apres".split()
    for name in names:
        asked, _ = queries.parse({name: typed}, contributions.commune())
        assert queries.page(asked).total == 0
    asked, _ = queries.parse(dict.fromkeys(names, typed), contributions.commune())
    assert queries.page(asked).total == 0


def test_the_usual_order_follows_what_is_asked() -> None:
    place = contributions.commune()
    assert search.ask(place).sort == Sort.FRESHNESS
    assert search.ask(place, q="soupe").sort == Sort.RELEVANCE
    assert search.ask(place, ou="Bron").sort == Sort.DISTANCE
    assert search.ask(place, q="soupe", tri="fraicheur").sort == Sort.FRESHNESS
    assert search.ask(place, tri="pertinence").sort == Sort.FRESHNESS
    assert search.ask(place, tri="distance").to_query() == "?"


def test_a_commune_reaches_a_little_over_its_border_unless_told_otherwise() -> None:
    place = contributions.commune()
    assert search.ask(place, ou="Bron").distance == 5
    assert search.ask(place, ou="Bron").to_query() == "?ou=Bron"
    assert search.ask(place, ou="Bron", distance="0").distance is None
    assert search.ask(place, ou="Bron", distance="1 km").distance == 1
    assert search.ask(place, ou="Bron", distance="3").distance == 5
    assert search.ask(place, ou="Bron", distance="0").to_query() == "?ou=Bron&distance=0"


def test_a_point_may_be_pasted_as_a_place() -> None:
    contributions.commune()
    asked = search.ask(contributions.metropole(), ou="45.733, 4.913")
    assert asked.point == (45.733, 4.913)
    assert asked.to_query().startswith("?ou=45.733")


def test_several_places_of_one_name_are_shown_for_a_choice() -> None:
    from tests.factories import territories

    country = territories.load()
    asked, said = queries.parse({"ou": "Saint-Denis"}, country["FR"])
    assert (len(asked.candidates) > 1, said, asked.point) == (True, [], None)
