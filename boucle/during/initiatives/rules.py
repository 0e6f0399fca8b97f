"""Who handles what visitors send about a fiche."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.models import Contribution


def can_decide(contribution: Contribution, user: User) -> bool:
    """Whether somebody handles the reports and claims about a fiche."""
    return accounts.can(user, Right.DECIDE, territory_id=contribution.territory_id, theme_id=contribution.theme_id)


def check_decide(contribution: Contribution, user: User | None) -> None:
    if user is None or not can_decide(contribution, user):
        raise PermissionDenied(_("This fiche is outside your scope: you may not do this to it."))
