"""Permission checks: `can_x` says yes or no, `check_x` refuses with a sentence."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from boucle.foundation.accounts import queries
from boucle.foundation.accounts.enums import Post, Right
from boucle.foundation.accounts.models import Invitation, Scope, User
from boucle.foundation.core import clock
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory

REFUSALS = {
    Right.SEE: _("Your account cannot see this: it lies outside the places and themes entrusted to you."),
    Right.DECIDE: _("Your account cannot decide here: ask the coordinator of the territory."),
    Right.EDIT: _("Your account cannot correct fiches here: ask the coordinator of the territory."),
    Right.EXPORT: _("Your account cannot export from here: ask the coordinator of the territory."),
}


@dataclass(frozen=True)
class Offer:
    """What is given to a member: a post on a territory and a theme (None: every theme), with some rights."""

    territory: Territory
    theme: Theme | None = None
    post: Post = Post.REFERENT
    rights: frozenset[Right] = frozenset({Right.SEE, Right.DECIDE})
    is_deputy: bool = False

    def rights_fields(self) -> dict[str, bool]:
        return {"is_deputy": self.is_deputy} | {f"can_{right.value}": right in self.rights for right in Right}

    def fields(self) -> dict[str, Any]:
        return {"post": self.post, "territory": self.territory, "theme": self.theme} | self.rights_fields()


def can(user: queries.Somebody, right: Right, *, territory_id: int, theme_id: int | None) -> bool:
    """Whether one of somebody's scopes covers a place and a theme with this right; one query."""
    held = queries.scopes_of(user).filter(queries.having(right))
    return held.filter(queries.covering(territory_id, theme_id)).exists()


def check(user: queries.Somebody, right: Right, *, territory_id: int, theme_id: int | None) -> None:
    """Raises PermissionDenied with a sentence for people."""
    if not can(user, right, territory_id=territory_id, theme_id=theme_id):
        raise PermissionDenied(REFUSALS[Right(right)])


def can_coordinate(user: queries.Somebody, territory_id: int) -> bool:
    """Whether somebody coordinates a territory, or one around it; one query."""
    held = queries.scopes_of(user).filter(post=Post.COORDINATOR)
    return held.filter(queries.covering(territory_id, None)).exists()


def check_coordinate(user: queries.Somebody, territory_id: int) -> None:
    if not can_coordinate(user, territory_id):
        raise PermissionDenied(_("This page is for the coordinators of this territory."))


def check_offer(user: queries.Somebody, offer: Offer) -> None:
    """A coordinator gives scopes inside their own territory, and only rights that they hold there."""
    place = offer.territory.pk
    if not can_coordinate(user, place):
        sentence = _("You do not coordinate %(territory)s: choose a place inside your own territory.")
        raise PermissionDenied(sentence % {"territory": offer.territory.name})
    for right in sorted(offer.rights):
        if not can(user, right, territory_id=place, theme_id=None):
            sentence = _("You cannot give the right “%(right)s”: you do not hold it yourself here.")
            raise PermissionDenied(sentence % {"right": right.label})


def check_remove(user: User, scope: Scope) -> None:
    check_coordinate(user, scope.territory_id)
    if scope.user_id == user.pk and scope.post == Post.COORDINATOR:
        raise PermissionDenied(
            _("You cannot remove your own coordination: ask another coordinator, or delete your account.")
        )


def is_open(invitation: Invitation) -> bool:
    """Whether an invitation can still be accepted."""
    return invitation.accepted_at is None and invitation.expires_at > clock.now()


def check_open(invitation: Invitation) -> None:
    if not is_open(invitation):
        raise ValidationError(_("This invitation has been used already, or it is older than seven days."))


def is_for(invitation: Invitation, user: queries.Somebody) -> bool:
    """Whether a signed-in member is the person invited: the address is one of theirs."""
    return user.is_authenticated and user.email.lower() == invitation.email.lower()


def check_for(invitation: Invitation, user: User) -> None:
    if not is_for(invitation, user):
        raise PermissionDenied(_("This invitation was sent to another address than yours."))
