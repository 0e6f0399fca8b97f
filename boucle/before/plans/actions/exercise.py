"""An exercise is foreseen for a day, or called off."""

from datetime import date
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import transaction
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.models import Exercise, Plan, Scenario
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.territories import actions as territories

FARTHEST = 10  # years
LONGEST_TITLE = 120


@transaction.atomic
def plan_ahead(
    *,
    plan: Plan,
    user: User,
    title: str,
    on: date,
    scenario: Scenario | None = None,
    is_open: bool = False,
    form_key: UUID | None = None,
) -> Exercise:
    """The same form, or the same title on the same day, makes one.

    Raises NotAllowed for whoever does not keep the plan, NotPossible without a title, for a day that is over or in more
    than ten years, or with a scenario of another plan.
    """
    rules.check_keep(plan, user)
    title = shortened(title)
    check(plan, title, on, scenario)
    there = Exercise.objects.filter(form_key=form_key).first() if form_key else None
    if there is not None:
        return there
    defaults = {
        "scenario": scenario,
        "is_open": is_open,
        "form_key": form_key,
        "written_at": clock.now(),
        "written_by": user,
    }
    made, _new = Exercise.objects.get_or_create(plan=plan, title=title, on=on, defaults=defaults)
    plans.show(plan)
    return made


def shortened(title: str) -> str:
    """On one line, as it is kept: two that are the same here are the same exercise."""
    return texts.clean_line(title)[:LONGEST_TITLE].rstrip()


def check(plan: Plan, title: str, on: date, scenario: Scenario | None) -> None:
    if not title:
        raise NotPossible(_("Give the exercise a title."))
    if on < clock.today():
        raise NotPossible(_("This day is over: an exercise is planned for today or a later day."))
    if on > clock.today() + relativedelta(years=FARTHEST):
        raise NotPossible(_("This day is more than ten years away: check its year."))
    if scenario is not None and scenario.plan_id != plan.pk:
        raise NotPossible(_("This scenario is of another plan."))


@transaction.atomic
def call_off(*, plan: Plan, user: User, number: int) -> None:
    """Nobody expects it any more; one that is gone already changes nothing."""
    rules.check_keep(plan, user)
    for row in plan.exercises.filter(pk=number):
        show_lessons(row)
        row.delete()
    plans.show(plan)


def show_lessons(row: Exercise) -> None:
    """The pages of the lessons that it puts to the test say so, or no longer."""
    places = list(row.lessons.order_by().values_list("territory", flat=True).distinct())
    territories.bump_revisions(territory_ids=places)
