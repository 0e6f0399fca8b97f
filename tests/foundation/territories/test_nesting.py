"""What lies in what, and what moves together."""

import pytest
from django.db import IntegrityError, transaction

from boucle.foundation.territories import actions, queries
from boucle.foundation.territories.engine.places import Place
from boucle.foundation.territories.models import Outline, PostalName, Territory, Within
from tests.factories import territories


@pytest.fixture
def country(db: None) -> dict[str, Territory]:
    return territories.load()


def test_ancestors_go_outward_from_the_commune_itself(country: dict[str, Territory]) -> None:
    expected = [country[code].pk for code in ("69266", "200046977", "FR-69", "FR-R84", "FR")]
    assert queries.ancestors(country["69266"].pk) == expected


def test_a_commune_lies_in_its_own_departement_not_in_that_of_its_intercommunality(db: None) -> None:
    across = territories.commune(
        "01142",
        "Dagneux",
        "01120",
        5_000,
        45.85,
        5.07,
        within=("200046977", "FR-01", "FR-R84", "FR"),
    )
    actions.load(places=(*territories.WIDER, across))
    commune, group = Territory.objects.get(code="01142"), Territory.objects.get(code="200046977")
    outside = [Territory.objects.get(pk=pk).code for pk in queries.ancestors(commune.pk)]
    assert outside == ["01142", "200046977", "FR-01", "FR-R84", "FR"]
    assert commune.parent == group
    assert group.parent == Territory.objects.get(code="FR-69")
    assert commune.pk not in set(queries.descendants_ids(Territory.objects.get(code="FR-69")))


def test_descendants_hold_the_territory_and_everything_in_it(country: dict[str, Territory]) -> None:
    inside = set(queries.descendants_ids(country["FR-01"]))
    assert inside == {country[code].pk for code in ("FR-01", "01015", "01373", "01344")}


def test_children_are_one_step_down(country: dict[str, Territory]) -> None:
    assert [row.code for row in queries.children(country["FR-R84"])] == ["FR-01", "FR-69"]
    assert [row.name for row in queries.children(country["FR-01"])] == [
        "Arboys en Bugey",
        "Saint-Denis",
        "Saint-Denis-en-Bugey",
    ]


def test_a_slug_that_nobody_has_gives_nothing(country: dict[str, Territory]) -> None:
    assert queries.by_slug("villeurbanne") == country["69266"]
    for slug in ("nulle-part", "", "\x00", "\ud800", "é", "a" * 10_000):
        assert queries.by_slug(slug) is None
        assert queries.by_code(slug) is None


def test_an_opened_territory_is_listed(country: dict[str, Territory]) -> None:
    assert list(queries.open_territories()) == []
    actions.open_territory(territory=country["200046977"])
    assert [row.code for row in queries.open_territories()] == ["200046977"]


def test_a_revision_moves_here_and_outward_only(country: dict[str, Territory]) -> None:
    actions.bump_revision(territory_id=country["69266"].pk)
    moved = set(Territory.objects.filter(revision=1).values_list("code", flat=True))
    assert moved == {"69266", "200046977", "FR-69", "FR-R84", "FR"}


def test_several_revisions_move_once(country: dict[str, Territory]) -> None:
    actions.bump_revisions(territory_ids=[country["69266"].pk, country["69029"].pk])
    assert Territory.objects.get(code="FR").revision == 1


def test_a_basin_groups_communes_and_lies_in_what_holds_them_all(country: dict[str, Territory]) -> None:
    basin = actions.make_basin(name="Vallée de l'Ain", communes=[country["69266"], country["01015"]])
    assert (basin.slug, basin.code, basin.level) == ("vallee-de-l-ain", "vallee-de-l-ain", "basin")
    assert basin.population == 156_928 + 630
    assert queries.ancestors(basin.pk) == [basin.pk, country["FR-R84"].pk, country["FR"].pk]
    assert [row.code for row in queries.children(basin)] == ["01015", "69266"]
    assert basin.pk in queries.ancestors(country["69266"].pk)


def test_a_basin_made_again_has_the_new_communes(country: dict[str, Territory]) -> None:
    first = actions.make_basin(name="Rive", communes=[country["69266"], country["01015"]])
    again = actions.make_basin(name="Rive", communes=[country["69266"], country["69029"]])
    assert first == again
    assert [row.code for row in queries.members(again)] == ["69029", "69266"]
    holders = [country[code].pk for code in ("200046977", "FR-69", "FR-R84", "FR")]
    assert queries.ancestors(again.pk) == [again.pk, *holders]


