"""Applies the rules of the library: what a preview showed, never over a figure made by hand."""

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.dominos import rules
from boucle.before.dominos.actions.inventory import moved
from boucle.before.dominos.actions.nodes import tell
from boucle.before.dominos.enums import Confidence
from boucle.before.dominos.models import Dependency, Inventory
from boucle.before.dominos.queries import figures, library
from boucle.before.dominos.queries.incoming_shapes import Said
from boucle.before.dominos.queries.library import Addition
from boucle.foundation.accounts.models import User


@transaction.atomic
def apply_rules(*, inventory: Inventory, user: User, codes: Collection[str]) -> int:
    """Writes what these rules would add today, and says how many rows. The same rules again write nothing."""
    rules.check_keep(inventory, user)
    chosen = [rule for rule in library.rules() if rule.code in codes]
    found = library.preview(inventory, chosen)
    for addition in found:
        write(addition, user)
    if found:
        moved(inventory)
    return len(found)


def write(addition: Addition, user: User) -> None:
    rule = addition.rule
    row = addition.former or Dependency(service=addition.service, supplier=addition.supplier)
    was = figures.values(row) if addition.former else None
    for name in ("low", "likely", "high", "failure", "refill"):
        setattr(row, name, getattr(rule, name))
    row.by_rule = rule.code
    row.save()
    tell(row, was, Said(_(rule.source), Confidence.ASSUMED, rule.dated_on), user)
