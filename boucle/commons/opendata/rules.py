"""Who may import, and who may publish what they import."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.models import User
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory


class Refused(Exception):
    """The file or its destination cannot be taken. The message is a sentence for people."""


def can_import(user: object, territory: Territory) -> bool:
    return isinstance(user, User) and accounts.can_coordinate(user, territory.pk)


def check_import(user: object, territory: Territory) -> None:
    """Raises PermissionDenied for whoever does not coordinate the territory."""
    if not can_import(user, territory):
        raise PermissionDenied(_("Only the coordinators of this territory import files."))


def check_situation(situation: Situation | None) -> None:
    if situation is not None and situation.is_closed:
        raise Refused(_("The situation “%(name)s” is closed: nothing can be added to it.") % {"name": situation.name})


class TooMany(Exception):
    """A key wrote as often as it may this hour; `seconds` until it may again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _("This key has written as often as it may this hour. Try again in %(n)s seconds.") % {"n": seconds}
        )
        self.seconds = seconds
