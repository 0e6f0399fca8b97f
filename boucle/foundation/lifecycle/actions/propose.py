"""Propose: a contribution is born."""

from dataclasses import dataclass
from typing import Any, TypedDict, Unpack
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


class Particulars(TypedDict, total=False):
    """Where a contribution comes from, and what makes its sending unique."""

    origin: Origin
    source: str  # provenance, shown to the public
    source_key: str  # the row's own identifier in that source
    form_key: UUID | None  # a form sent twice makes one row
    is_urgent: bool


def propose(
    *,
    kind: str,
    territory: Territory,
    content: dict[str, Any],
    by: rules.By,
    situation: Situation | None = None,
    contact: ContactDetails | None = None,
    **particulars: Unpack[Particulars],
) -> Proposed:
    """Creates a contribution in state proposed, routed, with its first revision and transition.

    A form key already seen creates nothing and gives the row that it made. Raises rules.NotPossible when the
    situation is closed.
    """
    form_key = particulars.get("form_key")
    replay = replayed(form_key)
    if replay is not None:
        return replay
    if situation is not None and situation.is_closed:
        raise rules.NotPossible(rules.closed_sentence())
    secret = ids.secret()
    contribution = Contribution(
        kind=kind,
        territory=territory,
        situation=situation,
        nature=situation.nature if situation else Nature.REAL,
        author=by.user,
        secret_hash=ids.digest(secret),
        created_at=clock.now(),
        **particulars,
    )
    try:
        return Proposed(write(contribution, content, contact, by), secret, True)
    except IntegrityError:
        # Two sendings of the same form raced: the other one made the row.
        replay = replayed(form_key)
        if replay is None:
            raise
        return replay


def replayed(form_key: UUID | None) -> Proposed | None:
    """What the same form made before; its secret was given then, and is not kept."""
    made = Contribution.objects.filter(form_key=form_key).first() if form_key else None
    return Proposed(made, "", False) if made else None


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
