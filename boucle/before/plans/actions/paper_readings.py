"""Who takes a plan away: whoever gets people's details on paper, or on a device, leaves a trace."""

from collections.abc import Iterable

from django.db import transaction

from boucle.before.plans import rules
from boucle.before.plans.models import Plan
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.models import Contact


@transaction.atomic
def note(*, plan: Plan, contacts: Iterable[Contact], reader: User) -> None:
    """One line for each person whose details leave, however often they stand there. Raises NotAllowed."""
    rules.check_staff(plan, reader)
    known = {contact.pk: contact for contact in contacts}
    lifecycle.note_reading(contacts=known.values(), reader=reader)
