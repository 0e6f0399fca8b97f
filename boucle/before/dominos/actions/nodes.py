"""Services and dependencies, written by hand: each figure with where it comes from."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.dominos import rules
from boucle.before.dominos.actions.inventory import moved
from boucle.before.dominos.enums import Confidence, Gate
from boucle.before.dominos.models import Dependency, Inventory, Provenance, Service
from boucle.before.dominos.queries import figures
from boucle.before.dominos.queries.incoming_shapes import Said
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock, tiles
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible

SERVICE_FIELDS = (
    "name", "kind", "network", "place", "lat", "lon", "people", "vulnerability", "tranche", "restart", "is_vital",
    "is_open",
)  # fmt: skip
NEED_FIELDS = ("gate", "need", "group", "low", "likely", "high", "failure", "refill")


@transaction.atomic
def write_service(*, inventory: Inventory, user: User, code: str, said: Said | None = None, **fields: Any) -> Service:
    """A new one, or other values for the one of this code. A figure that changes gets a line in its history.

    Raises NotPossible with a sentence for what no service can be.
    """
    rules.check_keep(inventory, user)
    code = texts.clean_line(code)[:40]
    row = Service.objects.filter(inventory=inventory, code=code).first() or Service(inventory=inventory, code=code)
    was = None if row._state.adding else figures.values(row)
    for name in SERVICE_FIELDS:
        if name in fields:
            setattr(row, name, fields[name])
    row.tile = tiles.encode(row.lat, row.lon) if row.lat is not None and row.lon is not None else None
    row.by_rule = ""
    checked(row)
    row.save()
    tell(row, was, said or by_hand(user), user)
    moved(inventory)
    return row


@transaction.atomic
def write_need(
    *,
    inventory: Inventory,
    user: User,
    service: Service,
    suppliers: Sequence[Service],
    said: Said | None = None,
    **fields: Any,
) -> list[Dependency]:
    """What a service needs from others, as one gate; the same two in the same group again change its figures.

    Raises NotPossible for a service that needs itself, or a gate that asks for more suppliers than it has.
    """
    rules.check_keep(inventory, user)
    check_ours(inventory, service, *suppliers)
    fields["group"] = texts.clean_line(fields.get("group", ""))[:40]
    made = [one_need(service, supplier, said or by_hand(user), user, fields) for supplier in suppliers]
    check_gates(service)
    moved(inventory)
    return made


def one_need(service: Service, supplier: Service, said: Said, user: User, fields: dict[str, Any]) -> Dependency:
    if service == supplier:
        raise NotPossible(_("A service cannot depend on itself."))
    row = Dependency.objects.filter(service=service, supplier=supplier, group=fields["group"]).first()
    row = row or Dependency(service=service, supplier=supplier)
    was = None if row._state.adding else figures.values(row)
    for name in NEED_FIELDS:
        if name in fields:
            setattr(row, name, fields[name])
    row.by_rule = ""
    checked(row)
    row.save()
    tell(row, was, said, user)
    return row


def check_ours(inventory: Inventory, *services: Service) -> None:
    if any(one.inventory_id != inventory.pk for one in services):
        raise NotPossible(_("Both services belong to this inventory."))


def check_gates(service: Service) -> None:
    """No gate asks for more suppliers than it has."""
    sizes = Counter(service.needs.values_list("gate", "group"))
    for one in service.needs.filter(gate=Gate.SOME):
        if one.need > sizes[one.gate, one.group]:
            values = {"need": one.need, "size": sizes[one.gate, one.group]}
            raise NotPossible(_("A gate that needs %(need)s suppliers has %(size)s only.") % values)


def by_hand(user: User) -> Said:
    return Said(_("written by hand"), Confidence.ESTIMATED, clock.today())


def checked(row: Service | Dependency) -> None:
    """What the database would refuse, said beforehand in one sentence."""
    try:
        row.full_clean(exclude=["inventory", "place", "service", "supplier"], validate_unique=False)
    except ValidationError as refused:
        raise NotPossible(" ".join(refused.messages)) from None


def tell(row: Service | Dependency, was: dict[str, str] | None, said: Said, user: User | None) -> None:
    """A line for each figure that is new or other than before."""
    holder: dict[str, Any] = {"service": row} if isinstance(row, Service) else {"dependency": row}
    Provenance.objects.bulk_create(
        Provenance(
            **holder,
            figure=figure,
            value=value,
            source=texts.clean_line(said.source)[:300],
            confidence=said.confidence,
            dated_on=said.dated_on,
            written_at=clock.now(),
            written_by=user,
        )
        for figure, value in figures.values(row).items()
        if was is None or was[figure] != value
    )


@transaction.atomic
def remove_service(*, service: Service, user: User) -> None:
    """With all that depends on it, and all that it depends on."""
    inventory = service.inventory
    rules.check_keep(inventory, user)
    if service.challenges.exists():
        raise NotPossible(_("People contested a figure of this service: it stays, so that they are answered."))
    service.delete()
    moved(inventory)


@transaction.atomic
def remove_need(*, dependency: Dependency, user: User) -> None:
    service = dependency.service
    inventory = service.inventory
    rules.check_keep(inventory, user)
    dependency.delete()
    check_gates(service)
    moved(inventory)
