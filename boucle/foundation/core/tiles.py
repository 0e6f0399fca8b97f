"""Places as integers: a point's tile is the Morton code of its web-map tile at zoom 24 (about 2 m).

A map tile or a box is then a few ranges of one index, and a cluster is a `GROUP BY tile >> n`, on both engines.
Projection: spherical Mercator, EPSG:3857. Morton (Z-order) codes: G. M. Morton, IBM, 1966.
"""

import math
from typing import NamedTuple

ZOOM = 24
LAT_LIMIT = 85.05112878
EARTH_RADIUS_M = 6_371_008.8  # mean radius, IUGG


class Box(NamedTuple):
    """A box in degrees, WGS 84."""

    south: float
    west: float
    north: float
    east: float


def column_row(lat: float, lon: float, zoom: int = ZOOM) -> tuple[int, int]:
    """Column (from west) and row (from north) of the web-map tile that holds a point in degrees."""
    side = 1 << zoom
    lat = max(-LAT_LIMIT, min(LAT_LIMIT, lat))
    x = (lon + 180.0) / 360.0 * side
    y = (1.0 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2.0 * side
    return min(side - 1, max(0, int(x))), min(side - 1, max(0, int(y)))


def spread(value: int) -> int:
    """Puts a zero bit between the bits of a 24-bit number."""
    value = (value | value << 16) & 0x0000FFFF0000FFFF
    value = (value | value << 8) & 0x00FF00FF00FF00FF
    value = (value | value << 4) & 0x0F0F0F0F0F0F0F0F
    value = (value | value << 2) & 0x3333333333333333
    return (value | value << 1) & 0x5555555555555555


def squeeze(value: int) -> int:
    """Undoes `spread`."""
    value &= 0x5555555555555555
    value = (value | value >> 1) & 0x3333333333333333
    value = (value | value >> 2) & 0x0F0F0F0F0F0F0F0F
    value = (value | value >> 4) & 0x00FF00FF00FF00FF
    value = (value | value >> 8) & 0x0000FFFF0000FFFF
    return (value | value >> 16) & 0x00000000FFFFFFFF


def join(column: int, row: int) -> int:
    return spread(column) | spread(row) << 1


def split(code: int) -> tuple[int, int]:
    return squeeze(code), squeeze(code >> 1)


def encode(lat: float, lon: float) -> int:
    """The tile of a point in degrees: a 48-bit integer."""
    return join(*column_row(lat, lon))


def corner(column: float, row: float, zoom: int) -> tuple[float, float]:
    """Latitude and longitude, in degrees, of the north-west corner of a tile (fractions give points inside)."""
    side = 1 << zoom
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / side))))
    return lat, column / side * 360.0 - 180.0


def centre(code: int, zoom: int) -> tuple[float, float]:
    """Latitude and longitude of the middle of the tile whose code at `zoom` is `code`."""
    column, row = split(code)
    return corner(column + 0.5, row + 0.5, zoom)


def tile_box(zoom: int, column: int, row: int) -> Box:
    """The box of a web-map tile z/x/y."""
    north, west = corner(column, row, zoom)
    south, east = corner(column + 1, row + 1, zoom)
    return Box(south, west, north, east)


def tile_range(zoom: int, column: int, row: int) -> tuple[int, int]:
    """First and last tile (both included) inside a web-map tile: one index range."""
    shift = 2 * (ZOOM - zoom)
    first = join(column, row) << shift
    return first, first + (1 << shift) - 1


def box_ranges(box: Box, most: int = 16) -> list[tuple[int, int]]:
    """Index ranges that cover a box, at most `most` of them, sorted and merged; they may cover a little more,
    so the caller still compares latitudes and longitudes."""
    left, top = column_row(box.north, box.west)
    right, bottom = column_row(box.south, box.east)
    zoom = ZOOM
    while (right - left + 1) * (bottom - top + 1) > most:
        left, top, right, bottom, zoom = left >> 1, top >> 1, right >> 1, bottom >> 1, zoom - 1
    cells = sorted(tile_range(zoom, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1))
    merged = [cells[0]]
    for first, last in cells[1:]:
        if first == merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged


def around(lat: float, lon: float, metres: float) -> Box:
    """The box that holds every point at most `metres` away."""
    tall = math.degrees(metres / EARTH_RADIUS_M)
    wide = tall / max(0.01, math.cos(math.radians(lat)))
    return Box(lat - tall, lon - wide, lat + tall, lon + wide)


def distance(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in metres (haversine formula)."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(half)))
