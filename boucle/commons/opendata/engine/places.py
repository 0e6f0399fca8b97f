"""GeoJSON as rows: the properties of each feature, and its point as two columns."""

from typing import Any, BinaryIO

import orjson
from shapely.geometry import shape

from boucle.commons.opendata.engine.tables import Row, Table, Unreadable

LAT, LON = "lat", "lon"


def read(file: BinaryIO) -> Table:
    """The table of a FeatureCollection; a line or a surface gives a point on it. Raises Unreadable."""
    file.seek(0)
    try:
        content = orjson.loads(file.read())
        features = [feature for feature in content["features"] if isinstance(feature, dict)]
    except (ValueError, TypeError, KeyError) as error:
        raise Unreadable("geojson") from error
    if not features:
        raise Unreadable("empty")
    columns = list(dict.fromkeys(name for feature in features for name in cells(feature)))
    rows = (row(number, feature) for number, feature in enumerate(features, start=1))
    licence = next((str(content[name]) for name in ("license", "licence", "copyright") if content.get(name)), "")
    return Table(columns, rows, "utf-8", "", licence)


def row(number: int, feature: dict[str, Any]) -> Row:
    found = cells(feature)
    return Row(number, found, "" if found else "empty")


def cells(feature: dict[str, Any]) -> dict[str, str]:
    properties = feature.get("properties")
    given = {str(name): text(value) for name, value in properties.items()} if isinstance(properties, dict) else {}
    if feature.get("id") is not None:
        given.setdefault("id", str(feature["id"]))
    lat, lon = point(feature.get("geometry"))
    return {name: value for name, value in {**given, LAT: lat, LON: lon}.items() if value}


def text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value).strip()


def point(geometry: Any) -> tuple[str, str]:
    try:
        place = shape(geometry).representative_point()
        return repr(place.y), repr(place.x)
    except Exception:  # shapely raises many kinds for what is no geometry: such a feature has no point
        return "", ""
