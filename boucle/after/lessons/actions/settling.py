"""A recommendation, the decision with its reason, the actions that follow."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.after.lessons import rules
from boucle.after.lessons.actions import moving
from boucle.after.lessons.enums import Stage, Verdict
from boucle.after.lessons.models import Decision, Lesson, Recommendation
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.tasks import actions as tasks
from boucle.foundation.tasks.models import Task

LONGEST, LONGEST_BODY = 2000, 120


@transaction.atomic
def recommend(*, lesson: Lesson, user: User, text: str) -> Recommendation:
    """What should be done, before anybody decides; the same words again change nothing."""
    row = moving.locked(lesson, user)
    rules.check_stage(row, (Stage.OBSERVED, Stage.ANALYSED))
    said = texts.clean(text)[:LONGEST]
    if not said:
        raise NotPossible(_("Say what is recommended."))
    made, _new = Recommendation.objects.get_or_create(lesson=row, text=said, defaults={"at": clock.now(), "by": user})
    moving.show(row)
    return made


@transaction.atomic
def decide(
    *, lesson: Lesson, user: User, verdict: Verdict, reason: str, body: str, words: str = "", on: date | None = None
) -> Decision:
    """Accepted, amended or refused, and why: everybody reads the reason once the lesson is published.

    Raises NotPossible without a reason, without who decides, for an amendment that does not say what is decided, for a
    day that is to come, or where nothing was understood yet.
    """
    row = moving.locked(lesson, user)
    given, decided, said = texts.clean(reason)[:LONGEST], texts.clean_line(body)[:LONGEST_BODY], texts.clean(words)
    if not given:
        raise NotPossible(_("Say why: a decision without its reason is not published."))
    if not decided:
        raise NotPossible(_("Say who decides: a council, a service, a person in charge by their function."))
    if verdict == Verdict.AMENDED and not said:
        raise NotPossible(_("Say what is decided in the place of what was recommended."))
    if on is not None and on > clock.today():
        raise NotPossible(_("This day is still to come: write the decision once it is taken."))
    target = Stage.REFUSED if verdict == Verdict.REFUSED else Stage.DECIDED
    rules.check_way(row, target)
    made = Decision.objects.create(
        lesson=row,
        verdict=Verdict(verdict),
        body=decided,
        words=said[:LONGEST],
        reason=given,
        on=on or clock.today(),
        at=clock.now(),
        by=user,
    )
    moving.move(row, target, user, given if target == Stage.REFUSED else "")
    return made


@transaction.atomic
def act(
    *,
    lesson: Lesson,
    user: User,
    title: str,
    role: str = "",
    owner: User | None = None,
    due_at: datetime | None = None,
    means: str = "",
    detail: str = "",
    form_key: UUID | None = None,
) -> Task:
    """What somebody does about it, by a date. Raises NotPossible without anybody to do it, without a date, or before
    the decision."""
    row = moving.locked(lesson, user)
    rules.check_actable(row)
    if due_at is None:
        raise NotPossible(_("Say by when: an action without a date waits for ever."))
    made = tasks.make(
        territory=row.contribution.territory,
        draft=tasks.Draft(
            title=title,
            role=role,
            owner=owner,
            due_at=due_at,
            detail=detail,
            means=means,
            origin=row.contribution,
            form_key=form_key,
        ),
        by=user,
    )
    if row.stage == Stage.DECIDED:
        moving.move(row, Stage.UNDER_WAY, user)
    moving.show(row)
    return made
