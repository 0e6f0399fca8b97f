"""What neighbours can lend: pooled means of the plans that share a risk with this one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.before.plans import rules
from boucle.before.plans.queries import whole_plan
from boucle.before.plans.views.entries import exporting, frame
from boucle.foundation.core import ready


@require_safe
def neighbours(request: HttpRequest, slug: str) -> HttpResponse:
    """Open lines for everybody; the crisis staff of the plan also reads what is pooled without being public."""
    plan = exporting.found(slug)
    if not rules.can_read(plan, request.user):
        raise Http404
    frame.dress(request, plan)
    is_staff = rules.is_staff(plan, request.user)
    known = {
        "plan": plan,
        "plan_url": frame.address("plan", plan.slug),
        "lenders": whole_plan.lenders(plan, is_staff=is_staff),
        "is_staff": is_staff,
        "frame": "site/work.html" if is_staff else "site/base.html",
    }
    response = render(request, "plans/entries/neighbours.html", known)
    return ready.shared(request, response, plan.territory)
