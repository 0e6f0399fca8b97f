"""Entries as files: GeoJSON for maps, CSV for a spreadsheet. Nobody's details are in GeoJSON."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

import orjson

from boucle.before.plans.models import Entry, Means, Person, Stake
from boucle.commons.opendata.exports import tables

GEOJSON = "application/geo+json"
CSV = "text/csv; charset=utf-8"

# Columns of the files, said in docs/how-to: names never change
STAKE = ("variety", "name", "address", "people", "need", "source")
MEANS = ("variety", "name", "quantity", "ownership", "holder", "place", "minutes", "source")
PERSON = ("rank", "function", "organisation", "discipline", "public_phone")
BESIDE = ("section", "checked_on")
CONTACT = ("contact_name", "contact_phone", "contact_email")


def features(rows: Iterable[Entry]) -> bytes:
    """RFC 7946; a line without a point has a null geometry, and is not lost."""
    made = [feature(row) for row in rows]
    return orjson.dumps({"type": "FeatureCollection", "features": made}) + b"\n"


def feature(row: Entry) -> dict[str, Any]:
    names = STAKE if isinstance(row, Stake) else MEANS
    lat, lon = getattr(row, "lat", None), getattr(row, "lon", None)
    geometry = {"type": "Point", "coordinates": [lon, lat]} if lat is not None else None
    properties = {name: getattr(row, name) for name in names} | beside(row)
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def beside(row: Entry) -> dict[str, Any]:
    return {
        "section": row.section.contribution.reference,
        "checked_on": row.checked_on.isoformat() if row.checked_on else None,
    }


def directory(rows: Iterable[Person]) -> Iterator[list[Any]]:
    """The header, then a line per person in the order of alert; for the crisis staff alone."""
    yield [*PERSON, "stands_in_for", *CONTACT, *BESIDE]
    for row in rows:
        yield [*cells(row, PERSON), str(row.stands_in_for or ""), *contact(row), *beside(row).values()]


def inventory(rows: Iterable[Means]) -> Iterator[list[Any]]:
    yield [*MEANS, "lat", "lon", "is_open", *CONTACT, *BESIDE]
    for row in rows:
        yield [*cells(row, (*MEANS, "lat", "lon", "is_open")), *contact(row), *beside(row).values()]


def cells(row: Entry, names: Iterable[str]) -> list[Any]:
    return [getattr(row, name) for name in names]


def contact(row: Person | Means) -> list[str]:
    known = row.contact
    return [known.name, known.phone, known.email] if known else ["", "", ""]


def written(lines: Iterable[list[Any]], *, is_for_excel: bool) -> bytes:
    """As the house writes CSV: no cell can run a formula; semicolons and a mark for a French Excel."""
    buffer = StringIO()
    buffer.write(tables.BOM if is_for_excel else "")
    writer = csv.writer(buffer, delimiter=";" if is_for_excel else ",", lineterminator="\r\n")
    writer.writerows([tables.cell(value) for value in line] for line in lines)
    return buffer.getvalue().encode()
