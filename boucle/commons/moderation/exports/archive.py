"""The archive of a closed situation: the published columns of open data, as they were on its last day.

Read two thousand rows at a time: the memory does not grow with the archive.
"""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

import orjson
from django.db.models import QuerySet

from boucle.commons.opendata.exports import columns, features, tables
from boucle.foundation.situations.models import ArchiveRow

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "json": "application/json",
}
BATCH = 2000


def stream(rows: QuerySet[ArchiveRow], extension: str) -> Iterator[bytes]:
    """The whole archive in pieces; `extension` is one of FORMATS."""
    contents = rows.values_list("content", flat=True).iterator(chunk_size=BATCH)
    return {"csv": as_csv, "geojson": as_geojson, "json": as_json}[extension](contents)


def as_csv(contents: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    names = [column.name for column in columns.every()]
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(names)
    for content in contents:
        writer.writerow([tables.cell(content.get(name)) for name in names])
        if buffer.tell() > tables.CHUNK:
            yield tables.take(buffer)
    yield tables.take(buffer)


def as_geojson(contents: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    head = {"type": "FeatureCollection", "licence": features.LICENCE, "attribution": features.attribution()}
    yield orjson.dumps(head)[:-1] + b',"features":['
    yield from joined(feature(content) for content in contents)
    yield b"]}\n"


def feature(content: dict[str, Any]) -> dict[str, Any]:
    properties = {name: value for name, value in content.items() if name not in {"id", "lat", "lon"}}
    lat, lon = content.get("lat"), content.get("lon")
    geometry = None if lat is None else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "id": content["id"], "geometry": geometry, "properties": properties}


def as_json(contents: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    head = {"licence": features.LICENCE, "attribution": features.attribution()}
    yield orjson.dumps(head)[:-1] + b',"items":['
    yield from joined(contents)
    yield b"]}\n"


def joined(items: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    separator = b""
    for item in items:
        yield separator + orjson.dumps(item)
        separator = b","
