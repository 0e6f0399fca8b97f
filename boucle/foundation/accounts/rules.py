"""Permission checks: `can_x` says yes or no, `check_x` refuses with a sentence."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from boucle.foundation.accounts import queries
from boucle.foundation.accounts.enums import Post, Right

REFUSALS = {
    Right.SEE: _("Your account cannot see this: it lies outside the places and themes entrusted to you."),
    Right.DECIDE: _("Your account cannot decide here: ask the coordinator of the territory."),
    Right.EDIT: _("Your account cannot correct fiches here: ask the coordinator of the territory."),
    Right.EXPORT: _("Your account cannot export from here: ask the coordinator of the territory."),
}


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
