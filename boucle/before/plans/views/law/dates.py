"""Dated facts of a plan: the clocks count from them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.before.plans import actions
from boucle.before.plans.actions import law
from boucle.before.plans.forms.law import MilestoneForm
from boucle.before.plans.queries import clocks
from boucle.before.plans.views.law import frame
from boucle.foundation.lifecycle.views import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def dates(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The facts that are known, what each clock makes of them, and one more."""
    plan, user = frame.kept(request, slug)
    form = MilestoneForm(attempts.typed(request))
    if attempts.attempt(form, lambda: actions.add_milestone(plan=plan, user=user, **form.cleaned_data)):
        messages.success(request, _("The date is written: the clocks count from it."))
        return redirect("plans:law_dates", plan.slug)
    known = {"form": form, "clocks": clocks.of(plan, is_staff=True), "milestones": plan.milestones.all()}
    return frame.page(request, plan, "dates", known, status=attempts.status_of(form))


@require_POST
@frame.work
def remove(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """A fact that was written by mistake is taken back."""
    plan, user = frame.kept(request, slug)
    said = _("The date is taken back.")
    attempts.act(request, said, lambda: law.remove_milestone(plan=plan, user=user, number=number))
    return redirect("plans:law_dates", plan.slug)
