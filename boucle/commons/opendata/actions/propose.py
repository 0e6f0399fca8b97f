"""What programs bring: proposed with its receipt in one transaction."""

import uuid
from typing import Any

from django.db import transaction
from django.urls import reverse

from boucle.commons.opendata.models import ApiKey
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import registry, rules
from boucle.foundation.lifecycle.enums import Origin
from boucle.foundation.messages import actions as messages
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

KEYS = uuid.UUID("0199f2a4-7c1e-7b7a-9a53-5d0c6a1e4b11")  # names the keys that programs send


@transaction.atomic
def propose(
    *,
    key: ApiKey,
    kind: str,
    territory: Territory,
    content: dict[str, Any],
    situation: Situation | None = None,
    contact: lifecycle.ContactDetails | None = None,
    idempotency_key: str = "",
) -> lifecycle.Proposed:
    """Proposes for somebody; the same idempotency key of the same program creates nothing twice."""
    made = lifecycle.propose(
        kind=kind,
        territory=territory,
        content=content,
        by=rules.STRANGER,
        situation=situation,
        contact=contact,
        origin=Origin.API,
        form_key=uuid.uuid5(KEYS, f"{key.pk}:{idempotency_key}") if idempotency_key else None,
    )
    if made.is_new:
        messages.send_receipt(contribution=made.contribution, path=follow_path(kind, made.secret))
    return made


def follow_path(kind: str, secret: str) -> str:
    """The private page of a contribution, in the package of its kind."""
    return reverse(f"{registry.kind(kind).url_name.split(':')[0]}:follow", args=[secret])
