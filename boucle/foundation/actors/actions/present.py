"""Present oneself: the lifecycle's verb with the receipt that it sends."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction

from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules
from boucle.foundation.messages import actions as messages
from boucle.foundation.territories.models import Territory


@transaction.atomic
def present(
    *,
    territory: Territory,
    content: dict[str, Any],
    by: rules.By,
    contact: lifecycle.ContactDetails | None = None,
    form_key: UUID | None = None,
    follow: Callable[[str], str] | None = None,
) -> lifecycle.Proposed:
    """An actor whom referents read before everybody sees them. It belongs to no situation: people are there before and
    after.

    `follow`: the path of the private page for a secret, which the receipt says.
    """
    made = lifecycle.propose(
        kind="actor", territory=territory, content=content, by=by, contact=contact, form_key=form_key
    )
    if made.is_new and follow is not None:
        messages.send_receipt(contribution=made.contribution, path=follow(made.secret))
    return made
