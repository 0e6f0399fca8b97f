"""Where a plan applies: its territory, those that share it, the communes in them."""

from django.db.models import Q, QuerySet

from boucle.before.plans.models import Plan
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory, Within


def territories(plan: Plan) -> QuerySet[Territory]:
    """The territories of the plan and everything inside them."""
    held = Q(outside=plan.territory_id) | Q(outside__in=plan.shared_with.values("pk"))
    return Territory.objects.filter(pk__in=Within.objects.filter(held).values("inside"))


def communes(plan: Plan) -> QuerySet[Territory]:
    """By name, then code."""
    return territories(plan).filter(level=Level.COMMUNE).order_by("name", "code")
