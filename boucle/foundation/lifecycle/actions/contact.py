"""Personal data: written apart, read with a trace, purged on its date."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Purpose, State
from boucle.foundation.lifecycle.models import Contact, ContactReading, Contribution

KEPT_AFTER_SITUATION = timedelta(days=90)
KEPT_WITHOUT_SITUATION = timedelta(days=400)


@dataclass(frozen=True)
class ContactDetails:
    """What somebody gives so that they can be reached."""

    name: str = ""
    email: str = ""
    phone: str = ""

    def __bool__(self) -> bool:
        return bool(self.email or self.phone or self.name)


def keep_until(contribution: Contribution | None) -> date:
    """Three months after the end of the situation; while it lasts, three months after its next review."""
    situation = contribution.situation if contribution else None
    if situation is None:
        return clock.today() + KEPT_WITHOUT_SITUATION
    end = situation.closed_at.date() if situation.closed_at else max(situation.end_review_on, clock.today())
    return end + KEPT_AFTER_SITUATION


@transaction.atomic(savepoint=False)
def save_contact(
    *,
    contribution: Contribution | None,
    purpose: Purpose,
    details: ContactDetails,
    known: Contact | None = None,
) -> Contact | None:
    """One contact per purpose and contribution; nothing is written when nothing was given. `known`: the one that these
    details take the place of."""
    if not details:
        return None
    contact = known
    if contact is None and contribution is not None and purpose == Purpose.AUTHOR:
        contact = contribution.contacts.filter(purpose=purpose).first()
    return write(contact or new_contact(contribution, purpose), details)


def new_contact(contribution: Contribution | None, purpose: Purpose) -> Contact:
    return Contact(contribution=contribution, purpose=purpose, consent_at=clock.now())


def write(contact: Contact, details: ContactDetails) -> Contact:
    contact.name, contact.email, contact.phone = details.name, details.email, details.phone
    contact.keep_until = keep_until(contact.contribution)
    contact.save()
    return contact


@transaction.atomic
def read_contacts(*, contribution: Contribution, reader: User) -> list[Contact]:
    """The contacts of a fiche, for somebody who may see them; the reading is noted.

    Raises rules.NotAllowed outside the reader's scope.
    """
    if not rules.can_read_contact(contribution, reader):
        raise rules.NotAllowed(rules.outside_sentence())
    contacts = list(contribution.contacts.all())
    note_reading(contacts=contacts, reader=reader)
    return contacts


def note_reading(*, contacts: Iterable[Contact], reader: User) -> None:
    """One line for each person whose details are shown, for a page whose own rules said that its reader may see them.
    One query, however many people."""
    now = clock.now()
    ContactReading.objects.bulk_create(ContactReading(contact=contact, reader=reader, at=now) for contact in contacts)


@transaction.atomic(savepoint=False)
def keep_contacts(*, contacts: Iterable[Contact]) -> None:
    """Somebody checked them: those of no contribution are kept as long again from today on."""
    ids = [contact.pk for contact in contacts if contact.contribution_id is None]
    Contact.objects.filter(pk__in=ids).update(keep_until=keep_until(None))


@transaction.atomic
def purge_contacts() -> int:
    """Deletes what has passed its date, unless its fiche is still public. Returns how many were deleted."""
    over = Contact.objects.filter(keep_until__lt=clock.today()).exclude(
        contribution__state=State.PUBLISHED, contribution__situation__closed_at__isnull=True
    )
    count = over.count()
    over.delete()
    return count
