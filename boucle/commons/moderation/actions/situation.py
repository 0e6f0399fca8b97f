"""Activate a situation, write its texts, move its phase and its end review: by the coordinators of its territory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Unpack
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from boucle.foundation.accounts import actions as accounts
from boucle.foundation.accounts import rules as members
from boucle.foundation.accounts.models import User
from boucle.foundation.situations import actions as situations
from boucle.foundation.situations import queries
from boucle.foundation.situations.enums import Phase
from boucle.foundation.situations.models import Situation, Template, Theme
from boucle.foundation.territories.models import Territory


@dataclass(frozen=True)
class Guest:
    """A referent to invite by mail, for one theme or, without, for all of them."""

    email: str
    theme: Theme | None = None


@transaction.atomic
def activate(
    *,
    territory: Territory,
    by: User,
    template: Template | None = None,
    guests: Sequence[Guest] = (),
    form_key: UUID | None = None,
    **fields: Unpack[queries.Fields],
) -> Situation:
    """One gesture opens themes, forms, texts and delays, and invites the referents; sent twice, it happens once.

    Raises PermissionDenied for anybody but a coordinator, ValidationError with a sentence per field.
    """
    members.check_coordinate(by, territory.pk)
    is_replay = form_key is not None and Situation.objects.filter(form_key=form_key).exists()
    made = situations.activate(territory=territory, by=by, template=template, form_key=form_key, **fields)
    if not is_replay:
        for guest in guests:
            invite(by, territory, guest)
    return made


def invite(by: User, territory: Territory, guest: Guest) -> None:
    try:
        accounts.invite(by=by, email=guest.email, offer=members.Offer(territory, guest.theme))
    except ValidationError as refusal:
        if "email" not in getattr(refusal, "error_dict", {}):
            raise
        # Already a referent here: nothing to offer.


def update_texts(*, situation: Situation, by: User, seen: str = "", **fields: Unpack[queries.Fields]) -> Situation:
    """See `situations.actions.update_texts`. Raises PermissionDenied for anybody but a coordinator."""
    members.check_coordinate(by, situation.territory_id)
    return situations.update_texts(situation=situation, seen=seen, **fields)


def change_phase(*, situation: Situation, by: User, phase: Phase) -> Situation:
    """See `situations.actions.change_phase`. Raises PermissionDenied for anybody but a coordinator."""
    members.check_coordinate(by, situation.territory_id)
    return situations.change_phase(situation=situation, phase=phase)


def postpone_end_review(*, situation: Situation, by: User, day: date) -> Situation:
    """See `situations.actions.postpone_end_review`. Raises PermissionDenied for anybody but a coordinator."""
    members.check_coordinate(by, situation.territory_id)
    return situations.postpone_end_review(situation=situation, day=day)
