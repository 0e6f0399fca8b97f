"""Writes a content on the rows of a consultation and of a statement."""

from typing import Any

from boucle.foundation.lifecycle.models import Contribution
from boucle.together.consultations.models import Consultation, Statement

CONSULTATION_FIELDS = ("method", "access")


def apply_consultation(contribution: Contribution, content: dict[str, Any]) -> None:
    """Writes the fields that `content` holds; the row is made when it is missing."""
    row = Consultation.objects.filter(pk=contribution.pk).first() or Consultation(contribution=contribution)
    for name in CONSULTATION_FIELDS:
        if name in content:
            setattr(row, name, content[name])
    row.save()


def apply_statement(contribution: Contribution, content: dict[str, Any]) -> None:
    """A statement stays in the consultation that it was brought to."""
    row = Statement.objects.filter(pk=contribution.pk).first() or Statement(contribution=contribution)
    if row._state.adding:
        row.consultation = Consultation.objects.get(contribution__reference=content["consultation"])
        row.save()
