"""Who may do what to a plan. A coordinator of its territory keeps it; the crisis staff reads what is not public."""

from django.utils.translation import gettext as _

from boucle.before.plans.models import Plan, Section
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts import rules as accounts_rules
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible


def can_keep(plan: Plan, user: accounts.Somebody) -> bool:
    """Writes the plan, answers its notes, activates its scenarios."""
    return accounts_rules.can_coordinate(user, plan.territory_id)


def check_keep(plan: Plan, user: accounts.Somebody) -> None:
    if not can_keep(plan, user):
        raise NotAllowed(_("This plan is kept by the coordinators of its territory."))


def can_write(section: Section, user: accounts.Somebody) -> bool:
    """Whoever keeps the plan, and the keeper of this section."""
    return is_keeper(section, user) or can_keep(section.plan, user)


def check_write(section: Section, user: accounts.Somebody) -> None:
    if not can_write(section, user):
        raise NotAllowed(_("This section is written by its keeper, or by whoever coordinates the territory."))


def is_keeper(section: Section, user: accounts.Somebody) -> bool:
    return user.is_authenticated and user.is_active and section.keeper_id == user.pk


def is_staff(plan: Plan, user: accounts.Somebody) -> bool:
    """The crisis staff: members who see everything in the territory, or in one that shares the plan, and keepers of
    its sections. They read the staff texts, the directory, what the law closes."""
    if not (user.is_authenticated and user.is_active):
        return False
    places = [plan.territory_id, *plan.shared_with.values_list("pk", flat=True)]
    seeing = (accounts_rules.can(user, Right.SEE, territory_id=place, theme_id=None) for place in places)
    return any(seeing) or plan.sections.filter(keeper=user.pk).exists()


def check_staff(plan: Plan, user: accounts.Somebody) -> None:
    if not is_staff(plan, user):
        raise NotAllowed(_("This part of the plan is for its crisis staff."))


def can_read(plan: Plan, user: accounts.Somebody) -> bool:
    """Everybody, once it is open to the public."""
    return plan.is_open or is_staff(plan, user)


def can_see(section: Section, user: accounts.Somebody) -> bool:
    """What is published in an open plan is everybody's; the rest is its crisis staff's."""
    return (section.plan.is_open and section.contribution.is_public) or is_staff(section.plan, user)


def by(section: Section, user: User) -> lifecycle.By:
    """In whose name somebody writes a section: its keeper stands as its author."""
    return lifecycle.By(user=user, author_of=section.contribution.uid if is_keeper(section, user) else None)


def check_verb(contribution: Contribution, verb: str) -> None:
    """The public reads the sections of open plans only, whichever door they are published by."""
    is_first = verb == Verb.PUBLISH and contribution.published_at is None
    if is_first and Plan.objects.filter(sections=contribution.pk, opened_at=None).exists():
        raise NotPossible(_("Open the plan to the public first: then its sections can be published one by one."))
