"""What a decision speaks of."""

from django.db.models import QuerySet

from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Consultation, Item


def items(consultation: Consultation) -> QuerySet[Item]:
    """What was asked and can be kept or not: an open question collects answers, which become items of their own."""
    asked = consultation.items.filter(asked__round__opened_at__isnull=False, is_withdrawn=False)
    return asked.exclude(type=ItemType.OPEN).distinct().order_by("number")
