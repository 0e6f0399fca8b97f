"""What the page of a fiche shows."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from boucle.during.initiatives.models import Photo
from boucle.during.initiatives.queries import places
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import Reason, Role, State, Verb
from boucle.foundation.lifecycle.models import Contribution, Transition
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory

LATE = 0.15  # of the time between two checks: when less is left, a fiche is said to need one
HIDDEN_REASONS = {Reason.DANGEROUS, Reason.PERSONAL, Reason.ABUSIVE}  # archived for these, the page shows nothing
PUBLIC_VERBS = (Verb.PROPOSE, Verb.PUBLISH, Verb.VERIFY, Verb.WITHDRAW, Verb.ARCHIVE, Verb.RESTORE, Verb.MERGE)


@dataclass(frozen=True)
class Line:
    """One line of the public history: no name, a role and a place."""

    what: str
    how: str
    who: str
    at: datetime


def full() -> QuerySet[Contribution]:
    return lifecycle.full().select_related("initiative", "situation__territory").filter(kind="initiative")


def by_reference(reference: str) -> Contribution | None:
    """Takes small letters, and the signs that people confuse."""
    asked = reference.upper().replace("O", "0").replace("I", "1").replace("L", "1")
    return full().filter(reference=asked).first() if asked.isalnum() else None


def by_secret(secret: str) -> Contribution | None:
    """The fiche whose private link this is."""
    found = lifecycle.by_secret(secret)
    return full().filter(pk=found.pk).first() if found is not None and found.kind == "initiative" else None


def home(contribution: Contribution) -> Territory:
    """The open territory around a fiche, closest first; its own when none is open."""
    return territories.open_around(contribution.territory)


def situation(contribution: Contribution, place: Territory) -> Situation | None:
    return contribution.situation or situations.current(place)


def postal_code(contribution: Contribution) -> str:
    """The commune's postal code, when it has only one."""
    codes = territories.postal_codes([contribution.territory_id]).get(contribution.territory_id, [])
    return codes[0] if len(codes) == 1 else ""


def photo(contribution: Contribution) -> Photo | None:
    """The photo that the public sees, without its bytes."""
    key = contribution.initiative.photo_key
    return contribution.initiative.photos.filter(key=key).defer("image").first() if key else None


def needs_check(contribution: Contribution) -> bool:
    """Whether it is to be checked again soon, or should have been."""
    if contribution.review_on is None or contribution.verified_at is None:
        return True
    whole = (contribution.review_on - timezone.localdate(contribution.verified_at)).days
    return (contribution.review_on - clock.today()).days < whole * LATE


def is_hidden(contribution: Contribution) -> bool:
    """Whether an archived fiche shows nothing but its end: its content was the reason."""
    last = lifecycle.last_transition(contribution)
    return contribution.published_at is None or (last is not None and last.reason in HIDDEN_REASONS)


def history(contribution: Contribution) -> list[Line]:
    """The public lines, newest first. What was asked of the author, refused, or still waits is nobody else's."""
    lines = contribution.transitions.filter(verb__in=PUBLIC_VERBS).order_by("-number")
    return [line(contribution, each) for each in lines]


def line(contribution: Contribution, transition: Transition) -> Line:
    what, how = what_words(contribution, transition)
    return Line(what, how, who_words(contribution, transition.role), transition.at)


def what_words(contribution: Contribution, transition: Transition) -> tuple[str, str]:
    verb = Verb(transition.verb)
    if verb == Verb.PUBLISH and transition.source == State.PUBLISHED:
        return _("Corrected"), changed_words(contribution, transition.changed)
    reason = str(Reason(transition.reason).label).lower() if transition.reason else ""
    words = {
        Verb.PROPOSE: (_("Proposed"), ""),
        Verb.PUBLISH: (_("Published"), _("after review")),
        Verb.VERIFY: (_("Checked"), _("still true")),
        Verb.WITHDRAW: (_("Withdrawn"), _("by its author")),
        Verb.ARCHIVE: (_("Archived"), reason),
        Verb.RESTORE: (_("Brought back"), ""),
        Verb.MERGE: (_("Merged"), _("with another fiche that says the same")),
    }
    return words[verb]


def changed_words(contribution: Contribution, changed: Any) -> str:
    labels = registry.kind(contribution.kind).labels
    return ", ".join(str(labels.get(name, name)).lower() for name in changed)


def who_words(contribution: Contribution, role: str) -> str:
    if role == Role.AUTHOR:
        return contribution.initiative.organisation or _("its author")
    if role == Role.REFERENT:
        return _("referents %(of_place)s") % {"of_place": places.of(contribution.territory)}
    if role == Role.COORDINATOR:
        return _("coordination %(of_place)s") % {"of_place": places.of(contribution.territory)}
    return "Boucle"


def reviewer(lines: list[Line]) -> str:
    """Who last reviewed it, as a role and a place."""
    return next((each.who for each in lines if each.what in {_("Published"), _("Corrected")}), "")


def author_history(contribution: Contribution) -> list[Line]:
    """Every line, for the author: questions and refusals too, in words."""
    lines = contribution.transitions.order_by("-number")
    return [author_line(contribution, each) for each in lines]


def author_line(contribution: Contribution, transition: Transition) -> Line:
    verb = Verb(transition.verb)
    if verb in PUBLIC_VERBS:
        return line(contribution, transition)
    reason = str(Reason(transition.reason).label).lower() if transition.reason else ""
    is_back = transition.source == State.PUBLISHED and not transition.changed
    words = {
        Verb.REVISE: (
            _("Correction taken back") if is_back else _("Correction sent"),
            changed_words(contribution, transition.changed),
        ),
        Verb.RETURN: (_("A question for you"), transition.note),
        Verb.REJECT: (_("Not kept"), ", ".join(filter(None, [reason, transition.note]))),
    }
    what, how = words[verb]
    return Line(what, how, who_words(contribution, transition.role), transition.at)
