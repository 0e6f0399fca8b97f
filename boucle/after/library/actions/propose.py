"""Propose a sheet: the lifecycle's verb with the receipt that it sends."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.after.library.enums import Variety
from boucle.after.library.models import Sheet
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.messages import actions as messages
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory


@transaction.atomic
def propose(
    *,
    territory: Territory,
    content: dict[str, Any],
    by: lifecycle_rules.By,
    contact: lifecycle.ContactDetails | None = None,
    situation: Situation | None = None,
    form_key: UUID | None = None,
    reuse_of: Sheet | None = None,
) -> lifecycle.Proposed:
    """A sheet that referents read before it is public; its receipt leaves by mail where an address was given.

    `reuse_of`: the sheet that it says "we did it too" of; raises NotPossible when that one is not public.
    """
    if reuse_of is not None:
        if not reuse_of.contribution.is_public:
            raise lifecycle_rules.NotPossible(_("The sheet that you did again is no longer public."))
        content = {**content, "variety": Variety.FIELDWORK.value, "reuse_of": reuse_of.contribution.reference}
    made = lifecycle.propose(
        kind="sheet",
        territory=territory,
        content=content,
        by=by,
        contact=contact,
        situation=situation,
        form_key=form_key,
    )
    if made.is_new:
        messages.send_receipt(contribution=made.contribution, path=reverse("library:follow", args=[made.secret]))
    return made
