"""The shipped lists, beside other lists of the same facts."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from boucle.foundation.core import tiles
from boucle.foundation.territories import actions, data, queries
from boucle.foundation.territories.engine.places import Place

SHARED = Path(__file__).parents[4] / "shared" / "data"
shared = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the folder of shared data is not beside the project"),
]


@pytest.fixture(scope="module")
def listed() -> dict[str, Place]:
    return {place.code: place for place in data.places()}


def rows(name: str) -> Iterator[dict[str, str]]:
    with (SHARED / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def test_the_lists_are_whole(listed: dict[str, Place]) -> None:
    levels = Counter((place.country, place.level) for place in listed.values())
    assert levels["FR", "commune"] == 34_969
    assert levels["FR", "epci"] == 1_255
    assert levels["BE", "commune"] == 565
    assert levels["BE", "department"] == 10
    assert levels["BE", "region"] == 3
    assert levels["FR", "country"] == levels["BE", "country"] == 1


def test_whatever_holds_a_place_is_in_the_lists_before_it(listed: dict[str, Place]) -> None:
    seen: set[str] = set()
    for place in listed.values():
        assert set(place.within) <= seen
        seen.add(place.code)


def test_almost_every_slug_is_its_own_and_readable(listed: dict[str, Place]) -> None:
    slugs = Counter(place.slug for place in listed.values())
    assert {slug for slug, count in slugs.items() if count > 1} <= {"cc-des-quatre-rivieres"}
    told = {code: listed[code].slug for code in ("69266", "93066", "75056", "FR-75", "FR-69", "BE-62063", "FR-974")}
    assert told == {
        "69266": "villeurbanne",
        "93066": "saint-denis-93",
        "75056": "paris",
        "FR-75": "paris-departement",
        "FR-69": "rhone",
        "BE-62063": "liege",
        "FR-974": "la-reunion-departement",
    }


def test_a_commune_lies_in_its_intercommunality_departement_region_and_country(listed: dict[str, Place]) -> None:
    assert listed["69266"].within == ("200046977", "FR-69", "FR-R84", "FR")
    assert listed["BE-62063"].within == ("BE-60000", "BE-03000", "BE")
    assert listed["BE-21004"].within == ("BE-04000", "BE")


def test_almost_every_commune_has_a_point_and_a_postal_code(listed: dict[str, Place]) -> None:
    communes = [place for place in listed.values() if place.level == "commune"]
    assert sum(place.lat is None for place in communes) < 60
    assert sum(not place.postal_codes for place in communes) == 5


def test_the_lists_are_small() -> None:
    assert sum(path.stat().st_size for path in data.FOLDER.glob("*.gz")) < 1_500_000


def test_one_departement_alone_comes_with_what_holds_it() -> None:
    some = data.places(countries=["FR"], departments=["2A"])
    assert {place.within[-3] for place in some if place.level == "commune"} == {"FR-2A"}
    assert {place.code for place in some if place.level in ("country", "region", "department")} == {
        "FR",
        "FR-R94",
        "FR-2A",
    }


@pytest.mark.parametrize(("countries", "departments"), [(["XX"], []), (["FR"], ["999"])])
def test_what_the_lists_do_not_hold_is_refused(countries: list[str], departments: list[str]) -> None:
    with pytest.raises(data.NotInLists):
        data.places(countries=countries, departments=departments)


class TestBesideAnotherList:
    pytestmark = shared

    def test_french_communes_are_the_same(self, listed: dict[str, Place]) -> None:
        far = []
        for row in rows("territoires-fr/communes.csv"):
            if row["type"] != "commune-actuelle":
                continue
            place = listed[row["code_insee"]]
            assert place.name == row["nom"]
            assert place.within[0] == row["siren_epci"] or not row["siren_epci"]
            assert set(place.postal_codes) == set(re.findall(r"\d+", row["codes_postaux"]))
            if row["lat"] and place.lat is not None and place.lon is not None:
                far.append(tiles.distance(place.lat, place.lon, float(row["lat"]), float(row["lon"])))
        assert len(far) > 34_000
        assert sum(metres > 3_000 for metres in far) < len(far) / 100

    def test_belgian_communes_are_those_of_2025(self, listed: dict[str, Place]) -> None:
        kept = [row for row in rows("territoires-be/communes-belgique.csv") if f"BE-{row['code_nis']}" in listed]
        assert len(kept) == 552
        for row in kept:
            place = listed[f"BE-{row['code_nis']}"]
            assert row["nom_nl"] in (place.name, *place.other_names)

    def test_the_points_of_limousin_find_their_communes(self, db: None) -> None:
        actions.load(places=data.places(countries=["FR"], departments=["19", "23", "87"]))
        points = [
            (float(row["lat"]), float(row["lon"]))
            for row in rows("initiatives-alternatiba-limousin/initiatives.csv")
            if row["lat"]
        ]
        assert len(points) > 190
        found = [queries.commune_at(*point) for point in points]
        assert sum(commune is not None for commune in found) >= len(points) - 2
