"""Who answers for what: basins, opened territories, revisions."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Count, F, Max
from django.utils.text import slugify

from boucle.foundation.core import text
from boucle.foundation.territories.engine import names
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import PostalName, Territory, Within

CODE_LENGTH = 20


class WrongBasin(ValueError):
    """A basin needs a name and at least one commune."""


@transaction.atomic
def make_basin(*, name: str, communes: Collection[Territory]) -> Territory:
    """A territory that groups communes freely; the same name again replaces its communes.

    It lies in whatever holds all of them, nearest first, so that what it cannot decide climbs there.
    """
    name = text.clean_line(name)[:120]
    slug = slugify(names.fold(name))[:80]
    members = {commune.pk: commune for commune in communes if commune.level == Level.COMMUNE}
    if not slug or not members or len(members) != len({commune.pk for commune in communes}):
        raise WrongBasin
    basin = Territory.objects.filter(level=Level.BASIN, slug__in=(slug, f"bassin-{slug}")).first()
    basin = basin or new_basin(name, slug, next(iter(members.values())).country)
    Within.objects.filter(outside=basin).exclude(inside=basin).delete()
    Within.objects.filter(inside=basin).exclude(outside=basin).delete()
    Within.objects.bulk_create(Within(inside_id=pk, outside=basin, distance=1) for pk in sorted(members))
    Within.objects.bulk_create(common(basin, list(members)))
    settle(basin, list(members.values()))
    return basin


def new_basin(name: str, slug: str, country: str) -> Territory:
    """Its slug is its name's, after `bassin-` where another territory has that."""
    if Territory.objects.filter(slug=slug).exists():
        slug = f"bassin-{slug}"[:80]
    basin = Territory.objects.create(code=free_code(slug), slug=slug, name=name, level=Level.BASIN, country=country)
    Within.objects.create(inside=basin, outside=basin, distance=0)
    PostalName.objects.create(territory=basin, postal_code="", folded=names.fold(name))
    return basin


def free_code(slug: str) -> str:
    code = slug[:CODE_LENGTH].strip("-")
    like = set(Territory.objects.filter(code__startswith=code[:15]).values_list("code", flat=True))
    numbered = (f"{code[:16]}-{number}" for number in range(2, 1000))
    return code if code not in like else next(other for other in numbered if other not in like)


def common(basin: Territory, members: Sequence[int]) -> list[Within]:
    """What holds every commune, other basins apart, nearest first."""
    holders = Within.objects.filter(inside__in=members, distance__gt=0).exclude(outside__level=Level.BASIN)
    shared = holders.values("outside").annotate(held=Count("pk"), far=Max("distance")).filter(held=len(members))
    ordered = shared.order_by("far", "outside").values_list("outside", flat=True)
    return [Within(inside=basin, outside_id=outside, distance=step) for step, outside in enumerate(ordered, start=1)]


def settle(basin: Territory, members: Sequence[Territory]) -> None:
    """Its population is its communes', its point the middle of theirs."""
    points = [(row.lat, row.lon) for row in members if row.lat is not None and row.lon is not None]
    basin.population = sum(row.population or 0 for row in members)
    basin.lat = sum(lat for lat, _ in points) / len(points) if points else None
    basin.lon = sum(lon for _, lon in points) / len(points) if points else None
    basin.save(update_fields=["population", "lat", "lon"])
    bump_revision(territory_id=basin.pk)


@transaction.atomic
def open_territory(*, territory: Territory) -> Territory:
    """People are in charge here from now on: it has a home of its own."""
    territory.is_open = True
    territory.save(update_fields=["is_open"])
    bump_revision(territory_id=territory.pk)
    return territory


@transaction.atomic
def bump_revision(*, territory_id: int) -> None:
    """Moves the revision of a territory and of everything that it lies in."""
    bump_revisions(territory_ids=[territory_id])


@transaction.atomic
def bump_revisions(*, territory_ids: Collection[int]) -> None:
    """The same for several, once each. Rows are locked in the order of their ids, so that two publications in
    neighbouring communes wait for each other instead of blocking each other for ever (PostgreSQL)."""
    outside = Within.objects.filter(inside__in=territory_ids).values("outside")
    rows = Territory.objects.select_for_update().filter(pk__in=outside).order_by("pk")
    ids = list(rows.values_list("pk", flat=True))
    Territory.objects.filter(pk__in=ids).update(revision=F("revision") + 1)
