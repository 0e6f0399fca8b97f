"""The bulk loader of lists: run again it changes only what changed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils.text import slugify

from boucle.foundation.territories.engine import names
from boucle.foundation.territories.engine.places import Place
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import PostalName, Territory, Within

BATCH = 2000
FEW = 500  # ids that one condition may list
FACTS = ("name", "level", "country", "population", "lat", "lon", "radius")
OUTWARD = (Level.COUNTRY, Level.REGION, Level.DEPARTMENT, Level.EPCI, Level.COMMUNE)
Nest = tuple[int, int, int]  # inside, outside, distance
Name = tuple[int, str, str]  # territory, postal code, folded name


class UnknownPlace(ValueError):
    """A place lies in a territory that is neither in the list nor already there; the argument is its code."""


@dataclass(frozen=True)
class LoadReport:
    added: int
    changed: int
    unchanged: int


@transaction.atomic
def load(*, places: Iterable[Place]) -> LoadReport:
    """Adds or updates territories with their nesting and names. Keeps slugs, borders, basins and what is open.

    Idempotent. Raises `UnknownPlace` when a place lies in something unknown; then nothing is written.
    """
    wanted = {place.code: place for place in places}
    known = {row.code: row for row in Territory.objects.filter(level__in=set(Level) - {Level.BASIN})}
    new = [place for place in wanted.values() if place.code not in known]
    changed = [known[code] for code, place in wanted.items() if code in known and update(known[code], place)]
    add(slugs(new), {code: row.pk for code, row in known.items()})
    Territory.objects.bulk_update(changed, FACTS, batch_size=BATCH // 4)
    ids = dict(Territory.objects.values_list("code", "pk"))
    set_parents(wanted, ids)
    set_nesting(wanted, ids)
    set_names(wanted, ids)
    if len(wanted) > FEW:
        measure()
    return LoadReport(len(new), len(changed), len(wanted) - len(new) - len(changed))


def measure() -> None:
    """Lets the engine count anew: without figures it walks all the communes of France to find one name."""
    with connection.cursor() as cursor:
        for model in (Territory, Within, PostalName):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def update(row: Territory, place: Place) -> bool:
    """Whether a known territory takes other facts from the list."""
    before = [getattr(row, field) for field in FACTS]
    after = [getattr(place, field) for field in FACTS]
    for field, value in zip(FACTS, after, strict=True):
        setattr(row, field, value)
    return before != after


def add(new: Sequence[tuple[Place, str]], ids: dict[str, int]) -> None:
    """Level by level, so that each row is written once, with its parent."""
    for level in OUTWARD:
        rows = [fresh(place, slug, ids) for place, slug in new if place.level == level]
        ids.update({row.code: row.pk for row in Territory.objects.bulk_create(rows, batch_size=BATCH)})


def fresh(place: Place, slug: str, ids: dict[str, int]) -> Territory:
    facts = {field: getattr(place, field) for field in FACTS}
    parent = known_id(place.within[0], ids) if place.within else None
    return Territory(code=place.code, slug=slug, parent_id=parent, **facts)


def slugs(new: Sequence[Place]) -> list[tuple[Place, str]]:
    """A slug for each: the wanted one, or with its code where it is taken."""
    taken = set(Territory.objects.values_list("slug", flat=True))
    given = []
    for place in new:
        slug = (place.slug or slugify(names.fold(place.name)))[:80]
        if slug in taken or not slug:
            slug = f"{slug[:59]}-{slugify(place.code)}".strip("-")
        taken.add(slug)
        given.append((place, slug))
    return given


def set_parents(wanted: dict[str, Place], ids: dict[str, int]) -> None:
    parents = dict(Territory.objects.values_list("pk", "parent_id"))
    rows = []
    for place in wanted.values():
        parent = known_id(place.within[0], ids) if place.within else None
        if parents[ids[place.code]] != parent:
            rows.append(Territory(pk=ids[place.code], parent_id=parent))
    Territory.objects.bulk_update(rows, ["parent"], batch_size=BATCH // 4)


def known_id(code: str, ids: dict[str, int]) -> int:
    try:
        return ids[code]
    except KeyError:
        raise UnknownPlace(code) from None


def set_nesting(wanted: dict[str, Place], ids: dict[str, int]) -> None:
    """Each place within itself at 0, then outward by its own list; rows towards basins are not the list's affair."""
    rows: set[Nest] = {
        (ids[place.code], known_id(code, ids), distance)
        for place in wanted.values()
        for distance, code in enumerate((place.code, *place.within))
    }
    kept = Within.objects.exclude(outside__level=Level.BASIN)
    fields = ("inside_id", "outside_id", "distance")
    synchronise(kept, fields, rows, {ids[code] for code in wanted})


def set_names(wanted: dict[str, Place], ids: dict[str, int]) -> None:
    rows: set[Name] = {(ids[place.code], code, name) for place in wanted.values() for code, name in looked_for(place)}
    fields = ("territory_id", "postal_code", "folded")
    synchronise(PostalName.objects.all(), fields, rows, {ids[code] for code in wanted})


def looked_for(place: Place) -> set[tuple[str, str]]:
    """Pairs (postal code, folded name): the name under each code, other names and the name without article alone."""
    name = names.fold(place.name)
    others = {names.fold(other) for other in place.other_names} | {names.without_article(name)}
    others |= {names.without_article(other) for other in others}
    return {(code, name) for code in place.postal_codes or ("",)} | {
        ("", other) for other in others if other not in ("", name)
    }


def synchronise(rows: QuerySet[Any], fields: tuple[str, str, str], wanted: set[Any], owners: set[int]) -> None:
    """Makes the rows whose first field is among `owners` equal to `wanted`, touching only what differs."""
    if len(owners) <= FEW:
        rows = rows.filter(**{f"{fields[0]}__in": owners})
    there = {row[1:]: row[0] for row in rows.values_list("pk", *fields) if row[1] in owners}
    surplus = [there[row] for row in there.keys() - wanted]
    for start in range(0, len(surplus), FEW):
        rows.model.objects.filter(pk__in=surplus[start : start + FEW]).delete()
    insert(rows.model, fields, sorted(wanted - there.keys()))


def insert(model: type[Model], columns: tuple[str, str, str], rows: Sequence[Any]) -> None:
    """Plain rows without building 200,000 model objects: a quarter of the time of `bulk_create`."""
    table, *quoted = (connection.ops.quote_name(name) for name in (model._meta.db_table, *columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(quoted)}) VALUES (%s, %s, %s)", rows)
