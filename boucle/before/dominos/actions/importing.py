"""Files of services, dependencies and schedules, as `boucle recompute dominos` reads them: told row by row, taken."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Q

from boucle.before.dominos import rules
from boucle.before.dominos.actions.inventory import moved
from boucle.before.dominos.actions.nodes import tell
from boucle.before.dominos.actions.schedule import write_schedule
from boucle.before.dominos.models import Cut, Dependency, Inventory, Service
from boucle.before.dominos.queries import figures
from boucle.before.dominos.queries.incoming_shapes import Incoming, Said
from boucle.foundation.accounts.models import User

SERVICE_FIELDS = (
    "name", "kind", "network", "place", "lat", "lon", "tile", "people", "vulnerability", "tranche", "restart",
    "is_vital", "is_open", "by_rule",
)  # fmt: skip
NEED_FIELDS = ("gate", "need", "low", "likely", "high", "failure", "refill", "by_rule")
BATCH = 500


@dataclass
class Taken:
    new_services: int = 0
    changed_services: int = 0
    new_needs: int = 0
    changed_needs: int = 0
    new_cuts: int = 0


@transaction.atomic
def take(*, inventory: Inventory, user: User, read: Incoming) -> Taken:
    """Writes what was read; the same files again change nothing. What was set aside stays aside."""
    rules.check_keep(inventory, user)
    taken = Taken()
    take_services(read, user, taken)
    take_needs(inventory, read, user, taken)
    take_cuts(inventory, read, user, taken)
    if any(vars(taken).values()):
        moved(inventory)
    return taken


def take_services(read: Incoming, user: User, taken: Taken) -> None:
    new = [one for one in read.services if one.pk is None]
    changed = [one for one in read.services if one.pk is not None and one.code in read.former]
    Service.objects.bulk_create(new, batch_size=BATCH)
    Service.objects.bulk_update(changed, SERVICE_FIELDS, batch_size=BATCH)
    taken.new_services, taken.changed_services = len(new), len(changed)
    for one in [*new, *changed]:
        tell(one, read.former.get(one.code), said(read, one.code), user)


def take_needs(inventory: Inventory, read: Incoming, user: User, taken: Taken) -> None:
    ids = dict(inventory.services.values_list("code", "pk"))
    there = {key(one): one for one in Dependency.objects.filter(service__inventory=inventory)}
    new: list[tuple[Dependency, Said]] = []
    changed: list[tuple[Dependency, Said, dict[str, str]]] = []
    for one in read.needs:
        row = Dependency(service_id=ids[one.service], supplier_id=ids[one.supplier], **one.fields)
        former = there.get(key(row))
        if former is None:
            new.append((row, one.said))
        elif any(getattr(former, name) != getattr(row, name) for name in NEED_FIELDS):
            changed.append((former, one.said, figures.values(former)))
            for name in NEED_FIELDS:
                setattr(former, name, getattr(row, name))
    Dependency.objects.bulk_create([row for row, _said in new], batch_size=BATCH)
    Dependency.objects.bulk_update([row for row, _said, _was in changed], NEED_FIELDS, batch_size=BATCH)
    taken.new_needs, taken.changed_needs = len(new), len(changed)
    for row, source in new:
        tell(row, None, source, user)
    for row, source, was in changed:
        tell(row, was, source, user)


def take_cuts(inventory: Inventory, read: Incoming, user: User, taken: Taken) -> None:
    ids = dict(inventory.services.values_list("code", "pk"))
    for one in read.schedules:
        named = Q(pk=one.pk) if one.pk else Q(name=one.name, day=one.day)  # somebody may have taken the same file
        schedule = inventory.schedules.filter(named).first() or write_schedule(
            inventory=inventory, user=user, name=one.name, day=one.day, season=one.season
        )
        there = set(schedule.cuts.values_list("tranche", "service__code", "start", "end"))
        new = [cut for cut in one.cuts if (cut.tranche, cut.service or None, cut.start, cut.end) not in there]
        Cut.objects.bulk_create(
            (Cut(schedule=schedule, tranche=cut.tranche, service_id=ids.get(cut.service), start=cut.start, end=cut.end)
             for cut in new),
            batch_size=BATCH,
        )  # fmt: skip
        taken.new_cuts += len(new)


def key(row: Dependency) -> tuple[Any, ...]:
    return (row.service_id, row.supplier_id, row.group)


def said(read: Incoming, code: str) -> Said:
    return read.said.get(code) or Said(read.source)
