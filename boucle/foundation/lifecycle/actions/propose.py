"""Propose: a contribution is born."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from boucle.foundation.core import clock, ids
from boucle.foundation.lifecycle import queries, registry, rules
from boucle.foundation.lifecycle.actions import contact as contacts
from boucle.foundation.lifecycle.actions import content as contents
from boucle.foundation.lifecycle.actions import record, route
from boucle.foundation.lifecycle.actions.contact import ContactDetails
from boucle.foundation.lifecycle.enums import Origin, Purpose, Role, State, Verb
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory

REFERENCES_TRIED = 5


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
    return sent(contribution, lambda: write(contribution, content, contact, by), secret)


def sent(contribution: Contribution, writing: Callable[[], Contribution], secret: str) -> Proposed:
    """Writes it. Refused by the database, it is what another sending of the same form made meanwhile, or it gets
    another reference: at a million fiches, one reference in thirty thousand is already taken."""
    for _attempt in range(REFERENCES_TRIED):
        try:
            return Proposed(writing(), secret, True)
        except IntegrityError:
            replay = replayed(contribution.form_key)
            if replay is not None:
                return replay
            if not Contribution.objects.filter(reference=contribution.reference).exists():
                raise
            contribution.pk, contribution.reference = None, ids.reference()
    raise rules.NotPossible(_("No free reference was found. Send it again."))


def replayed(form_key: UUID | None) -> Proposed | None:
    """What the same form made before; its secret was given then, and is not kept."""
    made = Contribution.objects.filter(form_key=form_key).first() if form_key else None
    return Proposed(made, "", False) if made else None


@transaction.atomic
def write(
    contribution: Contribution, content: dict[str, Any], contact: ContactDetails | None, by: rules.By
) -> Contribution:
    """A row that nobody else knows yet: what is written is not read back."""
    contents.apply_shared(contribution, content)
    route.route(contribution)
    registry.kind(contribution.kind).model(contribution=contribution)  # told to be missing, it is not looked for
    contents.save(contribution, content)
    role = Role.SYSTEM if by.is_system else Role.AUTHOR
    contents.write_revision(contribution, queries.content(contribution), role, number=1, is_waiting=False)
    if contact:
        contacts.write(contacts.new_contact(contribution, Purpose.AUTHOR), contact)
    record.record(contribution, verb=Verb.PROPOSE, target=State.PROPOSED, role=role, by=by, is_first=True)
    return contribution
