"""The directory of a plan as a whole: when all of it was looked at."""

from datetime import date, timedelta

from django.db.models import Count, Max, Min

from boucle.before.plans.enums import MilestoneType
from boucle.before.plans.models import Person, Plan
from boucle.foundation.core import clock

ONE_ROUND = timedelta(days=31)  # dialling a whole directory takes days, not months


def verified_on(plan: Plan) -> date | None:
    """The day of the last check, when every line of every directory of the plan was checked within the last month."""
    found = Person.objects.filter(section__plan=plan).aggregate(
        first=Min("checked_on"), last=Max("checked_on"), lines=Count("pk"), checked=Count("checked_on")
    )
    first: date | None = found["first"]
    last: date | None = found["last"]
    if first is None or found["checked"] < found["lines"] or first < clock.today() - ONE_ROUND:
        return None
    return last


def verification_to_write(plan: Plan) -> date | None:
    """The day to be written as "contacts verified", None when there is nothing new to say."""
    day = verified_on(plan)
    if day is None or plan.milestones.filter(type=MilestoneType.CONTACTS, on__gte=day - ONE_ROUND).exists():
        return None
    return day
