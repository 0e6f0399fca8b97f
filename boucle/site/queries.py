"""Reads of the way in: which open territories hold a commune that somebody named."""

from collections import defaultdict
from dataclasses import dataclass

from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory, Within

SHOWN_CODES = 3


@dataclass(frozen=True)
class Place:
    """A commune that somebody may mean, and the open territories that hold it, the closest first."""

    name: str
    detail: str  # postal codes and département, to tell two of the same name apart
    homes: list[Territory]


def places(typed: str) -> list[Place]:
    """The communes that a name, a postal code or a point may mean."""
    found = territories.find(typed).candidates
    homes = homes_of([candidate.territory for candidate in found])
    return [
        Place(
            candidate.territory.name,
            ", ".join(filter(None, [*candidate.postal_codes[:SHOWN_CODES], candidate.department])),
            homes[candidate.territory.pk],
        )
        for candidate in found
    ]


def homes_of(communes: list[Territory]) -> defaultdict[int, list[Territory]]:
    """For each commune the open territories around it, itself included; one query."""
    rows = Within.objects.filter(inside__in=communes, outside__is_open=True).select_related("outside")
    homes: defaultdict[int, list[Territory]] = defaultdict(list)
    for row in rows.order_by("distance", "outside__name", "outside_id"):
        homes[row.inside_id].append(row.outside)
    return homes


def only_territory() -> Territory | None:
    """The one territory that is open, when there is exactly one: pages outside any territory are framed by it."""
    opened = list(territories.open_territories()[:2])
    return opened[0] if len(opened) == 1 else None
