"""The decision: what is kept, what is not, and why."""

import calendar
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.views import attempts
from boucle.together.consultations import actions
from boucle.together.consultations.forms.decision import DecisionForm
from boucle.together.consultations.models import Consultation, Decision
from boucle.together.consultations.queries import deciding
from boucle.together.consultations.views.facilitate import frame

USUAL_MONTHS = 12


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def decision(request: HttpRequest, reference: str) -> HttpResponseBase:
    """The form once the consultation is closed; the decision itself once it is published."""
    row, user = frame.held(request, reference)
    known: dict[str, Any] = {"decision": deciding.decision(row), "outcomes": deciding.outcomes(row), "form": None}
    if known["decision"] is not None or not row.is_over:
        return frame.page(request, row, "decision", known, status=409 if request.method == "POST" else 200)
    form = DecisionForm(attempts.typed(request), items=deciding.items(row), initial=usual(row))
    if attempts.attempt(form, lambda: publish(row, user, form)):
        messages.success(request, _("The decision is published. Those who took part are told."))
        return frame.back("facilitate", row)
    return frame.page(request, row, "decision", {**known, "form": form}, status=frame.REFUSED if form.is_bound else 200)


def publish(row: Consultation, user: Any, form: DecisionForm) -> Decision:
    data = form.cleaned_data
    return actions.decide(
        consultation=row, user=user, text=data["text"], review_on=data["review_on"], outcomes=form.outcomes()
    )


def usual(row: Consultation) -> dict[str, Any]:
    """Kept as the rule settled it; looked at again after the months that the rule says."""
    months = int(row.rule.get("review_months", USUAL_MONTHS))
    found: dict[str, Any] = {"review_on": months_after(clock.today(), months)}
    verdicts = {"agreed": "yes", "rejected": "no"}
    for item in deciding.items(row):
        if item.verdict in verdicts:
            found[f"kept_{item.number}"] = verdicts[item.verdict]
    return found


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
