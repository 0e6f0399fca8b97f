"""Invite a whole list: row by row, with no double; a list run again invites only whoever is new."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.together.consultations import rules
from boucle.together.consultations.actions import panel, prepare
from boucle.together.consultations.models import Consultation, Group, Panellist
from boucle.together.consultations.queries.panel import Person


@dataclass(frozen=True)
class Taken:
    """What became of a row: invited, there already, or set aside for its `person.problem`."""

    person: Person
    panellist: Panellist | None = None
    is_new: bool = False


@transaction.atomic
def invite_many(*, consultation: Consultation, user: User, people: Sequence[Person]) -> list[Taken]:
    """Invites everybody whose row is whole; groups that are not there yet are made."""
    rules.check_facilitate(consultation, user)
    rules.check_running(consultation)
    groups = {group.name.lower(): group for group in consultation.groups.all()}
    return [one(consultation, user, person, groups) for person in people]


def one(consultation: Consultation, user: User, person: Person, groups: dict[str, Group]) -> Taken:
    if person.problem:
        return Taken(person)
    details = ContactDetails(name=person.name, email=person.email)
    made = panel.invite(
        consultation=consultation, user=user, details=details, group=grouped(consultation, user, person.group, groups)
    )
    return Taken(person, made.panellist, made.is_new)


def grouped(consultation: Consultation, user: User, name: str, groups: dict[str, Group]) -> Group | None:
    if not name:
        return None
    key = name.lower()
    if key not in groups:
        groups[key] = prepare.add_group(consultation=consultation, user=user, name=name)
    return groups[key]
