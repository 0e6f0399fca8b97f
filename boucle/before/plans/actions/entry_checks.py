"""Lines are looked at again: still true today. Then the people who can be reached are kept as long again."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.plans import registry, rules
from boucle.before.plans.actions import entries, entry_log
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.enums import EntryVerb, MilestoneType
from boucle.before.plans.models import Entry, Milestone, Plan, Section
from boucle.before.plans.queries import directories
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.models import Contact
from boucle.foundation.lifecycle.rules import NotPossible


@transaction.atomic
def check(*, entry: Entry, user: User) -> None:
    """Still true today; said twice on one day, nothing is written."""
    entries.check_write(entry.section, user)
    entries.lock(entry.section)
    note([entries.fresh(entry)], user)
    plans.show(entry.section.plan)


@transaction.atomic
def check_all(*, section: Section, user: User) -> int:
    """Every line of the section is still true today. Returns how many were not checked today yet."""
    entries.check_write(section, user)
    entries.lock(section)
    type_ = registry.BY_CONTENT.get(section.content)
    if type_ is None:
        raise NotPossible(_("This section is text only: it has no lines."))
    rows = list(type_.model._default_manager.filter(section=section))
    done = note(rows, user)
    plans.show(section.plan)
    return done


def note(rows: list[Entry], user: User) -> int:
    today = clock.today()
    late = [row for row in rows if row.checked_on != today]
    for row in late:
        row.checked_on = today
    if late:
        type(late[0])._default_manager.bulk_update(late, ["checked_on"])
        entry_log.log_many(late, user, EntryVerb.CHECKED)
    lifecycle.keep_contacts(contacts=contacts(rows))
    return len(late)


def contacts(rows: list[Entry]) -> list[Contact]:
    if not rows or not registry.of(rows[0]).has_contact:
        return []
    kept = [row.contact_id for row in rows]  # type: ignore[attr-defined]  # its type has a contact
    return list(Contact.objects.filter(pk__in=[each for each in kept if each]))


@transaction.atomic
def verify_contacts(*, plan: Plan, user: User) -> Milestone:
    """Writes that the contacts of the plan were verified, on the day of the last check.

    Raises NotAllowed for whoever does not keep the plan, NotPossible while a line was not looked at.
    """
    rules.check_keep(plan, user)
    day: date | None = directories.verified_on(plan)
    if day is None:
        raise NotPossible(_("Some lines of the directory were not checked yet: look at them first."))
    return plans.add_milestone(plan=plan, user=user, type=MilestoneType.CONTACTS, on=day)
