"""Places: the nearest first, circles, boxes, and a map that says what the list says."""

import math
import random
from typing import Any

import pytest

from boucle.commons.search import engine, queries
from boucle.foundation.core import tiles
from boucle.foundation.lifecycle.enums import State
from tests.factories import accounts, contributions, search

pytestmark = pytest.mark.django_db
HERE = (45.733, 4.913)


@pytest.fixture
def spread() -> dict[str, tuple[float, float]]:
    """Sixty fiches around Bron, thick in the middle, thin far away."""
    chance = random.Random(3)
    place = contributions.commune()
    referent = accounts.coordinator(place)
    points = {}
    for index in range(60):
        reach = 0.0005 * 1.12**index
        angle = chance.random() * 2 * math.pi
        points[f"Fiche {index}"] = (HERE[0] + reach * math.sin(angle), HERE[1] + reach * math.cos(angle))
    for title, (lat, lon) in points.items():
        contributions.contribution(State.PUBLISHED, decider=referent, title=title, lat=lat, lon=lon)
    search.work()
    return points


def metres(point: tuple[float, float]) -> float:
    return tiles.distance(*HERE, *point)


def is_nearest_first(titles: list[str], points: dict[str, tuple[float, float]]) -> bool:
    """Each once, none missing before the last, in order to the two metres of a tile."""
    found = [metres(points[title]) for title in titles]
    expected = sorted(metres(point) for point in points.values())[: len(titles)]
    return len(set(titles)) == len(titles) and found == pytest.approx(expected, abs=3)


def test_the_nearest_comes_first_page_after_page_and_back(spread: dict[str, tuple[float, float]]) -> None:
    place = contributions.commune()
    first = queries.page(search.ask(place, lat=HERE[0], lon=HERE[1]))
    pages = search.walk(first)
    assert is_nearest_first([title for titles in pages for title in titles], spread)
    assert [row.distance_m for row in first.rows] == [round(metres(spread[row.title])) for row in first.rows]
    third = search.follow(place, search.follow(place, first.next).next)
    assert [row.title for row in search.follow(place, third.previous).rows] == pages[1]


def test_a_circle_holds_what_is_in_it_in_every_order(spread: dict[str, tuple[float, float]]) -> None:
    place = contributions.commune()
    for distance in (1, 5, 15, 50):
        expected = {title for title, point in spread.items() if metres(point) <= distance * 1000}
        for order in ("distance", "fraicheur"):
            asked = search.ask(place, lat=HERE[0], lon=HERE[1], distance=distance, tri=order)
            assert {row.title for row in queries.rows(asked)} == expected
            assert queries.page(asked).total == len(expected)


def test_a_box_holds_what_is_in_it_walked_or_sorted(
    spread: dict[str, tuple[float, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from boucle.commons.search.queries import walk

    west, south, east, north = 4.90, 45.72, 4.93, 45.75
    expected = {title for title, (lat, lon) in spread.items() if south <= lat <= north and west <= lon <= east}
    asked = search.ask(contributions.commune(), zone=f"{west},{south},{east},{north}")
    sorted_ = [row.title for row in queries.rows(asked)]
    monkeypatch.setattr(walk, "FEW", 2)
    walked = [row.title for row in queries.rows(asked)]
    assert (set(sorted_), walked) == (expected, sorted_)
    assert queries.page(asked).total == len(expected) > 20


def test_a_fiche_that_only_says_its_commune_is_near_its_middle_but_on_no_map() -> None:
    place = contributions.metropole()
    search.published(title="Sans adresse")
    search.published(title="Loin", lat=45.75, lon=4.90)
    search.published(title="Partout", territory=place)
    assert search.titles(place, lat=HERE[0], lon=HERE[1]) == ["Sans adresse", "Loin", "Partout"]
    assert search.titles(place, lat=HERE[0], lon=HERE[1], distance=1) == ["Sans adresse", "Partout"]
    [row] = [row for row in queries.page(search.ask(place, ou="Bron")).rows if row.title == "Sans adresse"]
    assert row.distance_m is None
    assert [cluster.count for cluster in queries.clusters(search.ask(place))] == [1]


def test_the_map_counts_what_the_list_counts(spread: dict[str, tuple[float, float]]) -> None:
    place = contributions.commune()
    for typed in ({}, {"theme": "manger"}, {"q": "fiche"}, {"depuis": 7}, {"cote": "need"}):
        asked = search.ask(place, **typed, zone="4.6,45.4,5.3,46.0")
        total = queries.page(asked).total
        for zoom in (None, 6, 12, 18):
            found = queries.clusters(asked, zoom)
            assert sum(cluster.count for cluster in found) == total
            assert len(found) <= 256
            for cluster in found:
                assert cluster.box.south <= cluster.lat <= cluster.box.north
                assert cluster.box.west <= cluster.lon <= cluster.box.east
                assert (cluster.row is not None) == (cluster.count == 1)


def test_a_fiche_alone_on_the_map_says_its_name() -> None:
    row = search.published(title="Seule", lat=HERE[0], lon=HERE[1])
    [cluster] = queries.clusters(search.ask(contributions.commune()))
    assert cluster.row is not None
    assert (cluster.row.reference, cluster.count, cluster.is_more) == (row.reference, 1, False)
    assert tiles.distance(cluster.lat, cluster.lon, *HERE) < 5


def test_a_crowded_place_is_read_in_bounded_steps(
    spread: dict[str, tuple[float, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    from boucle.commons.search.queries import near

    monkeypatch.setattr(near, "MOST_READ", 30)
    asked = search.ask(contributions.commune(), lat=HERE[0], lon=HERE[1])
    assert is_nearest_first([row.title for row in queries.page(asked).rows], spread)


def test_an_empty_territory_has_an_empty_map() -> None:
    assert queries.clusters(search.ask(contributions.commune())) == []


@pytest.mark.parametrize("seed", range(20))
def test_masked_tiles_compare_like_columns_and_rows(seed: int) -> None:
    chance = random.Random(seed)
    lats, lons = sorted(chance.uniform(-80, 80) for _ in "ab"), sorted(chance.uniform(-179, 179) for _ in "ab")
    left, right, top, bottom = engine.box_masks(tiles.Box(lats[0], lons[0], lats[1], lons[1]))
    for _ in range(200):
        lat, lon = chance.uniform(-85, 85), chance.uniform(-180, 180)
        tile = tiles.encode(lat, lon)
        is_inside = left <= tile & engine.COLUMN_BITS <= right and top <= tile & engine.ROW_BITS <= bottom
        expected: Any = lats[0] <= lat <= lats[1] and lons[0] <= lon <= lons[1]
        assert is_inside == expected
