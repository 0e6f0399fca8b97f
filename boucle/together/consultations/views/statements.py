"""A statement that somebody brought leads to the consultation that asks it."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from boucle.foundation.lifecycle.enums import State
from boucle.together.consultations.models import Statement


@require_safe
def statement(request: HttpRequest, reference: str) -> HttpResponseBase:
    """404 for one that is not public."""
    found = Statement.objects.select_related("consultation__contribution").filter(
        contribution__reference=reference, contribution__state=State.PUBLISHED
    )
    row = found.first()
    if row is None:
        raise Http404
    return redirect("consultations:consultation", row.consultation.contribution.reference)
