"""What comes from each commune, where nothing comes from, which theme is covered where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from boucle.commons.moderation.queries import figures
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory


@dataclass(frozen=True)
class Commune:
    name: str
    code: str
    population: int | None
    total: int
    public: int
    by_day: tuple[int, ...]
    last: date | None  # the day of the last fiche

    @property
    def is_silent(self) -> bool:
        return self.total == 0


def communes(scope: figures.Scope, count: int = 8) -> list[Commune]:
    """The communes of the territory with what came from each, the most populated first; two queries."""
    span = figures.days(count)
    daily = {f"day{rank}": Count("id", filter=figures.on_day("created_at", day)) for rank, day in enumerate(span)}
    grouped = (
        figures.contributions(scope)
        .values("territory")
        .annotate(total=Count("id"), public=Count("id", filter=Q(state=State.PUBLISHED)), **daily)
    )
    found = {row["territory"]: row for row in grouped}
    places = Territory.objects.filter(level=Level.COMMUNE, pk__in=figures.inside(scope.territory))
    ordered = places.order_by(Coalesce("population", 0).desc(), "name", "pk")
    nothing: dict[str, int] = {"total": 0, "public": 0, **dict.fromkeys(daily, 0)}
    return [
        commune(name, code, population, found.get(pk, nothing), span)
        for pk, name, code, population in ordered.values_list("pk", "name", "code", "population")
    ]


def commune(name: str, code: str, population: int | None, row: Mapping[str, Any], span: Sequence[date]) -> Commune:
    by_day = tuple(row[f"day{rank}"] for rank in range(len(span)))
    last = next((day for day, amount in zip(reversed(span), reversed(by_day), strict=True) if amount), None)
    return Commune(name, code, population, row["total"], row["public"], by_day, last)


def coverage(scope: figures.Scope) -> dict[tuple[str, int | None], int]:
    """Published fiches by commune (its code) and theme; one query."""
    published = figures.contributions(scope).filter(state=State.PUBLISHED, territory__level=Level.COMMUNE)
    found = published.values_list("territory__code", "theme").annotate(amount=Count("id"))
    return {(code, theme): amount for code, theme, amount in found}
