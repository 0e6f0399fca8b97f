"""Coordinates as people paste them."""

import pytest

from boucle.foundation.territories.engine import points


@pytest.mark.parametrize(
    "typed",
    [
        "45.76, 4.88",
        "45.76 4.88",
        "45.76;4.88",
        "45,76 4,88",
        "45,76; 4,88",
        "45,76, 4,88",
        "(45.76, 4.88)",
        "45.76° 4.88°",
        "45.76° N, 4.88° E",
        "N 45.76 E 4.88",
        "4.88 E 45.76 N",
        "lat: 45.76 lon: 4.88",
        "Latitude 45.76, Longitude 4.88",
        "GPS : 45.76, 4.88",
        "45°45'36\"N 4°52'48\"E",
        "45° 45′ 36″ Nord, 4° 52′ 48″ Est",
        "N 45°45.6' E 4°52.8'",
        "geo:45.76,4.88",
        "geo:45.76,4.88;u=35",
        "https://www.openstreetmap.org/#map=15/45.76/4.88",
        "https://www.openstreetmap.org/?mlat=45.76&mlon=4.88#map=12/46.0000/5.0000",
        "https://www.google.com/maps/@45.76,4.88,15z",
        "https://www.google.com/maps/place/Bron/@45.7,4.9,15z/data=!3m1!4b1!3d45.76!4d4.88",
        "https://maps.google.com/?q=45.76,4.88",
        "https://www.google.com/maps/search/?api=1&query=45.76%2C4.88",
        "https://maps.apple.com/?ll=45.76,4.88",
        "https://www.bing.com/maps?cp=45.76~4.88&lvl=12",
        "  45.76 ,\t4.88  ",
    ],
)
def test_a_point_is_read_however_it_is_written(typed: str) -> None:
    found = points.read(typed)
    assert found is not None
    assert (round(found[0], 6), round(found[1], 6)) == (45.76, 4.88)


@pytest.mark.parametrize(
    ("typed", "point"),
    [
        ("-21.11, 55.53", (-21.11, 55.53)),
        ("48°51'S 2°30'O", (-48.85, -2.5)),
        ("46.16 N 1.15 W", (46.16, -1.15)),
        ("−12,78 45,23", (-12.78, 45.23)),
    ],
)
def test_south_and_west_are_negative(typed: str, point: tuple[float, float]) -> None:
    assert points.read(typed) == pytest.approx(point)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "Villeurbanne",
        "69100",
        "69100 Villeurbanne",
        "12 rue 4 septembre",
        "45 4",
        "91.5, 4.88",
        "45.76, 181.2",
        "45.76",
        "45.76, 4.88, 12.5",
        "45.76 N 46.1 N",
        "geo:",
        "geo:x,y",
        "https://www.openstreetmap.org/",
        "NaN, inf",
        "😀",
        "\x00",
        "%_",
        "9" * 10_000,
        "1.1," * 5_000,
        "°" * 10_000,
    ],
)
def test_what_is_no_point_is_not_read_as_one(typed: str) -> None:
    assert points.read(typed) is None
