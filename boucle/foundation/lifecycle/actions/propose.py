"""Propose: a contribution is born."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from boucle.foundation.core import clock, ids
from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.actions import content as contents
from boucle.foundation.lifecycle.actions import record, route
from boucle.foundation.lifecycle.actions.contact import ContactDetails, save_contact
from boucle.foundation.lifecycle.enums import Origin, Purpose, Role, State, Verb
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory


@dataclass(frozen=True)
class Proposed:
    """What the author gets: the row, the secret of its private link (empty on a replay), whether it is new."""

    contribution: Contribution
    secret: str
    is_new: bool


def propose(
    *,
    kind: str,
    territory: Territory,
    content: dict[str, Any],
    by: rules.By,
    situation: Situation | None = None,
    contact: ContactDetails | None = None,
    origin: Origin = Origin.FORM,
    source: str = "",
    source_key: str = "",
    form_key: UUID | None = None,
    is_urgent: bool = False,
) -> Proposed:
    """Creates a contribution in state proposed, routed, with its first revision and transition.

    A form key already seen creates nothing and gives the row that it made. Raises rules.NotPossible when the
    situation is closed.
    """
    replay = Contribution.objects.filter(form_key=form_key).first() if form_key else None
    if replay is not None:
        return Proposed(replay, "", False)
    if situation is not None and situation.is_closed:
        raise rules.NotPossible(rules.closed_sentence())
    secret = ids.secret()
    contribution = Contribution(
        kind=kind,
        territory=territory,
        situation=situation,
        nature=situation.nature if situation else Nature.REAL,
        state=State.PROPOSED,
        origin=origin,
        source=source,
        source_key=source_key,
        author=by.user,
        secret_hash=ids.digest(secret),
        form_key=form_key,
        is_urgent=is_urgent,
        created_at=clock.now(),
    )
    try:
        return Proposed(write(contribution, content, contact, by), secret, True)
    except IntegrityError:
        # Two sendings of the same form raced: the other one made the row.
        replay = Contribution.objects.filter(form_key=form_key).first() if form_key else None
        if replay is None:
            raise
        return Proposed(replay, "", False)


@transaction.atomic
def write(
    contribution: Contribution, content: dict[str, Any], contact: ContactDetails | None, by: rules.By
) -> Contribution:
    contents.apply_shared(contribution, content)
    route.route(contribution)
    contents.apply(contribution, content)
    role = Role.SYSTEM if by.is_system else Role.AUTHOR
    contents.keep_revision(contribution, queries.content(contribution), role, is_waiting=False)
    save_contact(contribution=contribution, purpose=Purpose.AUTHOR, details=contact or ContactDetails())
    record.record(contribution, verb=Verb.PROPOSE, target=State.PROPOSED, role=role, by=by)
    return contribution
