"""What a person typed in "Where?": a commune, a postal code, or pasted coordinates."""

import dataclasses
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, Exists, F, IntegerField, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from boucle.foundation.territories.engine import names, points
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import PostalName, Territory, Within
from boucle.foundation.territories.queries import nesting, pointing, prefixes

EXACT, PREFIX, WORD, FUZZY = range(4)
SHORTEST_FUZZY = 4  # letters: in shorter names one letter makes another name
SHORTEST_WORD = 4
COMMUNES = (Level.COMMUNE,)


@dataclass(frozen=True)
class Candidate:
    territory: Territory
    postal_codes: tuple[str, ...]
    department: str  # name of its département or province, else of its region
    is_exact: bool  # the whole name or code, not its beginning or a likeness
    is_inside: bool  # in the territory that was asked about

    @property
    def label(self) -> str:
        """`Villeurbanne (69100)`, `Lyon (Rhône)`: says which one it is, and `find` reads it back."""
        told = self.postal_codes[0] if len(self.postal_codes) == 1 else self.department
        return f"{self.territory.name} ({told})" if told else self.territory.name


@dataclass(frozen=True)
class Found:
    candidates: tuple[Candidate, ...] = ()
    point: tuple[float, float] | None = None  # latitude, longitude: what was typed was a point

    @property
    def only(self) -> Territory | None:
        """The one territory that was meant, or None when a person must choose."""
        exact = [candidate for candidate in self.candidates if candidate.is_exact]
        near = [candidate for candidate in exact if candidate.is_inside] or exact or list(self.candidates)
        return near[0].territory if len(near) == 1 else None


def find(
    text: str,
    *,
    inside: Territory | None = None,
    limit: int = 8,
    levels: Collection[Level] = COMMUNES,
) -> Found:
    """Candidates: inside the given territory first, exact before prefix before fuzzy, then the most people, then code.

    Accepts a commune's name (accents, capitals, hyphens, "St", one slip of the finger are forgiven; old communes too),
    a postal code, both, an address that ends with both, "Saint-Denis (93)", coordinates in any usual writing and the
    addresses of maps. Coordinates give `point`, and the commune there when it is known. Never raises on typed text.
    """
    typed = text.replace("\x00", " ")
    point = points.read(typed)
    if point:
        commune = pointing.commune_at(*point, inside=inside) or pointing.commune_at(*point)
        ranked = [(commune.pk, EXACT)] if commune else []
        return Found(described(ranked, inside), point)
    for asked in names.readings(typed):
        ranked = ranking(asked, inside, levels, limit)
        if ranked:
            return Found(described(ranked, inside))
    return Found()


def ranking(
    asked: names.Asked, inside: Territory | None, levels: Collection[Level], limit: int
) -> list[tuple[int, int]]:
    """Pairs (territory id, rank) in the order of `find`: likenesses are only looked for where nothing else is found."""
    rows = scoped(asked, levels)
    ordered = list(ordering(rows.filter(beginning(asked)), ranked(asked), inside)[:limit])
    if len(asked.name) >= SHORTEST_WORD and not any(row["rank"] == EXACT for row in ordered):
        ordered = list(ordering(rows.filter(matching(asked)), ranked(asked), inside)[:limit])
    found = [(row["territory"], row["rank"]) for row in ordered]
    is_enough = bool(found) if inside is None else any(row["near"] for row in ordered)
    if is_enough or len(asked.name) < SHORTEST_FUZZY:
        return found
    if found:  # elsewhere only: perhaps a slip in the name of a place inside
        rows = rows.filter(lies_in(inside))
    return (likenesses(rows, asked, inside)[:limit] + found)[:limit]


def scoped(asked: names.Asked, levels: Collection[Level]) -> QuerySet[PostalName, PostalName]:
    """Names of the wanted levels, in the département that was told."""
    rows = PostalName.objects.filter(territory__level__in=levels)
    if not asked.department:
        return rows
    codes = [f"FR-{asked.department}", f"BE-{asked.department}"]
    holders = Q(outside__code__in=codes) | Q(outside__postal_names__folded=asked.department)
    wide = Within.objects.filter(holders, outside__level__in=(Level.DEPARTMENT, Level.REGION, Level.COUNTRY))
    return rows.filter(territory__in=wide.values("inside"))


