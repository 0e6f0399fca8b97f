"""Who may read, write and take out the entries of a section."""

from django.utils.translation import gettext as _

from boucle.before.plans import registry
from boucle.before.plans.models import Entry, Plan, Section
from boucle.before.plans.rules import who
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts import rules as accounts_rules
from boucle.foundation.accounts.enums import Right
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible


class Outdated(NotPossible):
    """Somebody else wrote this line since the form was opened. The message is a sentence for people."""


def can_read_section(section: Section, user: accounts.Somebody) -> bool:
    """Everybody reads a published section of an open plan; its staff reads drafts too."""
    return is_public(section) or who.is_staff(section.plan, user)


def is_public(section: Section) -> bool:
    return section.plan.is_open and section.contribution.state == State.PUBLISHED


def can_export(plan: Plan, user: accounts.Somebody) -> bool:
    """The crisis staff, where their post also lets them take data out."""
    places = [plan.territory_id, *plan.shared_with.values_list("pk", flat=True)]
    exporting = (accounts_rules.can(user, Right.EXPORT, territory_id=place, theme_id=None) for place in places)
    return who.is_staff(plan, user) and any(exporting)


def check_export(plan: Plan, user: accounts.Somebody) -> None:
    if not can_export(plan, user):
        raise NotAllowed(_("Taking the directory or the means out of here asks for the right to export."))


def check_holds(section: Section, model: type[Entry]) -> None:
    """Raises NotPossible where the section lists something else, or nothing."""
    if registry.BY_MODEL[model].content != section.content:
        raise NotPossible(
            _("This section holds “%(content)s”: choose another content for it first.")
            % {"content": section.get_content_display()}
        )


def check_seen(entry: Entry, seen: int | None) -> None:
    """`seen` is the version that the form showed; None when there was no form. Raises Outdated."""
    if seen is not None and entry.version != seen:
        raise Outdated(
            _("Somebody wrote this line since you opened it. What you wrote is still here: look at theirs, then save.")
        )
