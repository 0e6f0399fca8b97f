"""Points, borders and drawings."""

import json
from pathlib import Path
from typing import Any

import pytest
import shapely
from pytest_django import DjangoAssertNumQueries

from boucle.foundation.core import tiles
from boucle.foundation.territories import actions, queries
from boucle.foundation.territories.engine import outlines
from boucle.foundation.territories.models import Outline, Territory
from tests.factories import territories


@pytest.fixture
def country(db: None) -> dict[str, Territory]:
    return territories.load()


def square(west: float, south: float, side: float = 0.04) -> dict[str, Any]:
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


VILLEURBANNE = feature(square(4.87, 45.75), code_insee="69266", nom="Villeurbanne")
BRON = feature(square(4.91, 45.75), code_insee="69029", nom="Bron")


def test_a_point_without_borders_goes_to_the_likeliest_commune(country: dict[str, Territory]) -> None:
    assert queries.commune_at(45.7705, 4.8889) == country["69266"]
    assert queries.commune_at(45.735, 4.91) == country["69029"]


def test_a_wide_commune_reaches_farther_than_a_small_one(db: None) -> None:
    wide = territories.commune("13055", "Marseille", "13001", 870_000, 43.30, 5.40, radius=8_700.0)
    small = territories.commune("13075", "Plan-de-Cuques", "13380", 11_000, 43.35, 5.46, radius=1_600.0)
    actions.load(places=(*territories.WIDER, wide, small))
    between = queries.commune_at(43.327, 5.435)
    assert between is not None
    assert between.code == "13055"


def test_a_point_far_from_everything_has_no_commune(country: dict[str, Territory]) -> None:
    assert queries.commune_at(43.0, 5.0) is None
    assert queries.commune_at(-90, 180) is None


def test_a_border_decides_against_the_nearer_centre(country: dict[str, Territory]) -> None:
    actions.set_outlines(features=[VILLEURBANNE, BRON])
    assert queries.commune_at(45.752, 4.912) == country["69029"]
    assert queries.commune_at(45.752, 4.908) == country["69266"]


def test_a_quay_just_outside_the_border_belongs_to_its_commune(country: dict[str, Territory]) -> None:
    actions.set_outlines(features=[VILLEURBANNE, BRON])
    assert queries.commune_at(45.7705, 4.951, inside=country["200046977"]) == country["69029"]


def test_a_drawn_commune_does_not_take_what_is_outside_it(country: dict[str, Territory]) -> None:
    actions.set_outlines(features=[BRON])
    assert queries.commune_at(45.7344, 4.9117) == country["69259"]


def test_a_commune_is_looked_for_inside_only(country: dict[str, Territory]) -> None:
    assert queries.commune_at(45.7705, 4.8889, inside=country["FR-01"]) is None


def test_a_territory_contains_what_its_communes_contain(country: dict[str, Territory]) -> None:
    lyon = country["200046977"]
    assert queries.contains(lyon, 45.7705, 4.8889)
    assert not queries.contains(lyon, 48.9385, 2.3594)
    assert not queries.contains(lyon, 43.0, 5.0)


def test_a_territory_contains_what_its_own_border_does(country: dict[str, Territory]) -> None:
    lyon = country["200046977"]
    actions.set_outlines(features=[feature(square(4.8, 45.7, 0.2), siren="200046977")])
    assert queries.contains(lyon, 45.8, 4.9)
    assert not queries.contains(lyon, 45.8, 5.1)


def test_finding_a_commune_takes_few_queries(
    country: dict[str, Territory], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    actions.set_outlines(features=[VILLEURBANNE])
    with django_assert_num_queries(1):
        queries.commune_at(45.77, 4.89)
    with django_assert_num_queries(3):
        queries.commune_at(45.7344, 4.9117)


def test_borders_are_matched_by_code_or_by_a_name_that_is_alone(country: dict[str, Territory]) -> None:
    report = actions.set_outlines(
        features=[
            VILLEURBANNE,
            feature(square(4.91, 45.70), NOM="Bron"),
            feature(square(2.3, 48.9), nom="Saint-Denis"),
            feature(square(5, 46), code_insee="99999"),
            feature(square(4.9, 45.7), CODE_INSEE=69123),
            feature(square(4.87, 45.75), code_insee="69266"),
        ]
    )
    assert report.drawn == ("69266 Villeurbanne", "Bron", "69123")
    assert report.unknown == ("Saint-Denis", "99999")
    assert report.doubled == ("69266",)
    assert Outline.objects.count() == 3


def test_a_border_that_crosses_itself_is_repaired_and_said(country: dict[str, Territory]) -> None:
    bow = {"type": "Polygon", "coordinates": [[[4.9, 45.7], [5.0, 45.8], [5.0, 45.7], [4.9, 45.8], [4.9, 45.7]]]}
    report = actions.set_outlines(features=[feature(bow, code_insee="69029")])
    assert report.repaired == ("69029",)
    kept = shapely.geometry.shape(Outline.objects.get().geometry)
    assert kept.is_valid
    assert kept.area > 0


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        "Polygon",
        [],
        {},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": None},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[1, 2]]]},
        {"type": "Polygon", "coordinates": [[["a", "b"], ["c", "d"], ["e", "f"], ["a", "b"]]]},
        {"type": "Polygon", "coordinates": [[[float("nan"), 1], [2, 3], [4, 5], [float("nan"), 1]]]},
        {"type": "Polygon", "coordinates": [[[1, 1], [2, 2], [3, 3], [1, 1]]]},
        {"type": "Point", "coordinates": [4.9, 45.7]},
        {"type": "LineString", "coordinates": [[4.9, 45.7], [5, 46]]},
        {"type": "Circle", "coordinates": [4.9, 45.7]},
        {"type": "GeometryCollection", "geometries": []},
        {
            "type": "Polygon",
            "coordinates": [[[842000, 6519000], [843000, 6519000], [843000, 6520000], [842000, 6519000]]],
        },
    ],
)
def test_what_is_no_surface_on_the_earth_is_refused(country: dict[str, Territory], geometry: Any) -> None:
    report = actions.set_outlines(features=[feature(geometry, code_insee="69029", nom="Bron")])
    assert report.refused == ("69029 Bron",)
    assert Outline.objects.count() == 0


