"""Which lists a plan answers to, in which version, and what another version would change."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.before.plans.actions import law as actions
from boucle.before.plans.engine import regimes as engine
from boucle.before.plans.forms.law import ListForm
from boucle.before.plans.queries import coverage, regimes
from boucle.before.plans.views.law import frame
from boucle.foundation.lifecycle.views import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def lists(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The lists that the plan answers to; another one is chosen below. A list that it has already is compared first."""
    plan, user = frame.kept(request, slug)
    form = ListForm(attempts.typed(request), plan=plan)
    if form.is_bound and form.is_valid():
        code, since = form.cleaned_data["chosen"]
        if plan.regimes.filter(code=code).exists():
            return redirect("plans:law_version", plan.slug, code, since.isoformat())
        if attempts.attempt(form, lambda: actions.choose(plan=plan, user=user, code=code, version=since)):
            messages.success(request, _("The plan answers to the list %(code)s.") % {"code": code.upper()})
            return redirect("plans:law", plan.slug)
    known = {"form": form, "lists": coverage.of(plan)}
    return frame.page(request, plan, "lists", known, status=attempts.status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def version(request: HttpRequest, slug: str, code: str, since: str) -> HttpResponseBase:
    """What changes with another version, before the plan takes it."""
    plan, user = frame.kept(request, slug)
    chosen = next((row for row in plan.regimes.all() if row.code == code), None)
    day = regimes.read_day(since)
    problem = regimes.problem(code, day) if day else _("This is not a day: %(day)s.") % {"day": since[:30]}
    if problem or chosen is None or day is None:
        messages.error(request, problem or _("This plan does not answer to this list: choose it first."))
        return redirect("plans:law_lists", plan.slug)
    if request.method == "POST":
        said = _("The plan answers to the list %(code)s of %(day)s.") % {"code": code.upper(), "day": regimes.day(day)}
        attempts.act(request, said, lambda: actions.choose(plan=plan, user=user, code=code, version=day))
        return redirect("plans:law", plan.slug)
    old, new = regimes.checklist(chosen.code, chosen.version), regimes.checklist(code, day)
    changes = engine.difference(old, new) if old and new else None
    return frame.page(request, plan, "version", {"chosen": chosen, "new": new, "changes": changes})


@require_POST
@frame.work
def drop(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """The plan no longer answers to a list; what its sections answered is kept."""
    plan, user = frame.kept(request, slug)
    said = _("The plan no longer answers to this list. What its sections answered is kept.")
    attempts.act(request, said, lambda: actions.drop(plan=plan, user=user, code=code))
    return redirect("plans:law_lists", plan.slug)
