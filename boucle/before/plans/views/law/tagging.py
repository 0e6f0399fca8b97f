"""Which points of the law a section answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from boucle.before.plans.actions import law as actions
from boucle.before.plans.forms.law import PointsForm
from boucle.before.plans.models import Section
from boucle.before.plans.views.law import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.views import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def points(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One choice per point; chapters that this section is likely to answer are open."""
    section, user = frame.written(request, reference)
    form = PointsForm(attempts.typed(request), section=section)
    if attempts.attempt(form, lambda: tag(section, user, form)):
        messages.success(request, _("It is saved: the list counts this section."))
        return redirect("plans:law", section.plan.slug)
    known = {"section": section, "form": form}
    return frame.page(request, section.plan, "points", known, status=attempts.status_of(form))


def tag(section: Section, user: User, form: PointsForm) -> None:
    for code, answered in form.answers().items():
        actions.tag(section=section, user=user, code=code, points=answered)