@pytest.mark.parametrize("properties", [None, [], "x", {"code_insee": None}, {"code_insee": "\x00"}, {"nom": "\ud800"}])
def test_features_with_strange_properties_belong_to_nobody(country: dict[str, Territory], properties: Any) -> None:
    report = actions.set_outlines(features=[{"type": "Feature", "properties": properties, "geometry": square(4, 45)}])
    assert len(report.unknown) == 1


def test_new_borders_move_the_revision(country: dict[str, Territory]) -> None:
    actions.set_outlines(features=[BRON])
    moved = set(Territory.objects.filter(revision=1).values_list("code", flat=True))
    assert moved == {"69029", "200046977", "FR-69", "FR-R84", "FR"}


def test_borders_loaded_again_replace_the_first(country: dict[str, Territory]) -> None:
    actions.set_outlines(features=[BRON])
    actions.set_outlines(features=[feature(square(4.0, 45.0), code_insee="69029")])
    assert Outline.objects.get().west == pytest.approx(4.0)


def test_a_drawing_fits_its_frame_and_leaves_out_what_has_no_border(country: dict[str, Territory]) -> None:
    actions.set_outlines(features=[VILLEURBANNE, BRON])
    both = [country["69266"], country["69123"], country["69029"]]
    box = queries.outline_box(both)
    assert box is not None
    assert tuple(round(side, 3) for side in box) == (45.75, 4.87, 45.79, 4.95)
    drawn = queries.outline_paths(both, box, 400, 300)
    assert [territory.code for territory, _ in drawn] == ["69266", "69029"]
    for _, path in drawn:
        assert path.startswith("M")
        assert path.endswith("z")


def test_nothing_drawn_has_no_box(country: dict[str, Territory]) -> None:
    assert queries.outline_box([country["69266"]]) is None
    assert queries.outline_paths([country["69266"]], tiles.Box(45, 4, 46, 5), 400, 300) == []
    assert queries.outline_paths([], tiles.Box(45, 4, 46, 5), 400, 300) == []


def test_the_frame_keeps_north_up_and_proportions() -> None:
    view = outlines.frame(tiles.Box(45.0, 4.0, 46.0, 5.0), 400, 400)
    import numpy as np

    north_west, middle, south_east = view.place(np.array([[4.0, 46.0], [4.5, 45.5], [5.0, 45.0]])).tolist()
    assert north_west[0] < middle[0] < south_east[0]
    assert north_west[1] < middle[1] < south_east[1]
    assert (round(north_west[1]), round(south_east[1])) == (0, 400)
    assert middle[0] == pytest.approx(200)


def test_neighbours_go_on_sharing_their_border_when_lightened() -> None:
    left = shapely.Polygon([(0, 0), (1, 0), (1, 0.5), (1.00001, 0.50001), (1, 0.50002), (1, 1), (0, 1)])
    right = shapely.Polygon([(1, 0), (2, 0), (2, 1), (1, 1), (1, 0.50002), (1.00001, 0.50001), (1, 0.5)])
    light = outlines.lighten([left, right])
    assert shapely.coverage_is_valid(light)
    assert len(light[0].exterior.coords) == 5


SHARED = Path(__file__).parents[4] / "shared" / "data"


@pytest.mark.shared
def test_the_communes_of_greater_lyon_are_drawn_in_less_than_12_kb(db: None) -> None:
    content = json.loads((SHARED / "territoires-fr" / "contours-grand-lyon.geojson").read_text())
    load_named(content["features"])
    report = actions.set_outlines(features=content["features"])
    assert len(report.drawn) == 58
    communes = list(Territory.objects.filter(level="commune"))
    box = queries.outline_box(communes)
    assert box is not None
    drawn = queries.outline_paths(communes, box, 640, 640)
    assert len(drawn) == 58
    assert 2_000 < sum(len(path) for _, path in drawn) <= 12_000
    own_point(content["features"])


@pytest.mark.shared
def test_belgian_borders_are_matched_and_repaired(db: None) -> None:
    content = json.loads((SHARED / "territoires-be" / "contours-province-liege.geojson").read_text())
    load_named(content["features"], "BE-")
    report = actions.set_outlines(features=content["features"])
    assert len(report.drawn) == 84
    assert report.unknown == report.refused == ()
    assert all(shapely.geometry.shape(row.geometry).is_valid for row in Outline.objects.all())


def load_named(features: list[dict[str, Any]], prefix: str = "") -> None:
    """The communes of a file of borders, without a place of their own."""
    given = [one["properties"] for one in features]
    named = [
        territories.Place(f"{prefix}{one.get('code_insee') or one['code_nis']}", one["nom"], "commune") for one in given
    ]
    actions.load(places=named)


def own_point(features: list[dict[str, Any]]) -> None:
    """Each border holds a point of its own."""
    for one in features:
        point = shapely.geometry.shape(one["geometry"]).representative_point()
        commune = queries.commune_at(point.y, point.x)
        assert commune is not None
        assert commune.code == one["properties"]["code_insee"]