def lies_in(inside: Territory | None) -> Exists:
    return Exists(Within.objects.filter(inside=OuterRef("territory"), outside=inside))


def beginning(asked: names.Asked) -> Q:
    condition = Q(territory__code=asked.code) if asked.code else Q()
    if asked.postal_code and asked.name:
        coded = prefixes.starting("postal_code", asked.postal_code)
        condition &= Q(territory__in=PostalName.objects.filter(coded).values("territory"))
    elif asked.postal_code:
        condition &= prefixes.starting("postal_code", asked.postal_code)
    return condition & prefixes.starting("folded", asked.name) if asked.name else condition


def matching(asked: names.Asked) -> Q:
    """As `beginning`, but any word of the name may begin so."""
    coded = beginning(dataclasses.replace(asked, name=""))
    if asked.postal_code:
        coded = Q(territory__in=PostalName.objects.filter(coded).values("territory"))
    return coded & (Q(folded__startswith=asked.name) | Q(folded__contains=f" {asked.name}"))


def ranked(asked: names.Asked) -> Case:
    """How well a row answers, the best first."""
    steps = [When(Q(folded=asked.name), then=EXACT), When(Q(folded__startswith=asked.name), then=PREFIX)]
    if not asked.name:
        exact = Q(territory__code=asked.code) if asked.code else Q(postal_code=asked.postal_code)
        steps = [When(exact, then=EXACT), When(Q(postal_code__startswith=asked.postal_code), then=PREFIX)]
    return Case(*steps, default=WORD, output_field=IntegerField())


def ordering(
    rows: QuerySet[PostalName, Any], rank: Case | Value, inside: Territory | None
) -> QuerySet[PostalName, Any]:
    """One row for each territory: id, best rank, whether it lies inside."""
    near = lies_in(inside) if inside else Value(False, output_field=BooleanField())
    names_near = rows.order_by().annotate(near=near)
    grouped = names_near.values("territory", "near", "territory__population", "territory__code")
    return grouped.annotate(rank=Min(rank)).order_by(
        "-near", "rank", F("territory__population").desc(nulls_last=True), "territory__code"
    )


def likenesses(
    rows: QuerySet[PostalName, PostalName], asked: names.Asked, inside: Territory | None
) -> list[tuple[int, int]]:
    """Names one slip away. One slip leaves a beginning or an end whole, so the database hands out few of them."""
    start, end = names.pieces(asked.name)
    rows = rows.filter(Q(folded__startswith=start) | Q(folded__endswith=end))
    if asked.postal_code:
        rows = rows.filter(territory__postal_names__postal_code=asked.postal_code)
    sized = rows.annotate(size=Length("folded")).filter(size__gte=len(asked.name) - 1, size__lte=len(asked.name) + 1)
    alike = {name for name in set(sized.values_list("folded", flat=True)) if is_alike(name, asked.name)}
    if not alike:
        return []
    ordered = ordering(rows.filter(folded__in=alike), Value(FUZZY), inside)
    return [(row["territory"], FUZZY) for row in ordered]


def is_alike(name: str, asked: str) -> bool:
    return bool(OSA.distance(name, asked, score_cutoff=1) <= 1)


def described(ranked: list[tuple[int, int]], inside: Territory | None) -> tuple[Candidate, ...]:
    ids = [territory_id for territory_id, _ in ranked]
    if not ids:
        return ()
    territories = Territory.objects.in_bulk(ids)
    postal = nesting.postal_codes(ids)
    departments = department_names(ids)
    near = inside_ids(ids, inside)
    return tuple(
        Candidate(
            territories[territory_id],
            tuple(postal.get(territory_id, [])),
            departments.get(territory_id, ""),
            rank == EXACT,
            territory_id in near,
        )
        for territory_id, rank in ranked
    )


def department_names(ids: Iterable[int]) -> dict[int, str]:
    rows = Within.objects.filter(inside__in=ids, outside__level__in=(Level.DEPARTMENT, Level.REGION))
    outward = rows.order_by("-distance", "-outside_id")
    return dict(outward.values_list("inside_id", "outside__name"))


def inside_ids(ids: Iterable[int], inside: Territory | None) -> set[int]:
    if inside is None:
        return set()
    return set(Within.objects.filter(inside__in=ids, outside=inside).values_list("inside_id", flat=True))
