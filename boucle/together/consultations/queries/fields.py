"""What a consultation and a statement add to the content of their contribution, as JSON values."""

from typing import Any

from boucle.foundation.lifecycle.models import Contribution
from boucle.together.consultations.models import Consultation, Statement


def consultation_content(contribution: Contribution) -> dict[str, Any]:
    row = Consultation.objects.filter(pk=contribution.pk).first()
    return {"method": row.method, "access": row.access} if row is not None else {}


def statement_content(contribution: Contribution) -> dict[str, Any]:
    row = Statement.objects.select_related("consultation__contribution").filter(pk=contribution.pk).first()
    return {"consultation": row.consultation.contribution.reference} if row is not None else {}
