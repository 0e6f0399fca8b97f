"""Places as integers."""

import itertools
import random

import pytest

from boucle.foundation.core import tiles

LYON = (45.764, 4.8357)


def test_the_tile_of_the_north_west_corner_is_zero() -> None:
    assert tiles.encode(85.06, -180.0) == 0


def test_the_tile_of_the_south_east_corner_is_the_last_one() -> None:
    assert tiles.encode(-85.06, 179.9999999) == 2**48 - 1


def test_splitting_undoes_joining() -> None:
    rng = random.Random(7)
    for _ in range(200):
        column, row = rng.randrange(2**24), rng.randrange(2**24)
        assert tiles.split(tiles.join(column, row)) == (column, row)


def test_the_centre_of_a_tile_is_near_its_point() -> None:
    lat, lon = tiles.centre(tiles.encode(*LYON), tiles.ZOOM)
    assert tiles.distance(lat, lon, *LYON) < 3


def test_a_tile_at_a_wider_zoom_is_a_prefix() -> None:
    column, row = tiles.column_row(*LYON, zoom=12)
    first, last = tiles.tile_range(12, column, row)
    assert first <= tiles.encode(*LYON) <= last


@pytest.mark.parametrize("metres", [100, 1_000, 15_000, 200_000])
def test_the_ranges_of_a_box_hold_every_point_of_the_box(metres: float) -> None:
    rng = random.Random(metres)
    box = tiles.around(*LYON, metres)
    ranges = tiles.box_ranges(box)
    for _ in range(300):
        code = tiles.encode(rng.uniform(box.south, box.north), rng.uniform(box.west, box.east))
        assert any(first <= code <= last for first, last in ranges)


def test_the_ranges_of_a_box_are_few_sorted_and_apart() -> None:
    ranges = tiles.box_ranges(tiles.around(*LYON, 5_000))
    assert 1 <= len(ranges) <= 16
    assert all(left[1] + 1 < right[0] for left, right in itertools.pairwise(ranges))


def test_the_box_around_a_point_holds_what_is_that_far_and_not_much_more() -> None:
    box = tiles.around(*LYON, 1_000)
    assert tiles.distance(*LYON, box.north, LYON[1]) == pytest.approx(1_000, rel=1e-6)
    assert tiles.distance(*LYON, LYON[0], box.east) == pytest.approx(1_000, rel=1e-3)


def test_paris_is_392_kilometres_from_lyon() -> None:
    # Geodesic distance between the two town halls, WGS 84 (IGN): 391.5 km; the sphere is within 0.5 %.
    assert tiles.distance(48.8566, 2.3522, *LYON) == pytest.approx(391_500, rel=0.005)
