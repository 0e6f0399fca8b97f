"""A figure is contested: brought by anybody, published by the referents, answered by whoever keeps the inventory."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.dominos import rules
from boucle.before.dominos.actions.inventory import moved
from boucle.before.dominos.actions.nodes import checked, tell
from boucle.before.dominos.enums import Confidence
from boucle.before.dominos.models import Challenge, Dependency, Service
from boucle.before.dominos.models.challenge import Fate
from boucle.before.dominos.models.provenance import OF_SERVICE, Figure
from boucle.before.dominos.queries import figures
from boucle.before.dominos.queries.incoming_shapes import Said
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.territories import actions as territories

TITLE = 120


def bring(
    *,
    row: Service | Dependency,
    figure: str,
    text: str,
    value: str = "",
    source: str = "",
    form_key: UUID | None = None,
) -> lifecycle.Proposed:
    """What somebody knows of a public figure, for the referents; the same form sent twice makes one.

    `value` as in a history (see queries.figures). Raises NotPossible where the figure is not public, or without a text.
    """
    service = row if isinstance(row, Service) else row.service
    supplier = None if isinstance(row, Service) else row.supplier
    check_public(service, supplier)
    if (figure in OF_SERVICE) != isinstance(row, Service):
        raise NotPossible(_("This service has no such figure."))
    text = texts.clean(text)
    if not text:
        raise NotPossible(_("Say what you know, and how you know it."))
    content = {
        "title": title(service, figure),
        "text": text,
        "inventory": service.inventory.slug,
        "service": service.code,
        "supplier": supplier.code if supplier else "",
        "figure": figure,
        "former": figures.values(row)[figure],
        "value": value,
        "source": texts.clean_line(source)[:300],
    }
    return lifecycle.propose(
        kind="challenge",
        territory=service.place or service.inventory.territory,
        content=content,
        by=lifecycle_rules.STRANGER,
        form_key=form_key,
    )


def check_public(service: Service, supplier: Service | None) -> None:
    is_shown = service.inventory.is_open and service.is_open and (supplier is None or supplier.is_open)
    if not is_shown:
        raise NotPossible(_("This figure is not public."))


def title(service: Service, figure: str) -> str:
    said = _("%(figure)s: %(service)s") % {"figure": str(Figure(figure).label).capitalize(), "service": service.name}
    return texts.clean_line(said)[:TITLE]


@transaction.atomic
def answer(*, challenge: Challenge, user: User, fate: str, reason: str, value: str = "") -> Challenge:
    """What became of it, with the reason; a figure that is changed takes its new value, and who brought it as source.

    Raises NotPossible before it is published, without a reason, for a figure that is gone or a value that cannot be.
    """
    inventory = challenge.service.inventory
    rules.check_keep(inventory, user)
    if challenge.contribution.state != State.PUBLISHED:
        raise NotPossible(_("Referents publish it first: then it is answered."))
    reason = texts.clean_line(reason)[:1000]
    if not reason or fate not in (Fate.KEPT, Fate.CHANGED):
        raise NotPossible(_("Say why, to whoever wrote it."))
    if fate == Fate.CHANGED:
        set_figure(challenge, value or challenge.value, user)
    challenge.fate, challenge.answer = fate, reason
    challenge.answered_at, challenge.answered_by = clock.now(), user
    challenge.save()
    territories.bump_revision(territory_id=challenge.contribution.territory_id)
    moved(inventory)
    return challenge


def set_figure(challenge: Challenge, value: str, user: User) -> None:
    row = challenge.service if challenge.figure in OF_SERVICE else challenge.dependency
    if row is None:
        raise NotPossible(_("This dependency is gone: there is no figure left to change."))
    if not value:
        raise NotPossible(_("Give the new value of the figure."))
    was = figures.values(row)
    for name, number in figures.parsed(challenge.figure, value).items():
        setattr(row, name, number)
    row.by_rule = ""
    checked(row)
    row.save()
    source = _("%(source)s (challenge %(reference)s)") % {
        "source": challenge.source or _("what somebody knows"),
        "reference": challenge.contribution.reference,
    }
    tell(row, was, Said(source, Confidence.DECLARED, clock.today()), user)
