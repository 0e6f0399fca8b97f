"""Claims: a soft lock that says who is on a fiche, and expires by itself."""

from datetime import timedelta

from django.db import transaction

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import rules, transitions
from boucle.foundation.lifecycle.actions import record
from boucle.foundation.lifecycle.models import Contribution

HOLD = timedelta(minutes=20)


@transaction.atomic
def hold(*, contribution: Contribution, user: User) -> Contribution:
    """Claims an item for twenty minutes, or prolongs the claim.

    Raises rules.NotAllowed outside the scope, rules.NotPossible while somebody else holds it.
    """
    row = record.lock(contribution)
    check_may_hold(row, user)
    row.held_by, row.held_until = user, clock.now() + HOLD
    row.save(update_fields=["held_by", "held_until"])
    return row


@transaction.atomic
def release(*, contribution: Contribution, user: User) -> Contribution:
    """Gives an item back to the queue; somebody else's claim is left as it is."""
    row = record.lock(contribution)
    if row.held_by_id == user.pk:
        row.held_by = row.held_until = None
        row.save(update_fields=["held_by", "held_until"])
    return row


def check_may_hold(row: Contribution, user: User) -> None:
    by = rules.By(user=user)
    found = rules.role(row, by, transitions.DECIDERS)
    if found is None:
        raise rules.NotAllowed(rules.outside_sentence())
    rules.check_not_held(row, by, found)
