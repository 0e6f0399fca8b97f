"""What a decision speaks of."""

from django.db.models import QuerySet

from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Consultation, Decision, Item, Outcome


def items(consultation: Consultation) -> QuerySet[Item]:
    """What was asked and can be kept or not: an open question collects answers, which become items of their own."""
    asked = consultation.items.filter(asked__round__opened_at__isnull=False, is_withdrawn=False)
    return asked.exclude(type=ItemType.OPEN).distinct().order_by("number")


def decision(consultation: Consultation) -> Decision | None:
    return Decision.objects.filter(consultation=consultation).first()


def outcomes(consultation: Consultation) -> list[Outcome]:
    """What became of each item: the kept ones first, in the order in which they were asked."""
    rows = Outcome.objects.filter(decision__consultation=consultation).select_related("item")
    return list(rows.order_by("-is_kept", "item__number"))
