"""The smallest large territory that holds everything of another: a search inside reads its words only."""

from functools import lru_cache

from boucle.commons.search.queries.found import fetch
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory

LEVELS = (Level.DEPARTMENT, Level.REGION)  # those that have words of their own, the smallest first
NARROWER = frozenset({Level.EPCI, Level.BASIN, Level.COMMUNE})
KEPT = 4096  # territories

# An intercommunality may lie in two departments, even in two regions: only what holds every place inside holds it.
HOLDERS = """
    SELECT large.id, large.level FROM territories_within here
    JOIN territories_within outward ON outward.inside_id = here.inside_id
    JOIN territories_territory large ON large.id = outward.outside_id AND large.level IN (%s, %s)
    WHERE here.outside_id = %s
    GROUP BY large.id, large.level
    HAVING count(*) = (SELECT count(*) FROM territories_within WHERE outside_id = %s)
"""


def holder(place: Territory) -> int | None:
    """The department, else the region, that holds a territory whole; itself when it is one. None for a country, and
    for what lies in several regions."""
    if place.level in LEVELS:
        return place.pk
    return kept(place.pk, place.revision) if place.level in NARROWER else None


@lru_cache(maxsize=KEPT)
def kept(territory_id: int, revision: int) -> int | None:
    """Read once per revision of the territory: a change of nesting asks for a new index, which moves it."""
    found = {level: id_ for id_, level in fetch(HOLDERS, [*LEVELS, territory_id, territory_id])}
    return next((found[level] for level in LEVELS if level in found), None)
