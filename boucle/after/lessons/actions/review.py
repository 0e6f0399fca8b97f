"""A review is written: after the event, or while it lasts."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.after.lessons import rules
from boucle.after.lessons.engine import validity
from boucle.after.lessons.enums import ReviewFormat
from boucle.after.lessons.models import Review
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories.models import Territory

LONGEST = 4000


@transaction.atomic
def write_review(
    *,
    territory: Territory,
    user: User,
    form: ReviewFormat,
    held_on: date,
    changed: str,
    kept: str = "",
    people: int = 0,
    event: Situation | None = None,
    answers: Collection[str] = (),
    form_key: UUID | None = None,
) -> Review:
    """The same form sent twice makes one. Raises NotPossible without what changes, for a day that is to come, or for a
    review “while it lasts” of an event that is closed."""
    rules.check_keep(territory.pk, user)
    there = Review.objects.filter(form_key=form_key).first() if form_key else None
    if there is not None:
        return there
    said = texts.clean(changed)[:LONGEST]
    check(said, held_on, is_late=form == ReviewFormat.INTRA and event is not None and event.is_closed)
    made = Review.objects.create(
        territory=territory,
        event=event,
        format=ReviewFormat(form),
        held_on=held_on,
        people=people,
        kept=texts.clean(kept)[:LONGEST],
        changed=said,
        answers=[name for name in validity.QUESTIONS if name in answers],
        form_key=form_key,
        written_at=clock.now(),
        written_by=user,
    )
    territories.bump_revisions(territory_ids=[territory.pk])
    return made


def check(said: str, held_on: date, *, is_late: bool) -> None:
    if not said:
        raise NotPossible(_("Say what changes, or what is to be learnt."))
    if held_on > clock.today():
        raise NotPossible(_("This day is still to come: write the review once it is held."))
    if is_late:
        raise NotPossible(_("This event is closed: it is too late for a review while it lasts."))
