"""A plan begins, changes, is opened to the public; what waits for whoever keeps it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boucle.before.plans import actions
from boucle.before.plans.forms.plan import PlanForm
from boucle.before.plans.models import Plan
from boucle.before.plans.queries import finding, pages, tree
from boucle.before.plans.views import frames
from boucle.before.plans.views.keeping import frame
from boucle.foundation.accounts import rules as members
from boucle.foundation.accounts.views import who
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory


def coordinated(request: HttpRequest, slug: str) -> Territory:
    """Raises Http404 for no territory, PermissionDenied for anybody but its coordinators."""
    place = territories.by_slug(slug)
    if place is None:
        raise Http404
    members.check_coordinate(request.user, place.pk)
    standing.dress(request, place)
    return place


@require_safe
@frame.work
def kept(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The plans of a territory, with what waits in each."""
    place = coordinated(request, slug)
    rows = [pages.waiting(plan) for plan in finding.of_territory(place).filter(territory=place)]
    shared = finding.of_territory(place).exclude(territory=place).filter(opened_at__isnull=False)
    return frames.page(request, "plans/work/kept.html", {"place": place, "rows": rows, "shared": list(shared)})


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def new(request: HttpRequest, slug: str) -> HttpResponseBase:
    """An empty plan, which only its staff sees."""
    place = coordinated(request, slug)
    form = PlanForm(attempts.typed(request))
    made: list[Plan] = []
    if attempts.attempt(form, lambda: made.append(begin(request, place, form))):
        messages.success(request, _("The plan is there. Only its staff sees it, until you open it to the public."))
        return redirect("plans:plan", made[0].slug)
    words = frame.Sheet(
        title=_("Begin a plan"),
        lede=_("It begins empty. Then you add its sections, and open it to the public when it can be read."),
        button=_("Begin the plan"),
        back=reverse("plans:kept", args=[place.slug]),
    )
    return frame.sheet(request, form, words, {"place": place})


def begin(request: HttpRequest, place: Territory, form: PlanForm) -> Plan:
    fields = form.fields_of_plan()
    return actions.create_plan(
        territory=place, user=who.member(request), form_key=form.cleaned_data["form_key"], **fields
    )


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def change(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Its name, what it is for, with whom it is shared; its address stays."""
    row, user = frame.kept(request, slug)
    form = PlanForm(attempts.typed(request), initial=initial(row))
    if attempts.attempt(form, lambda: actions.change_plan(plan=row, user=user, **form.fields_of_plan())):
        frame.saved(request)
        return redirect("plans:plan", row.slug)
    words = frame.Sheet(
        title=_("Change the plan"),
        lede=_("Its sections are changed one by one, on their own pages."),
        button=_("Save"),
        back=reverse("plans:plan", args=[row.slug]),
    )
    return frame.sheet(request, form, words, {"plan": row})


def initial(row: Plan) -> dict[str, Any]:
    shared = "\n".join(place.code for place in row.shared_with.all())
    return {"name": row.name, "introduction": row.introduction, "shared_with": shared}


@require_POST
@frame.work
def open_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """From now on everybody reads its published sections."""
    row, user = frame.kept(request, slug)
    actions.open_to_public(plan=row, user=user)
    messages.success(request, _("The plan is open: everybody reads each section that you publish."))
    return redirect("plans:plan", row.slug)


@require_safe
@frame.work
def out(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Sections that left the plan: archived, taken back, refused; each can come back."""
    row, _user = frame.kept(request, slug)
    gone = finding.sections().filter(plan=row, contribution__state__in=tree.OUT).order_by("-contribution")
    return frames.page(request, "plans/work/out.html", {"plan": row, "gone": list(gone)})
