"""What lies in what."""

from collections.abc import Iterable

from django.db.models import QuerySet

from boucle.foundation.core import rows
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import PostalName, Territory, Within


def ancestors(territory_id: int) -> list[int]:
    """Ids from the territory itself outward: the order in which subsidiarity asks."""
    around = Within.objects.filter(inside=territory_id).order_by("distance", "outside_id")
    return list(around.values_list("outside_id", flat=True))


def descendants_ids(territory: Territory) -> QuerySet[Within, int]:
    """Ids of the territory and everything in it, as a query to nest: `filter(territory__in=descendants_ids(t))`."""
    return Within.objects.filter(outside=territory).values_list("inside_id", flat=True)


def is_within(territory_id: int, outside_id: int) -> bool:
    return Within.objects.filter(inside=territory_id, outside=outside_id).exists()


def children(territory: Territory) -> QuerySet[Territory]:
    """One step down: what has it as parent, or the communes of a basin; by name, then code."""
    if territory.level == Level.BASIN:
        return members(territory)
    return territory.children.order_by("name", "code")


def members(territory: Territory) -> QuerySet[Territory]:
    """Every commune in it (itself, when it is one), by name, then code."""
    inside = Territory.objects.filter(outward__outside=territory, level=Level.COMMUNE)
    return inside.order_by("name", "code")


def by_slug(slug: str) -> Territory | None:
    return rows.by_key(Territory, "slug", slug) if is_plain(slug) else None


def by_code(code: str) -> Territory | None:
    return Territory.objects.filter(code=code).first() if is_plain(code) else None


def is_plain(text: str) -> bool:
    """Whether a database may be asked: what PostgreSQL or UTF-8 cannot hold names nothing."""
    return bool(text) and text.isascii() and text.isprintable()


def open_territories() -> QuerySet[Territory]:
    """Where people are in charge, by name, then code."""
    return Territory.objects.filter(is_open=True).order_by("name", "code")


def postal_codes(territory_ids: Iterable[int]) -> dict[int, list[str]]:
    """Sorted postal codes of each territory that has some."""
    named = PostalName.objects.filter(territory__in=list(territory_ids)).exclude(postal_code="")
    codes: dict[int, list[str]] = {}
    for territory_id, code in named.values_list("territory_id", "postal_code").order_by("postal_code").distinct():
        codes.setdefault(territory_id, []).append(code)
    return codes


def open_around(place: Territory) -> Territory:
    """The closest open territory around a place, itself included; the place when there is none."""
    if place.is_open:
        return place
    rows = Territory.objects.filter(inward__inside=place.pk, is_open=True)
    return rows.order_by("inward__distance", "code").first() or place
