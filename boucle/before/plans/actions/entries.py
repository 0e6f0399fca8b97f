"""Lines of a section are added, changed, put in order, removed; each time a line of history says by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from boucle.before.plans import registry, rules
from boucle.before.plans.actions import entry_log, entry_order
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.enums import EntryVerb
from boucle.before.plans.models import Entry, Section
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.foundation.lifecycle.enums import Purpose
from boucle.foundation.lifecycle.models import Contact
from boucle.foundation.lifecycle.rules import NotPossible


@dataclass(frozen=True)
class Draft:
    """A line that a file holds: the fields of its type, and whom to reach."""

    fields: Mapping[str, Any]
    contact: ContactDetails | None = None


@transaction.atomic
def add(
    *,
    section: Section,
    user: User | None,
    model: type[Entry],
    fields: Mapping[str, Any],
    contact: ContactDetails | None = None,
    form_key: UUID | None = None,
) -> Entry:
    """One more line, last in its list; the same form again gives the line that it made. `fields`: those of the type.

    `user` is None from the shell. Raises NotAllowed for whoever does not write the section, NotPossible where it holds
    something else, or where the database would refuse.
    """
    check_write(section, user)
    rules.check_holds(section, model)
    lock(section)
    made = model._default_manager.filter(form_key=form_key).first() if form_key else None
    if made is not None:
        return made
    type_ = registry.BY_MODEL[model]
    entry = model(section=section, form_key=form_key, **{"is_open": type_.opens, **fields})
    entry.position = entry_order.next_position(section, model)
    if type_.has_contact and contact:
        entry.contact = keep(contact, None)  # type: ignore[attr-defined]  # types with a contact have the column
    save(entry)
    entry_order.settle(entry)
    entry_log.log(entry, user, EntryVerb.ADDED, {})
    plans.show(section.plan)
    return entry


@transaction.atomic
def add_many(*, section: Section, user: User | None, model: type[Entry], drafts: Sequence[Draft]) -> list[Entry]:
    """Lines of a file, after those that are there, in its order. Whether they are there already is asked above."""
    check_write(section, user)
    rules.check_holds(section, model)
    lock(section)
    type_ = registry.BY_MODEL[model]
    first = entry_order.next_position(section, model)
    made = [
        model(section=section, position=first + place, **{"is_open": type_.opens, **draft.fields})
        for place, draft in enumerate(drafts)
    ]
    for entry, draft in zip(made, drafts, strict=True):
        if type_.has_contact and draft.contact:
            entry.contact = keep(draft.contact, None)  # type: ignore[attr-defined]  # its type has a contact
    model._default_manager.bulk_create(made)
    entry_log.log_many(made, user, EntryVerb.ADDED)
    if made:
        entry_order.settle(made[-1])
        plans.show(section.plan)
    return made


@transaction.atomic
def change(
    *,
    entry: Entry,
    user: User,
    fields: Mapping[str, Any],
    contact: ContactDetails | None = None,
    seen: int | None = None,
) -> Entry:
    """Other words for a line; unchanged, nothing is written. `contact` None leaves it alone, an empty one forgets it.

    Raises rules.Outdated when somebody wrote the line since the form was opened.
    """
    check_write(entry.section, user)
    lock(entry.section)
    entry = fresh(entry)
    rules.check_seen(entry, seen)
    before = entry_log.snapshot(entry)
    for name, value in fields.items():
        setattr(entry, name, value)
    changed = entry_log.differences(entry, before)
    if registry.of(entry).has_contact and contact is not None and rewrite(entry, contact):
        changed["contact"] = []
    if not changed:
        return entry
    entry.version += 1
    save(entry)
    if "rank" in changed:
        entry_order.settle(entry)
    entry_log.log(entry, user, EntryVerb.CHANGED, changed)
    plans.show(entry.section.plan)
    return entry


@transaction.atomic
def remove(*, entry: Entry, user: User, seen: int | None = None) -> None:
    """The line goes, with its contact; its last words stay in the history. Gone already, nothing happens."""
    check_write(entry.section, user)
    lock(entry.section)
    found = type(entry)._default_manager.filter(pk=entry.pk).first()
    if found is None:
        return
    rules.check_seen(found, seen)
    entry_log.log(
        found, user, EntryVerb.REMOVED, {name: [value] for name, value in entry_log.snapshot(found).items() if value}
    )
    contact: Contact | None = getattr(found, "contact", None)
    found.delete()
    if contact is not None:
        contact.delete()
    entry_order.settle(entry)
    plans.show(entry.section.plan)


@transaction.atomic
def move(*, entry: Entry, user: User, is_up: bool) -> bool:
    """One place up or down among its like; at the end of the list nothing changes. Whether it moved."""
    check_write(entry.section, user)
    lock(entry.section)
    entry = fresh(entry)
    if not entry_order.swap(entry, is_up=is_up):
        return False
    entry_log.log(entry, user, EntryVerb.MOVED, {})
    plans.show(entry.section.plan)
    return True


def check_write(section: Section, user: User | None) -> None:
    """From the shell, whoever runs the server answers for it."""
    if user is not None:
        rules.check_write(section, user)


def lock(section: Section) -> None:
    """The order and the versions of a section's lines are written by one person at a time (SQLite writes so anyway)."""
    if connection.features.has_select_for_update:
        Section.objects.select_for_update().values_list("pk").get(pk=section.pk)


def fresh(entry: Entry) -> Entry:
    """As it is now. Raises NotPossible when somebody removed it."""
    found = type(entry)._default_manager.select_related("section__plan").filter(pk=entry.pk).first()
    if found is None:
        raise NotPossible(_("Somebody removed this line meanwhile: add it again if it is still true."))
    return found


def save(entry: Entry) -> None:
    """Raises NotPossible with the sentence of the constraint that it would break."""
    try:
        entry.validate_constraints()
    except ValidationError as refusal:
        raise NotPossible(" ".join(refusal.messages)) from refusal
    entry.save()


def rewrite(entry: Entry, details: ContactDetails) -> bool:
    """Whether what is kept of people changed."""
    known: Contact | None = entry.contact  # type: ignore[attr-defined]  # asked before: its type has a contact
    if known is not None and not details:
        entry.contact = None  # type: ignore[attr-defined]  # the same
        known.delete()
        return True
    if known is None and not details:
        return False
    if known is not None and (known.name, known.phone, known.email) == (details.name, details.phone, details.email):
        return False
    entry.contact = keep(details, known)  # type: ignore[attr-defined]  # the same
    return True


def keep(details: ContactDetails, known: Contact | None) -> Contact | None:
    """Of no contribution: a published section would keep it for ever, and the queue would show it to its referents."""
    return lifecycle.save_contact(contribution=None, purpose=Purpose.DIRECTORY, details=details, known=known)
