"""Decide: what is kept, what is not, and why; then everybody who took part is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.enums import Purpose
from boucle.foundation.lifecycle.models import Contact
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.messages import actions as messages
from boucle.foundation.messages.enums import Template
from boucle.foundation.territories import actions as territories
from boucle.together.consultations import rules
from boucle.together.consultations.actions.prepare import locked
from boucle.together.consultations.enums import Stage
from boucle.together.consultations.models import Consultation, Decision, Item, Outcome
from boucle.together.consultations.queries import deciding

LONGEST, LONGEST_REASON = 8000, 1000


@dataclass(frozen=True)
class Choice:
    """What becomes of one item, and why."""

    is_kept: bool
    reason: str


@transaction.atomic
def decide(
    *, consultation: Consultation, user: User, text: str, review_on: date, outcomes: Mapping[Item, Choice]
) -> Decision:
    """Publishes what was decided, and writes to the panel and to whoever brought a statement.

    Raises NotPossible before the close, twice, without a text, with a review that is not ahead, or when an item that
    was asked has no outcome or no reason.
    """
    row = locked(consultation)
    rules.check_facilitate(row, user)
    check_time(row)
    cleaned = texts.clean(text)
    if not cleaned:
        raise NotPossible(_("Write what is decided."))
    if len(cleaned) > LONGEST:
        raise NotPossible(_("Shorten the decision: it has more than 8,000 signs."))
    if review_on <= clock.today():
        raise NotPossible(_("The decision is looked at again on a day that is still ahead."))
    made = Decision.objects.create(
        consultation=row, text=cleaned, decided_at=clock.now(), decided_by=user, review_on=review_on
    )
    Outcome.objects.bulk_create(outcome(made, item, outcomes.get(item)) for item in deciding.items(row))
    row.stage = Stage.DECIDED
    row.save(update_fields=["stage"])
    tell(row)
    territories.bump_revision(territory_id=row.contribution.territory_id)
    return made


def check_time(row: Consultation) -> None:
    if row.stage == Stage.DECIDED:
        raise NotPossible(_("The decision is published already."))
    if row.stage != Stage.CLOSED:
        raise NotPossible(_("Close the consultation first: one decides when everybody has answered."))


def outcome(decision: Decision, item: Item, choice: Choice | None) -> Outcome:
    if choice is None:
        raise NotPossible(_("Say whether “%(item)s” is kept.") % {"item": item.text[:80]})
    reason = texts.clean_line(choice.reason)
    if not reason:
        raise NotPossible(_("Say why, for “%(item)s”.") % {"item": item.text[:80]})
    if len(reason) > LONGEST_REASON:
        raise NotPossible(_("Shorten the reason of “%(item)s”: 1,000 signs at most.") % {"item": item.text[:80]})
    return Outcome(decision=decision, item=item, is_kept=choice.is_kept, reason=reason)


def tell(row: Consultation) -> None:
    """One letter for each address, whether they were invited, brought a statement, or both."""
    invited = Contact.objects.filter(panellist__consultation=row, panellist__left_on=None)
    authors = Contact.objects.filter(contribution__statement__consultation=row, purpose=Purpose.AUTHOR)
    written = set()
    for contact in [*invited.order_by("id"), *authors.order_by("id")]:
        address = contact.email.lower()
        if address and address not in written:
            written.add(address)
            letter(row, contact)


def letter(row: Consultation, contact: Contact) -> None:
    messages.send(
        template=Template.PANEL_DECISION,
        dedupe=f"{Template.PANEL_DECISION}:{row.pk}:{contact.pk}",
        contact=contact,
        context=messages.facts(row.contribution),
    )
