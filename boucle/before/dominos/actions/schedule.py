"""Schedules of cuts: by hand, or a rotation as Belgium and France foresee them."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext as _

from boucle.before.dominos import rules
from boucle.before.dominos.actions.inventory import first_free, moved, slug_of
from boucle.before.dominos.engine import schedule as rotations
from boucle.before.dominos.models import Cut, Inventory, Schedule, Service
from boucle.before.dominos.queries import finding
from boucle.foundation.accounts.models import User
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible

RESERVED = frozenset({"services", "keep", "whole", "challenge", "ranking", "files", "new"})
MOST_DAYS = 60
DAY = 24 * 60


@transaction.atomic
def write_schedule(*, inventory: Inventory, user: User, name: str, day: date, season: str = "") -> Schedule:
    """An empty one."""
    rules.check_keep(inventory, user)
    name = texts.clean_line(name)[:120]
    if not name:
        raise NotPossible(_("Give the schedule a name."))
    made = Schedule.objects.create(
        inventory=inventory, slug=free_slug(inventory, name), name=name, day=day, season=texts.clean_line(season)[:60]
    )
    moved(inventory)
    return made


def free_slug(inventory: Inventory, name: str) -> str:
    taken = {*RESERVED, *(inventory.schedules.values_list("slug", flat=True))}
    return first_free(slug_of(name) or "horaire", taken)


@transaction.atomic
def add_cut(
    *, schedule: Schedule, user: User, start: int, end: int, tranche: str = "", service: Service | None = None
) -> Cut:
    """A tranche, or a service, from minute `start` to minute `end`. Raises NotPossible for what overlaps another cut of
    the same one, or names what is not in the inventory."""
    inventory = schedule.inventory
    rules.check_keep(inventory, user)
    tranche = "" if service is not None else texts.clean_line(tranche)[:40]
    check_names(inventory, tranche, service)
    if end <= start:
        raise NotPossible(_("A cut ends after it begins."))
    others = schedule.cuts.filter(tranche=tranche, service=service, start__lt=end, end__gt=start)
    if others.exists():
        raise NotPossible(_("Another cut of the same one is not over by then."))
    made = Cut.objects.create(schedule=schedule, tranche=tranche, service=service, start=start, end=end)
    moved(inventory)
    return made


def check_names(inventory: Inventory, tranche: str, service: Service | None) -> None:
    if service is not None and service.inventory_id != inventory.pk:
        raise NotPossible(_("This service is not of this inventory."))
    if service is None and tranche not in finding.tranches(inventory):
        raise NotPossible(_("No service is in the tranche “%(name)s”.") % {"name": tranche})


@transaction.atomic
def add_rotation(
    *, inventory: Inventory, user: User, country: str, first: date, days: int, season: str
) -> list[Schedule]:
    """A schedule for each day, by the country's rotation over the tranches that the inventory has."""
    rules.check_keep(inventory, user)
    if not 1 <= days <= MOST_DAYS:
        raise NotPossible(_("Between 1 and %(most)s days.") % {"most": MOST_DAYS})
    names = finding.tranches(inventory)
    if not names:
        raise NotPossible(_("No service has a tranche yet."))
    cuts = rotations.french(names, days) if country == "FR" else rotations.belgian(days, belgian_order(names))
    by_day: dict[int, list[rotations.Cut]] = {}
    for cut in cuts:
        by_day.setdefault(cut.start // DAY, []).append(cut)
    made = [evening(inventory, user, first + timedelta(days=day), season, found) for day, found in by_day.items()]
    moved(inventory)
    return made


def belgian_order(names: list[str]) -> list[str]:
    """8 to 2, where tranches are so numbered (the first is kept for automatic shedding); else as they are named."""
    numbered = [name for name in rotations.BELGIAN_ORDER if name in names]
    return numbered or names


def evening(inventory: Inventory, user: User, day: date, season: str, cuts: list[rotations.Cut]) -> Schedule:
    tranches = ", ".join(dict.fromkeys(cut.tranche for cut in cuts))
    name = _("%(day)s, tranche %(names)s") % {"day": formats.date_format(day, "j F Y"), "names": tranches}
    made = write_schedule(inventory=inventory, user=user, name=name, day=day, season=season)
    Cut.objects.bulk_create(
        Cut(schedule=made, tranche=cut.tranche, start=cut.start % DAY, end=cut.start % DAY + cut.end - cut.start)
        for cut in cuts
    )
    return made


@transaction.atomic
def remove_schedule(*, schedule: Schedule, user: User) -> None:
    rules.check_keep(schedule.inventory, user)
    inventory = schedule.inventory
    schedule.delete()
    moved(inventory)
