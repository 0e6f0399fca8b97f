"""What a person types in "Where?"."""

import pytest
from pytest_django import DjangoAssertNumQueries

from boucle.foundation.territories import queries
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory
from tests.factories import territories

QUERIES_WHEN_EXACT = 4  # names, territories, postal codes, départements


@pytest.fixture
def country(db: None) -> dict[str, Territory]:
    return territories.load()


def codes(typed: str, **options: object) -> list[str]:
    found = queries.find(typed, **options)  # type: ignore[arg-type]
    return [candidate.territory.code for candidate in found.candidates]


@pytest.mark.parametrize(
    "typed",
    [
        "Villeurbanne",
        "villeurbanne",
        "VILLEURBANNE",
        "  Villeurbanne ",
        "Villeurb",
        "Vileurbanne",
        "Villleurbanne",
        "Villeurbamne",
        "Villuerbanne",
        "69100",
        "6910",
        "69 100",
        "69100 Villeurbanne",
        "69100 Vileurbanne",
        "Villeurbanne 69100",
        "Villeurbanne (69100)",
        "Villeurbanne (Rhône)",
        "Villeurbanne, Rhône",
        "12 rue des Lilas, 69100 Villeurbanne",
        "69621 Villeurbanne Cedex",
        "69266",
    ],
)
def test_one_commune_is_meant(country: dict[str, Territory], typed: str) -> None:
    found = queries.find(typed)
    assert [candidate.territory.code for candidate in found.candidates] == ["69266"]
    assert found.only == country["69266"]
    assert found.point is None


def test_a_candidate_says_where_it_is(country: dict[str, Territory]) -> None:
    (candidate,) = queries.find("Lyon").candidates
    assert candidate.territory == country["69123"]
    assert candidate.postal_codes == ("69001", "69002", "69003")
    assert candidate.department == "Rhône"
    assert candidate.is_exact
    assert candidate.label == "Lyon (Rhône)"


def test_namesakes_are_all_shown_the_most_people_first(country: dict[str, Territory]) -> None:
    found = queries.find("st denis")
    assert [candidate.territory.code for candidate in found.candidates] == ["93066", "01373", "01344"]
    assert [candidate.is_exact for candidate in found.candidates] == [True, True, False]
    assert found.only is None


def test_a_departement_tells_namesakes_apart(country: dict[str, Territory]) -> None:
    assert codes("Saint-Denis (93)") == ["93066"]
    assert codes("saint denis 93") == ["93066"]
    assert codes("Saint-Denis (Seine-Saint-Denis)") == ["93066"]
    assert codes("Saint-Denis, Ain") == ["01373", "01344"]


def test_the_own_territory_comes_first(country: dict[str, Territory]) -> None:
    found = queries.find("Saint-Denis", inside=country["FR-01"])
    assert [candidate.territory.code for candidate in found.candidates] == ["01373", "01344", "93066"]
    assert [candidate.is_inside for candidate in found.candidates] == [True, True, False]
    assert found.only == country["01373"]


def test_a_slip_inside_goes_before_a_beginning_elsewhere(country: dict[str, Territory]) -> None:
    assert codes("Saint-Denos", inside=country["FR-93"]) == ["93066", "01373"]


def test_communes_that_share_a_postal_code_are_all_shown(db: None) -> None:
    from boucle.foundation.territories import actions

    shared = [
        territories.commune("69194", "Saint-Clément", "69930", 700, 45.74, 4.41),
        territories.commune("69220", "Saint-Laurent", "69930", 1800, 45.7, 4.46),
    ]
    actions.load(places=(*territories.WIDER, *shared))
    assert codes("69930") == ["69220", "69194"]
    assert codes("69930 St Clément") == ["69194"]


def test_old_communes_are_found(country: dict[str, Territory]) -> None:
    assert codes("Arbignieu") == ["01015"]
    assert codes("St-Bois") == ["01015"]


def test_a_word_inside_a_name_is_enough(country: dict[str, Territory]) -> None:
    assert codes("Bugey") == ["01344", "01015"]
    assert codes("mont d'or") == ["69063"]


def test_only_communes_are_found_unless_more_is_asked(country: dict[str, Territory]) -> None:
    assert codes("Métropole de Lyon") == []
    assert codes("Métropole de Lyon", levels=list(Level)) == ["200046977"]


def test_coordinates_find_the_commune_and_the_point(country: dict[str, Territory]) -> None:
    found = queries.find("45.7344, 4.9117")
    assert found.point == (45.7344, 4.9117)
    assert found.only == country["69029"]


def test_coordinates_in_the_sea_are_a_point_without_commune(country: dict[str, Territory]) -> None:
    found = queries.find("geo:43.0,5.0")
    assert found.point == (43.0, 5.0)
    assert found.candidates == ()


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "%",
        "_",
        "%%%%",
        "____",
        "\x00",
        "Lyon%",
        "L_on",
        "😀",
        "\u202e\u200f",
        "' OR 1=1 --",
        "(((((",
        "\\",
        "a" * 10_000,
        "9" * 10_000,
        "\ud800",
        "nulle part sur terre",
    ],
)
def test_hostile_text_finds_nothing_that_it_should_not(country: dict[str, Territory], typed: str) -> None:
    assert set(codes(typed)) <= {"69123"}


def test_a_nul_does_not_hide_a_name(country: dict[str, Territory]) -> None:
    assert codes("Bron\x00") == ["69029"]


def test_the_limit_is_kept(country: dict[str, Territory]) -> None:
    assert codes("69", limit=3) == ["69123", "69266", "69259"]


def test_finding_takes_few_queries(
    country: dict[str, Territory], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for typed in ("Saint-Denis", "69100 Villeurbanne", "69100"):
        with django_assert_num_queries(QUERIES_WHEN_EXACT):
            queries.find(typed)
    with django_assert_num_queries(QUERIES_WHEN_EXACT + 1):
        queries.find("Saint-Denis", inside=country["FR-01"])
    with django_assert_num_queries(QUERIES_WHEN_EXACT + 3):
        queries.find("Vileurbanne")
