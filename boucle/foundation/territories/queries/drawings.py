"""Borders as drawings."""

from collections.abc import Sequence

from django.db.models import Max, Min

from boucle.foundation.core import tiles
from boucle.foundation.territories.engine import outlines
from boucle.foundation.territories.models import Outline, Territory
from boucle.foundation.territories.queries import nesting

LIGHT = 12_000  # signs: what a map of borders may weigh in a page


def outline_paths(
    territories: Sequence[Territory], box: tiles.Box, width: float, height: float, *, most: int = LIGHT
) -> list[tuple[Territory, str]]:
    """The drawn territories with their SVG path data, in the order given; those without a border are left out.

    The box (degrees) is centred in `width` × `height` units, Mercator, north up; `most` bounds the signs of all paths.
    """
    drawn = Outline.objects.in_bulk([territory.pk for territory in territories])
    shown = [territory for territory in territories if territory.pk in drawn]
    view = outlines.frame(box, width, height)
    paths = outlines.paths([drawn[territory.pk].geometry for territory in shown], view, most)
    return list(zip(shown, paths, strict=True))


def outline_box(territories: Sequence[Territory]) -> tiles.Box | None:
    """The box that holds the borders of these territories, or None when none is drawn."""
    rows = Outline.objects.filter(territory__in=[territory.pk for territory in territories])
    sides = rows.aggregate(Min("south"), Min("west"), Max("north"), Max("east"))
    values = [sides[name] for name in ("south__min", "west__min", "north__max", "east__max")]
    return None if None in values else tiles.Box(*values)


def members_box(territory: Territory, margin: float) -> tiles.Box | None:
    """The box that holds the borders of its communes and, `margin` degrees around, their middles."""
    borders = Outline.objects.filter(territory__outward__outside=territory)
    drawn = borders.aggregate(south=Min("south"), west=Min("west"), north=Max("north"), east=Max("east"))
    communes = nesting.members(territory).filter(lat__isnull=False).order_by()
    middles = communes.aggregate(south=Min("lat"), west=Min("lon"), north=Max("lat"), east=Max("lon"))
    if middles["south"] is None:
        return None if drawn["south"] is None else tiles.Box(**drawn)
    wide = {"south": -margin, "west": -margin, "north": margin, "east": margin}
    around = tiles.Box(**{side: middles[side] + wide[side] for side in wide})
    if drawn["south"] is None:
        return around
    if Outline.objects.filter(territory__in=communes.values("pk")).count() == communes.count():
        return tiles.Box(**drawn)  # every commune is drawn: their borders are the whole of it
    most = {side: (min if side in ("south", "west") else max) for side in wide}
    return tiles.Box(**{side: most[side](drawn[side], getattr(around, side)) for side in wide})


def has_outline(territory: Territory) -> bool:
    return Outline.objects.filter(territory=territory).exists()
