"""Borders: GeoJSON to shapes, repaired and lightened; shapes to the paths of an SVG drawing."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import base

from boucle.foundation.core import tiles

KEPT_TOLERANCE = 0.0001  # degrees, about 10 m: what a border may move when it is kept
DECIMALS = 5  # of a degree: about 1 m
FINEST = 0.4  # units of the drawing: nobody sees less


class WrongGeometry(ValueError):
    """The geometry is not a surface on the Earth."""


@dataclass(frozen=True)
class Border:
    shape: base.BaseGeometry
    was_repaired: bool


def read(geometry: object) -> Border:
    """A valid surface from a GeoJSON geometry in degrees; raises `WrongGeometry`."""
    try:
        shape = shapely.geometry.shape(geometry)
    except Exception as error:  # shapely raises whatever the broken structure provokes
        raise WrongGeometry from error
    is_valid = bool(shape.is_valid)
    surface = surfaces(shape if is_valid else shapely.make_valid(shape, method="structure"))
    if surface.is_empty or not on_earth(surface):
        raise WrongGeometry
    return Border(surface, not is_valid)


def surfaces(shape: base.BaseGeometry) -> base.BaseGeometry:
    """The polygons of a geometry; lines and points that a repair leaves behind fall away."""
    parts = [part for part in shapely.get_parts(shapely.force_2d(shape)) if part.geom_type == "Polygon"]
    nested = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.geom_type == "Polygon"]
    return shapely.unary_union(parts or nested)


def on_earth(shape: base.BaseGeometry) -> bool:
    west, south, east, north = shape.bounds
    return bool(-180 <= west <= east <= 180 and -90 <= south <= north <= 90)


def lighten(borders: Sequence[base.BaseGeometry]) -> list[base.BaseGeometry]:
    """Fewer points, moved by 10 m at most; where the borders share edges they go on sharing them."""
    shapes = np.array(borders, dtype=object)
    if len(shapes) and shapely.coverage_is_valid(shapes):
        simple = shapely.coverage_simplify(shapes, KEPT_TOLERANCE)
    else:
        simple = shapely.simplify(shapes, KEPT_TOLERANCE, preserve_topology=True)
    rounded = shapely.set_precision(simple, 10**-DECIMALS)
    return [new if not new.is_empty else old for new, old in zip(rounded, shapes, strict=True)]


def geojson(shape: base.BaseGeometry) -> dict[str, Any]:
    """A GeoJSON geometry with five decimals."""
    written: dict[str, Any] = shapely.geometry.mapping(shape)
    return {"type": written["type"], "coordinates": rounded(written["coordinates"])}


def rounded(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [rounded(part) for part in value]
    return round(float(value), DECIMALS)


def covers(geometry: Mapping[str, Any], lat: float, lon: float) -> bool:
    return bool(shapely.intersects_xy(shapely.geometry.shape(geometry), lon, lat))


def metres_to(geometry: Mapping[str, Any], lat: float, lon: float) -> float:
    """Metres from a point to a border, 0 inside it; good to a few per cent within some kilometres."""
    scale = np.array([math.cos(math.radians(lat)), 1.0])
    shape = shapely.transform(shapely.geometry.shape(geometry), lambda points: (points - [lon, lat]) * scale)
    return math.radians(float(shape.distance(shapely.Point(0, 0)))) * tiles.EARTH_RADIUS_M


def box(geometry: Mapping[str, Any]) -> tiles.Box:
    west, south, east, north = shapely.geometry.shape(geometry).bounds
    return tiles.Box(south, west, north, east)


def mercator(points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Longitudes and latitudes in degrees to spherical Mercator, in radians, north upward."""
    lat = np.radians(np.clip(points[:, 1], -tiles.LAT_LIMIT, tiles.LAT_LIMIT))
    return np.column_stack([np.radians(points[:, 0]), np.arcsinh(np.tan(lat))])


@dataclass(frozen=True)
class Frame:
    """Where a box of the Earth lies in a drawing: scale in units per radian, middle in radians and in units."""

    scale: float
    middle: tuple[float, float]
    width: float
    height: float

    def place(self, points: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        """Degrees (longitude, latitude) to units of the drawing, y downward."""
        moved = (mercator(points) - self.middle) * self.scale
        return moved * [1, -1] + [self.width / 2, self.height / 2]


def frame(area: tiles.Box, width: float, height: float) -> Frame:
    """The largest frame that shows the whole box, centred, with the right proportions."""
    corners = mercator(np.array([[area.west, area.south], [area.east, area.north]]))
    wide, tall = np.maximum(corners[1] - corners[0], 1e-9)
    middle = corners.mean(axis=0)
    return Frame(min(width / wide, height / tall), (float(middle[0]), float(middle[1])), width, height)


def paths(geometries: Sequence[Mapping[str, Any]], view: Frame, most: int) -> list[str]:
    """SVG path data of each border, in whole units, together at most `most` signs where simplifying can reach it."""
    shapes = shapely.transform([shapely.geometry.shape(one) for one in geometries], view.place)
    shared = bool(len(shapes)) and bool(shapely.coverage_is_valid(shapes))
    tolerance = FINEST
    while True:
        drawn = [path(one) for one in thinned(shapes, tolerance, shared)]
        if sum(map(len, drawn)) <= most or tolerance > max(view.width, view.height) / 10:
            return drawn
        tolerance *= 1.5


def thinned(shapes: Any, tolerance: float, shared: bool) -> Any:
    if shared:
        return shapely.coverage_simplify(shapes, tolerance)
    return shapely.simplify(shapes, tolerance, preserve_topology=True)


def path(shape: base.BaseGeometry) -> str:
    """The largest ring always, the others when they can be seen; relative steps, for they are short."""
    parts = sorted(shapely.get_parts(shape), key=lambda part: -part.area)
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    seen = [ring for number, ring in enumerate(rings) if number == 0 or shapely.Polygon(ring).area >= 2]
    return "".join(ring_path(np.rint(shapely.get_coordinates(ring)).astype(int)) for ring in seen)


def ring_path(points: np.ndarray[Any, Any]) -> str:
    steps = np.diff(points, axis=0)[:-1]
    moves = [f"{x} {y}" if y >= 0 else f"{x}{y}" for x, y in steps.tolist() if x or y]
    start = points[0].tolist()
    return f"M{start[0]} {start[1]}l{' '.join(moves)}z" if moves else f"M{start[0]} {start[1]}z"
