"""What comes from each commune, where nothing comes from, which theme is covered where."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, Value, When
from django.db.models.functions import Coalesce

from boucle.commons.moderation.queries import figures
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Transition
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory

DAYS = 8


@dataclass(frozen=True)
class Commune:
    pk: int
    name: str
    code: str
    population: int | None
    total: int
    public: int
    by_day: tuple[int, ...]
    last: date | None  # of the last fiche, when it came in these days

    @property
    def is_silent(self) -> bool:
        return self.total == 0


@dataclass(frozen=True)
class Amount:
    """Fiches of one place under one theme."""

    place: int
    theme_id: int | None
    total: int
    public: int


def amounts(scope: figures.Scope) -> list[Amount]:
    """Everything of the scope, by place and theme, in one pass; one query."""
    grouped = figures.contributions(scope).values_list("territory", "theme")
    counted = grouped.annotate(total=Count("id"), public=Count("id", filter=Q(state=State.PUBLISHED)))
    return [Amount(*row) for row in counted]


def daily(scope: figures.Scope, span: Sequence[date]) -> dict[int, list[int]]:
    """What each place proposed on each of these days, along the index of moments; one query."""
    ranked = reversed(list(enumerate(span)))
    bucket = Case(*(When(at__gte=figures.midnight(day), then=Value(rank)) for rank, day in ranked))
    steps = Transition.objects.filter(
        figures.narrowed(scope, "contribution__"), verb=Verb.PROPOSE, at__gte=figures.midnight(span[0])
    )
    counted = steps.order_by().annotate(bucket=bucket).values_list("contribution__territory", "bucket")
    found: dict[int, list[int]] = defaultdict(lambda: [0] * len(span))
    for place, rank, amount in counted.annotate(amount=Count("id")):
        found[place][rank] = amount
    return found


def communes(scope: figures.Scope, counted: Sequence[Amount]) -> list[Commune]:
    """The communes of the territory with what came from each, the most populated first; two queries."""
    span = figures.days(DAYS)
    by_day = daily(scope, span)
    total: dict[int, int] = defaultdict(int)
    public: dict[int, int] = defaultdict(int)
    for one in counted:
        total[one.place] += one.total
        public[one.place] += one.public
    places = Territory.objects.filter(level=Level.COMMUNE, pk__in=figures.inside(scope.territory))
    ordered = places.order_by(Coalesce("population", 0).desc(), "name", "pk")
    return [
        Commune(pk, name, code, population, total[pk], public[pk], tuple(days), last_day(days, span))
        for pk, name, code, population in ordered.values_list("pk", "name", "code", "population")
        for days in [by_day[pk]]
    ]


def last_day(by_day: Sequence[int], span: Sequence[date]) -> date | None:
    spoken = [day for day, amount in zip(span, by_day, strict=True) if amount]
    return spoken[-1] if spoken else None


def coverage(counted: Sequence[Amount], roots: Mapping[int, int]) -> dict[tuple[int, int | None], int]:
    """Published fiches by place and root theme; `roots` gives the root above each theme."""
    found: dict[tuple[int, int | None], int] = defaultdict(int)
    for one in counted:
        if one.public:
            found[one.place, roots.get(one.theme_id or 0)] += one.public
    return dict(found)
