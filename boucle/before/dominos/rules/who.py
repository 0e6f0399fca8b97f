"""A coordinator of the territory keeps its inventory; the crisis staff sees what is closed to the public."""

from django.utils.translation import gettext as _

from boucle.before.dominos.models import Inventory
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts import rules as accounts_rules
from boucle.foundation.accounts.enums import Right
from boucle.foundation.lifecycle.rules import NotAllowed


def can_keep(inventory: Inventory, user: accounts.Somebody) -> bool:
    return accounts_rules.can_coordinate(user, inventory.territory_id)


def check_keep(inventory: Inventory, user: accounts.Somebody) -> None:
    if not can_keep(inventory, user):
        raise NotAllowed(_("This inventory is kept by the coordinators of its territory."))


def is_staff(inventory: Inventory, user: accounts.Somebody) -> bool:
    """Members who see everything in the territory: closed services, whole runs, whole exports."""
    if not (user.is_authenticated and user.is_active):
        return False
    return accounts_rules.can(user, Right.SEE, territory_id=inventory.territory_id, theme_id=None)


def check_staff(inventory: Inventory, user: accounts.Somebody) -> None:
    if not is_staff(inventory, user):
        raise NotAllowed(_("This page names sensitive sites: it is for the crisis staff of the territory."))


def can_read(inventory: Inventory, user: accounts.Somebody) -> bool:
    """Everybody, once it is open to the public."""
    return inventory.is_open or is_staff(inventory, user)
