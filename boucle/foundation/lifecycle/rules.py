"""Who may do what to a contribution: one answer for pages, API, shell and jobs."""

import secrets
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _

from boucle.foundation.accounts import rules as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock, ids
from boucle.foundation.lifecycle import queries, registry, transitions
from boucle.foundation.lifecycle.enums import Role, State, Verb
from boucle.foundation.lifecycle.models import Contribution, Transition

Posts = Mapping[Right, Collection[str]]


@dataclass(frozen=True)
class By:
    """Who acts: a signed-in member, the holder of a private link or of a letter to the author, or Boucle itself."""

    user: User | None = None
    secret: str = ""
    is_system: bool = False
    author_of: UUID | None = None  # the contribution whose author's mailbox a signed link came from


SYSTEM = By(is_system=True)
STRANGER = By()


class NotAllowed(PermissionDenied):
    """The person may not do this here. The message is a sentence for people."""


class NotPossible(Exception):
    """The contribution is not in a state where this can be done. The message is a sentence for people."""


class Stale(NotPossible):
    """The row moved since the form was opened; `transition` is what happened meanwhile."""

    def __init__(self, message: str, transition: Transition) -> None:
        super().__init__(message)
        self.transition = transition


def is_author(contribution: Contribution, by: By) -> bool:
    """True for the account that brought it, and for whoever holds its private link or answers from its mailbox."""
    if by.author_of is not None and by.author_of == contribution.uid and contribution.erased_at is None:
        return True
    if by.user is not None and by.user.is_active and contribution.author_id == by.user.pk:
        return True
    if not by.secret or not contribution.secret_hash:
        return False
    return secrets.compare_digest(ids.digest(by.secret), contribution.secret_hash)


def role(
    contribution: Contribution,
    by: By,
    allowed: frozenset[Role],
    right: Right = Right.DECIDE,
    posts: Posts | None = None,
) -> Role | None:
    """The role, among those allowed, in which `by` stands towards the contribution; the closest to it first.

    A referent's or a coordinator's post counts only where it carries `right`. `posts`: those already read, by right.
    """
    if Role.SYSTEM in allowed and by.is_system:
        return Role.SYSTEM
    if Role.AUTHOR in allowed and is_author(contribution, by):
        return Role.AUTHOR
    if by.user is None or not allowed & transitions.DECIDERS:
        return None
    held = posts[right] if posts is not None else queries.posts(contribution, by.user, right)
    return next((post for post in (Role.COORDINATOR, Role.REFERENT) if post in allowed and post.value in held), None)


def right(verb: Verb) -> Right:
    """What a referent or a coordinator must hold: correcting a fiche is a right apart from deciding on it."""
    return Right.EDIT if verb == Verb.REVISE else Right.DECIDE


def can_move(contribution: Contribution, verb: Verb, by: By, posts: Posts | None = None) -> bool:
    try:
        check_move(contribution, verb, by, posts)
    except (NotAllowed, NotPossible):
        return False
    return True


def possible(contribution: Contribution, verbs: Iterable[Verb], by: By) -> frozenset[Verb]:
    """Which of these verbs somebody may do now; as many queries for many verbs as for one."""
    rights = {right(verb) for verb in verbs}
    posts = {each: queries.posts(contribution, by.user, each) for each in rights} if by.user else {}
    return frozenset(verb for verb in verbs if can_move(contribution, verb, by, posts))


def check_move(
    contribution: Contribution, verb: Verb, by: By, posts: Posts | None = None
) -> tuple[transitions.Move, Role]:
    """The line of the table that applies, and the role in which it is done.

    Raises NotPossible when no line leaves from this state or the kind forbids it, NotAllowed when the person has none
    of its roles.
    """
    move = transitions.find(verb, State(contribution.state))
    if move is None or contribution.erased_at is not None or contribution.merged_into_id is not None:
        raise NotPossible(impossible(contribution, verb))
    if move.about_revision and not contribution.has_waiting_revision:
        raise NotPossible(_("No revision of this fiche is waiting for a decision."))
    if contribution.situation is not None and contribution.situation.is_closed and not by.is_system:
        check_open(verb)
    found = role(contribution, by, move.roles, right(verb), posts)
    if found is None:
        raise NotAllowed(not_theirs(contribution, verb, by))
    check_not_held(contribution, by, found)
    registry.kind(contribution.kind).check(contribution, verb)
    if verb == Verb.RESTORE and found == Role.AUTHOR:
        # Whoever is both its author and in charge brings it back as the latter.
        found = role(contribution, by, move.roles & transitions.DECIDERS, right(verb), posts) or found
    if verb == Verb.RESTORE and found == Role.AUTHOR:
        check_own_absence(contribution)
    return move, found


def check_open(verb: Verb) -> None:
    """A closed situation is frozen; its people may still take out what is theirs."""
    if verb not in {Verb.WITHDRAW, Verb.ARCHIVE}:
        raise NotPossible(closed_sentence())


def check_own_absence(contribution: Contribution) -> None:
    """What a referent took out of the public's sight does not come back by the author's hand alone."""
    gone = queries.last_transition(contribution)
    if gone is not None and gone.role in transitions.DECIDERS:
        raise NotPossible(_("A referent archived this fiche: only a referent can bring it back."))


def closed_sentence() -> str:
    return _("This situation is closed: its fiches are frozen.")


def outside_sentence() -> str:
    return _("This fiche is outside your scope: you may not do this to it.")


def not_theirs(contribution: Contribution, verb: Verb, by: By) -> str:
    """Why somebody may not: it is out of their scope, or nobody's to do from a scope."""
    if by.user is None or not queries.posts(contribution, by.user, right(verb)):
        return outside_sentence()
    return _("“%(verb)s” is not for a referent to do to a fiche that is: %(state)s.") % {
        "verb": verb.label,
        "state": contribution.get_state_display().lower(),
    }


def impossible(contribution: Contribution, verb: Verb) -> str:
    if contribution.merged_into_id is not None:
        return _("This fiche was merged into another one.")
    return _("“%(verb)s” cannot be done to a fiche that is: %(state)s.") % {
        "verb": verb.label,
        "state": contribution.get_state_display().lower(),
    }


def check_not_held(contribution: Contribution, by: By, found: Role) -> None:
    """Somebody else's claim holds until it expires; the author is never locked out of their own fiche."""
    holder = contribution.held_by
    if found not in transitions.DECIDERS or holder is None or holder == by.user:
        return
    if contribution.held_until is not None and contribution.held_until > clock.now():
        raise NotPossible(
            _("%(name)s is on this fiche until %(time)s.")
            % {
                "name": holder.name or _("A colleague"),
                "time": f"{timezone.localtime(contribution.held_until):%H:%M}",
            }
        )


def check_fresh(contribution: Contribution, seen: int | None, last: Transition | None) -> None:
    """`seen` is the number of the last transition that the form showed; None when there was no form."""
    if seen is None or last is None or last.number == seen:
        return
    raise Stale(_("This fiche has moved since you opened it. Nothing of what you wrote is lost."), last)


def holds(contribution: Contribution, user: User | None, right: Right) -> bool:
    """Whether somebody has a right where a contribution is."""
    if user is None:
        return False
    return accounts.can(user, right, territory_id=contribution.territory_id, theme_id=contribution.theme_id)


def can_read_contact(contribution: Contribution, user: User | None) -> bool:
    return holds(contribution, user, Right.SEE)


def can_see(contribution: Contribution, by: By) -> bool:
    """The public sees what is published; authors and those in scope see the rest."""
    return contribution.is_public or is_author(contribution, by) or holds(contribution, by.user, Right.SEE)
