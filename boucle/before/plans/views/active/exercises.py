"""Exercises planned ahead: the day, the scenario; or called off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.before.plans import actions
from boucle.before.plans.forms.exercise import ExerciseForm
from boucle.before.plans.queries import clocks
from boucle.before.plans.views.active import frame
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle.views import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def new(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A day, a title, a scenario, beside what the law asks for."""
    plan = frame.plan_of(request, slug, is_kept=True)
    asked = request.GET.get("scenario", "")
    initial = {"scenario": asked} if asked.isdecimal() else {}
    form = ExerciseForm(attempts.typed(request), plan=plan, **({"initial": initial} if initial else {}))
    user = who.member(request)
    if attempts.attempt(form, lambda: actions.plan_exercise(plan=plan, user=user, **form.cleaned_data)):
        messages.success(request, _("The exercise is planned: it stands in the calendar, and you will be reminded."))
        return redirect("plans:scenarios", plan.slug)
    asking = [one for one in clocks.of(plan, is_staff=True) if one.asks_exercise]
    known = {"plan": plan, "form": form, "clocks": asking}
    return frame.page(request, "exercise_form", known, status=attempts.status_of(form))


@require_POST
@frame.work
def call_off(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    plan = frame.plan_of(request, slug, is_kept=True)
    user = who.member(request)
    said = _("The exercise is called off.")
    attempts.act(request, said, lambda: actions.call_off_exercise(plan=plan, user=user, number=number))
    return redirect("plans:scenarios", plan.slug)
