"""What may be done to a situation, whoever asks."""

from datetime import date

from django.utils.translation import gettext as _

from boucle.foundation.core import clock
from boucle.foundation.situations.models import Situation


class NotPossible(Exception):
    """The situation is not in a state where this can be done. The message is a sentence for people."""


def check_open(situation: Situation) -> None:
    """A closed situation is frozen: what it said is kept as it was."""
    if situation.is_closed:
        raise NotPossible(_("This situation is closed: nothing in it changes any more."))


def check_end_review(day: date) -> None:
    if day < clock.today():
        raise NotPossible(_("The end review is in the past: choose today or a later day."))


def check_fresh(situation: Situation, seen: str) -> None:
    """`seen` is the state of the texts that the form showed; empty when there was no form."""
    if seen and seen != stamp(situation):
        raise NotPossible(
            _("Somebody changed these texts since you opened this page. Read them again; yours are still below.")
        )


def stamp(situation: Situation) -> str:
    """Moves each time the texts are saved; a form carries it."""
    return situation.revised_at.isoformat() if situation.revised_at else "0"
