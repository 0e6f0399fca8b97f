"""An inventory begins, and is opened to the public."""

from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.text import slugify
from django.utils.translation import gettext as _

from boucle.before.dominos import rules
from boucle.before.dominos.models import Inventory
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory

SLUG_LENGTH = 60


@transaction.atomic
def create(
    *, territory: Territory, user: User, name: str, introduction: str = "", form_key: UUID | None = None
) -> Inventory:
    """An empty one, that only the crisis staff sees; the same form sent twice makes one.

    Raises PermissionDenied for whoever does not coordinate the territory, NotPossible without a name.
    """
    accounts.check_coordinate(user, territory.pk)
    made = Inventory.objects.filter(form_key=form_key).first() if form_key else None
    if made is not None:
        return made
    return Inventory.objects.create(
        territory=territory,
        slug=free_slug(named(name)),
        name=named(name),
        introduction=texts.clean(introduction),
        form_key=form_key,
        created_at=clock.now(),
        created_by=user,
    )


def named(name: str) -> str:
    name = texts.clean_line(name)[:120]
    if not name:
        raise NotPossible(_("Give the inventory a name."))
    return name


def free_slug(name: str) -> str:
    base = slug_of(name) or "dominos"
    taken = set(Inventory.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return first_free(base, taken)


def slug_of(name: str) -> str:
    return slugify(name.replace("’", " ").replace("'", " "))[: SLUG_LENGTH - 5].strip("-")


def first_free(base: str, taken: set[str]) -> str:
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


@transaction.atomic
def change(*, inventory: Inventory, user: User, name: str, introduction: str) -> Inventory:
    """Its name and its introduction. Its address stays."""
    rules.check_keep(inventory, user)
    inventory.name, inventory.introduction = named(name), texts.clean(introduction)
    inventory.save(update_fields=["name", "introduction"])
    return moved(inventory)


@transaction.atomic
def open_to_public(*, inventory: Inventory, user: User) -> Inventory:
    """From now on everybody reads its open services; opened already, nothing changes."""
    rules.check_keep(inventory, user)
    if inventory.opened_at is None:
        inventory.opened_at = clock.now()
        inventory.save(update_fields=["opened_at"])
        moved(inventory)
    return inventory


def moved(inventory: Inventory) -> Inventory:
    """Something was written: what was computed from it is no longer its own, and its pages are made again."""
    Inventory.objects.filter(pk=inventory.pk).update(revision=F("revision") + 1)
    territories.bump_revision(territory_id=inventory.territory_id)
    inventory.refresh_from_db(fields=["revision"])
    return inventory
