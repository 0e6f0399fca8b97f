"""Measures that could be taken beforehand."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.dominos import rules
from boucle.before.dominos.actions.inventory import moved
from boucle.before.dominos.actions.nodes import check_ours
from boucle.before.dominos.enums import Change
from boucle.before.dominos.models import Dependency, Inventory, Measure, Part, Service
from boucle.foundation.accounts.models import User
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible

LONGEST = 366 * 24  # hours


@dataclass(frozen=True)
class Piece:
    """One change to one service; `value` in hours, or from 0 to 1 for a failure."""

    service: Service
    change: str
    value: float = 0
    supplier: Service | None = None
    start: int = 0  # minutes from the midnight that a schedule begins with


@transaction.atomic
def write_measure(
    *, inventory: Inventory, user: User, name: str, pieces: list[Piece], cost: int | None = None, delay: str = ""
) -> Measure:
    """A new one, or other changes for the one of this name."""
    rules.check_keep(inventory, user)
    name = texts.clean_line(name)[:120]
    if not name:
        raise NotPossible(_("Give the measure a name."))
    for piece in pieces:
        check_piece(inventory, piece)
    values = {"cost": cost, "delay": texts.clean_line(delay)[:60]}
    made, _new = Measure.objects.update_or_create(inventory=inventory, name=name, defaults=values)
    made.parts.all().delete()
    Part.objects.bulk_create(
        Part(
            measure=made,
            service=one.service,
            supplier=one.supplier,
            change=one.change,
            value=one.value,
            start=one.start,
        )
        for one in pieces
    )
    moved(inventory)
    return made


def check_piece(inventory: Inventory, piece: Piece) -> None:
    check_ours(inventory, piece.service, *([piece.supplier] if piece.supplier else []))
    most = 1 if piece.change == Change.FAILURE else LONGEST
    if not 0 <= piece.value <= most:
        raise NotPossible(_("A change is one of the list, with hours or a probability from 0 to 1."))
    if not 0 <= piece.start <= 60 * LONGEST:
        raise NotPossible(_("A change begins at the midnight of the day, or after."))
    needs = Dependency.objects.filter(service=piece.service)
    if piece.supplier is not None and not needs.filter(supplier=piece.supplier).exists():
        said = _("“%(service)s” does not depend on “%(supplier)s”: the measure would change nothing.")
        raise NotPossible(said % {"service": piece.service.name, "supplier": piece.supplier.name})


@transaction.atomic
def remove_measure(*, measure: Measure, user: User) -> None:
    rules.check_keep(measure.inventory, user)
    inventory = measure.inventory
    measure.delete()
    moved(inventory)
