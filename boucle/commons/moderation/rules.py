"""Who may sit at the desk of moderation."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.models import Contribution


def can_sit(user: User, right: Right = Right.SEE) -> bool:
    """Whether somebody has a scope with this right, anywhere."""
    return accounts.scopes_of(user).filter(accounts.having(right)).exists()


def check_sit(user: User) -> None:
    if not can_sit(user):
        raise PermissionDenied(_("This page is for referents and coordinators: your account has no scope yet."))


def check_export(user: User) -> None:
    if not can_sit(user, Right.EXPORT):
        raise PermissionDenied(_("Your account may not export: ask the coordinator of the territory."))


def check_see(contribution: Contribution, user: User) -> None:
    """Moderation shows a fiche to those in scope only, even when it is public."""
    if not lifecycle.holds(contribution, user, Right.SEE):
        raise PermissionDenied(lifecycle.outside_sentence())
