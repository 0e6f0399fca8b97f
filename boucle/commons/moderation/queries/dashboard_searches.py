"""Searches that found nothing, and pages read: counts by day, of nobody."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum

from boucle.commons.moderation.queries import figures
from boucle.commons.search.models import EmptySearch, Visit
from boucle.foundation.core import clock
from boucle.foundation.territories.models import Territory

SEARCH_DAYS = 14
VISIT_DAYS = 14
SEARCHED_OFTEN = 3  # rarer words say something of one person, and stay out
SHOWN = 8


@dataclass(frozen=True)
class MissingSearch:
    words: str
    times: int
    places: int  # territories from whose pages it was searched
    share: float  # of the most searched one, from 0 to 1


@dataclass(frozen=True)
class Visits:
    day: date
    pages: int


def missing(territory: Territory, limit: int = SHOWN) -> list[MissingSearch]:
    """What was searched often in the last fortnight without anything to show; one query."""
    recent = EmptySearch.objects.filter(
        territory__in=figures.inside(territory), day__gt=clock.today() - timedelta(days=SEARCH_DAYS)
    )
    grouped = recent.order_by().values("words").annotate(times=Sum("count"), places=Count("territory", distinct=True))
    often = grouped.filter(times__gte=SEARCHED_OFTEN).order_by("-times", "words")[:limit]
    found = list(often)
    most = max((row["times"] for row in found), default=1)
    return [MissingSearch(row["words"], row["times"], row["places"], row["times"] / most) for row in found]


def visits(territory: Territory) -> list[Visits]:
    """Pages read on each of the last days, today included; one query."""
    span = figures.days(VISIT_DAYS)
    counted = Visit.objects.filter(territory__in=figures.inside(territory), day__gte=span[0]).order_by()
    found = dict(counted.values_list("day").annotate(pages=Sum("count")))
    return [Visits(day, found.get(day, 0)) for day in span]
