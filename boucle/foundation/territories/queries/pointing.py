"""Which commune a point lies in, and whether a territory holds it."""

import math

from django.db.models import Q

from boucle.foundation.core import tiles
from boucle.foundation.territories.engine import outlines
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Outline, Territory
from boucle.foundation.territories.queries import nesting

FARTHEST = 15_000  # metres: beyond, a commune's centre says nothing about a point
SLACK = 300  # metres: a quay, a beach, a border drawn a little short
MOST_CENTRES = 24
SMALLEST_RADIUS = 500  # metres
USUAL_RADIUS = 2000  # metres: the median commune of France


def commune_at(lat: float, lon: float, *, inside: Territory | None = None) -> Territory | None:
    """The commune of a point in degrees: by its border where it is drawn, else the likeliest by centre and area among
    those within 15 km whose border is not drawn."""
    return commune_around(lat, lon, inside) or commune_near(lat, lon, inside)


def contains(territory: Territory, lat: float, lon: float) -> bool:
    """Whether a point in degrees lies in a territory, by the territory's own border or its communes."""
    drawn = Outline.objects.filter(territory=territory).first()
    if drawn is not None:
        return outlines.metres_to(drawn.geometry, lat, lon) <= SLACK
    commune = commune_at(lat, lon)
    return commune is not None and nesting.is_within(commune.pk, territory.pk)


def commune_around(lat: float, lon: float, inside: Territory | None) -> Territory | None:
    box = Q(south__lte=lat, north__gte=lat, west__lte=lon, east__gte=lon)
    rows = Outline.objects.filter(box, territory__level=Level.COMMUNE).select_related("territory")
    if inside is not None:
        rows = rows.filter(territory__outward__outside=inside)
    holding = (row for row in rows.order_by("territory__code") if outlines.covers(row.geometry, lat, lon))
    return next((row.territory for row in holding), None)


def commune_near(lat: float, lon: float, inside: Territory | None) -> Territory | None:
    """A commune whose border is drawn elsewhere is not taken, but for a point just outside it."""
    box = tiles.around(lat, lon, FARTHEST)
    rows = Territory.objects.filter(
        level=Level.COMMUNE, lat__range=(box.south, box.north), lon__range=(box.west, box.east)
    )
    if inside is not None:
        rows = rows.filter(outward__outside=inside)
    nearest = sorted((remoteness(row, lat, lon), row.code, row) for row in rows)[:MOST_CENTRES]
    drawn = Outline.objects.in_bulk([row.pk for _, _, row in nearest]) if nearest else {}
    for _, _, row in nearest:
        border = drawn.get(row.pk)
        if border is None or outlines.metres_to(border.geometry, lat, lon) <= SLACK:
            return row
    return None


def remoteness(territory: Territory, lat: float, lon: float) -> float:
    """Distance that counts less for a wide commune: by the square root of its radius, nine points of ten in ten are
    given to the right commune of France (measured; without it eight or nine)."""
    metres = tiles.distance(lat, lon, territory.lat or 0.0, territory.lon or 0.0)
    return metres / math.sqrt(max(territory.radius or USUAL_RADIUS, SMALLEST_RADIUS))
