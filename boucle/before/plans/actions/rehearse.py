"""Open lessons become an exercise: a scenario, an inject for each, a day."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.actions import exercise, inject, scenario
from boucle.before.plans.models import Exercise, Plan, Scenario
from boucle.before.plans.queries import rehearsing
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.registry import Learnt
from boucle.foundation.lifecycle.rules import NotPossible

FIRST, EVERY = 15, 20  # minutes after the beginning, then between two injects
MOST = 12  # four hours: nobody plays longer


@transaction.atomic
def rehearse(
    *,
    plan: Plan,
    user: User,
    title: str,
    on: date,
    lessons: Sequence[Learnt],
    is_open: bool = False,
    form_key: UUID | None = None,
) -> Exercise:
    """What happened is the news that is played, what is done from now on what should be seen. The same form makes one.

    Raises NotAllowed for whoever does not keep the plan, NotPossible without a lesson, with more than twelve, for a
    lesson that is not offered, a title that a scenario has already, an exercise that is planned already under this
    title for this day, or a day that cannot be.
    """
    rules.check_keep(plan, user)
    scenario.lock(plan)
    there = Exercise.objects.filter(form_key=form_key).first() if form_key else None
    if there is not None:
        return there
    check(plan, lessons)
    check_new(plan, title, on)
    played = write_scenario(plan, user, title, lessons)
    made = exercise.plan_ahead(
        plan=plan, user=user, title=title, on=on, scenario=played, is_open=is_open, form_key=form_key
    )
    made.lessons.set([one.contribution for one in lessons])
    exercise.show_lessons(made)
    return made


def check(plan: Plan, lessons: Sequence[Learnt]) -> None:
    if not lessons:
        raise NotPossible(_("Choose at least one lesson that is still open."))
    if len(lessons) > MOST:
        raise NotPossible(_("Choose twelve lessons at most: an exercise lasts four hours, not a day."))
    chosen = {one.contribution for one in lessons}
    if chosen != {one.contribution for one in rehearsing.offered(plan, among=chosen)}:
        raise NotPossible(_("One of these lessons is not open any more: read the list again."))


def check_new(plan: Plan, title: str, on: date) -> None:
    """One that is there has its own scenario and its own lessons: nothing is laid over them."""
    if plan.exercises.filter(title=exercise.shortened(title), on=on).exists():
        raise NotPossible(_("This exercise is planned for that day already."))


def write_scenario(plan: Plan, user: User, title: str, lessons: Sequence[Learnt]) -> Scenario:
    """It holds the measures of the sections that the lessons touch."""
    told = "\n".join(f"- {one.title}" for one in lessons)
    introduction = "\n\n".join((_("What was learnt and is still open, put to the test:"), told))
    measures = rehearsing.measures(plan, [one.contribution for one in lessons])
    made = scenario.create(plan=plan, user=user, name=title, measures=measures, introduction=introduction)
    for number, one in enumerate(lessons):
        inject.add_inject(
            scenario=made,
            user=user,
            minutes=FIRST + number * EVERY,
            title=one.title,
            text=one.happened or one.words,
            expected=one.words,
        )
    return made