def test_a_basin_may_have_the_name_of_a_commune(country: dict[str, Territory]) -> None:
    basin = actions.make_basin(name="Bron", communes=[country["69029"]])
    assert (basin.slug, basin.code) == ("bassin-bron", "bassin-bron")
    assert actions.make_basin(name="Bron", communes=[country["69266"]]) == basin


@pytest.mark.parametrize("name", ["", "  ", "😀"])
def test_a_basin_needs_a_name(country: dict[str, Territory], name: str) -> None:
    with pytest.raises(actions.WrongBasin):
        actions.make_basin(name=name, communes=[country["69029"]])


def test_a_basin_needs_communes(country: dict[str, Territory]) -> None:
    for communes in ([], [country["FR-69"]], [country["69029"], country["FR-69"]]):
        with pytest.raises(actions.WrongBasin):
            actions.make_basin(name="Rive", communes=communes)


def test_a_list_loaded_again_changes_nothing(country: dict[str, Territory]) -> None:
    before = [list(table.objects.order_by("pk").values()) for table in (Territory, Within, PostalName)]
    report = actions.load(places=(*territories.WIDER, *territories.COMMUNES))
    assert (report.added, report.changed, report.unchanged) == (0, 0, len(before[0]))
    after = [list(table.objects.order_by("pk").values()) for table in (Territory, Within, PostalName)]
    assert after == before


def test_a_list_loaded_again_keeps_what_people_decided(country: dict[str, Territory]) -> None:
    actions.open_territory(territory=country["69029"])
    basin = actions.make_basin(name="Rive", communes=[country["69029"]])
    renamed = territories.commune("69029", "Bron-la-Neuve", "69500", 43_000, 45.7344, 4.9117)
    report = actions.load(places=[renamed])
    bron = Territory.objects.get(code="69029")
    assert (report.added, report.changed) == (0, 1)
    assert (bron.name, bron.slug, bron.is_open) == ("Bron-la-Neuve", "bron", True)
    assert basin.pk in queries.ancestors(bron.pk)
    assert [candidate.territory for candidate in queries.find("bron la neuve").candidates] == [bron]


def test_a_commune_moves_to_another_intercommunality(country: dict[str, Territory]) -> None:
    group = Place(code="246900740", name="CC du Pays", level="epci", within=("FR-69", "FR-R84", "FR"))
    moved = territories.commune(
        "69029", "Bron", "69500", 42_216, 45.7344, 4.9117, within=("246900740", "FR-69", "FR-R84", "FR")
    )
    actions.load(places=[group, moved])
    bron = Territory.objects.get(code="69029")
    assert bron.parent is not None
    assert bron.parent.code == "246900740"
    assert country["200046977"].pk not in queries.ancestors(bron.pk)


def test_a_place_in_something_unknown_loads_nothing(db: None) -> None:
    lost = territories.commune("69029", "Bron", "69500", 1, 45.7, 4.9, within=("nowhere",))
    with pytest.raises(actions.UnknownPlace, match="nowhere"):
        actions.load(places=[*territories.WIDER, lost])
    assert Territory.objects.count() == 0


def test_namesakes_get_slugs_of_their_own(country: dict[str, Territory]) -> None:
    assert {country["93066"].slug, country["01373"].slug} == {"saint-denis", "saint-denis-01373"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"level": "planet"},
        {"lat": 45.0},
        {"lat": 91.0, "lon": 4.0},
    ],
)
def test_the_database_refuses_a_wrong_territory(db: None, wrong: dict[str, object]) -> None:
    facts: dict[str, object] = {"code": "x", "slug": "x", "name": "X", "level": "commune", **wrong}
    with pytest.raises(IntegrityError), transaction.atomic():
        Territory.objects.create(**facts)


def test_the_database_refuses_doubles(country: dict[str, Territory]) -> None:
    bron = country["69029"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Within.objects.create(inside=bron, outside=bron, distance=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        PostalName.objects.create(territory=bron, postal_code="69500", folded="bron")
    with pytest.raises(IntegrityError), transaction.atomic():
        Outline.objects.create(territory=bron, geometry={}, south=2, north=1, west=0, east=1)


def test_the_box_of_a_basin_without_borders_holds_the_middles_of_its_communes(country: dict[str, Territory]) -> None:
    basin = actions.make_basin(name="Deux rives", communes=[country["69266"], country["01015"]])
    box = queries.members_box(basin, 0.01)
    assert box is not None
    for commune in (country["69266"], country["01015"]):
        assert box.south < commune.lat < box.north
        assert box.west < commune.lon < box.east
