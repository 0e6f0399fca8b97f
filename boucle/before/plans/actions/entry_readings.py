"""Who reads what sections list: the crisis staff everything, with a trace; everybody else what is open."""

from django.db import transaction

from boucle.before.plans import rules
from boucle.before.plans.models import Entry, Means, Person, Plan, Section
from boucle.before.plans.queries import entries as queries
from boucle.before.plans.queries import whole_plan
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.models import Contact


@transaction.atomic
def read(*, section: Section, reader: accounts.Somebody) -> queries.Listed | None:
    """What this reader may see of the entries of a section; None where it is text only.

    The crisis staff sees every line, with people's details, and the reading of these is noted; everybody else sees what
    is open, once the section is published.
    """
    is_staff = rules.is_staff(section.plan, reader)
    listed = queries.of(section, is_staff=is_staff)
    if listed is None or (not is_staff and not rules.is_public(section)):
        return queries.Listed(listed.type, [], False) if listed else None
    if isinstance(reader, User):
        lifecycle.note_reading(contacts=[row.contact for row in listed.rows if row.contact], reader=reader)
    return listed


@transaction.atomic
def note_reading(*, entry: Entry, reader: User) -> None:
    """Somebody sees the contact of a line in its form."""
    contact: Contact | None = getattr(entry, "contact", None)
    if contact is not None:
        rules.check_staff(entry.section.plan, reader)
        lifecycle.note_reading(contacts=[contact], reader=reader)


@transaction.atomic
def take_people(*, plan: Plan, reader: User) -> list[Person]:
    """The whole directory, to be taken out as a file; each reading is noted. Raises NotAllowed."""
    rules.check_export(plan, reader)
    rows = list(whole_plan.people(plan))
    lifecycle.note_reading(contacts=[row.contact for row in rows if row.contact], reader=reader)
    return rows


@transaction.atomic
def take_means(*, plan: Plan, reader: User) -> list[Means]:
    """The whole inventory, in the same way."""
    rules.check_export(plan, reader)
    rows = list(whole_plan.inventory(plan))
    lifecycle.note_reading(contacts=[row.contact for row in rows if row.contact], reader=reader)
    return rows
