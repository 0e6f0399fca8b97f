"""GeoJSON (RFC 7946): one feature per record; a record without a point has a null geometry, and is not lost."""

from collections.abc import Iterable, Iterator
from typing import Any

import orjson
from django.utils.translation import gettext as _

from boucle.commons.opendata.exports import columns as published
from boucle.commons.opendata.queries.records import Record

ROWS = 100  # features written together: about 64 kB
LICENCE = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


def stream(records: Iterable[Record]) -> Iterator[bytes]:
    """The head at once, then the features in pieces of about 64 kB."""
    head = {"type": "FeatureCollection", "licence": LICENCE, "attribution": attribution()}
    yield orjson.dumps(head)[:-1] + b',"features":['
    separator = b""
    batch: list[dict[str, Any]] = []
    for record in records:
        batch.append(feature(record))
        if len(batch) == ROWS:
            yield separator + orjson.dumps(batch, option=OPTIONS)[1:-1]
            separator, batch = b",", []
    yield (separator + orjson.dumps(batch, option=OPTIONS)[1:-1] if batch else b"") + b"]}\n"


def attribution() -> str:
    return _("Fiches published with Boucle, Licence Ouverte 2.0 unless a fiche says otherwise")


def feature(record: Record) -> dict[str, Any]:
    properties = published.values(record)
    identifier = properties.pop("id")
    lat, lon = properties.pop("lat"), properties.pop("lon")
    geometry = {"type": "Point", "coordinates": [lon, lat]} if lat is not None else None
    return {"type": "Feature", "id": identifier, "geometry": geometry, "properties": properties}
