"""Exercises that a plan foresees."""

from collections.abc import Iterable
from datetime import date

from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Exercise, Plan
from boucle.foundation.core import clock


def awaited(plan: Plan, *, is_staff: bool) -> list[Exercise]:
    """Those to come, the closest first; the staff reads those that are kept a surprise too."""
    rows = plan.exercises.filter(on__gte=clock.today()).select_related("scenario").prefetch_related("lessons")
    return list(rows if is_staff else rows.filter(is_open=True))


def overdue(plan: Plan) -> list[Exercise]:
    """Those whose day is over, with no exercise written since: held and not told, or put off."""
    held = plan.milestones.filter(type=MilestoneType.EXERCISED).values_list("on", flat=True)
    last = max(held, default=date.min)
    return list(plan.exercises.filter(on__lt=clock.today(), on__gt=last).select_related("scenario"))


def closest(exercises: Iterable[Exercise]) -> Exercise | None:
    """The next one of these."""
    return min((one for one in exercises if one.on >= clock.today()), key=lambda one: (one.on, one.pk), default=None)
