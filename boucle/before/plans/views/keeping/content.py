"""What stands beside a section's text: the staff's words, the measures."""

from itertools import zip_longest
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.before.plans import actions
from boucle.before.plans.forms.measure import ChangeMeasureForm, MeasureForm
from boucle.before.plans.forms.section import StaffTextForm
from boucle.before.plans.models import Measure, Section
from boucle.before.plans.queries import pages, revisions
from boucle.before.plans.views.keeping import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.views import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def staff_text(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What only the crisis staff reads, with every version of it."""
    row, user = frame.written(request, reference)
    last = pages.staff_text(row)
    number = last.number if last else 0
    form = StaffTextForm(attempts.typed(request), initial={"text": last.text if last else "", "seen": number})
    if attempts.attempt(form, lambda: write(row, user, form)):
        frame.saved(request)
        return frame.back(row)
    if form.is_bound:
        form.renew_seen(number)
    words = frame.Sheet(
        title=_("Staff text: %(title)s") % {"title": row.contribution.title},
        lede=_("It stands beside the public text, for the crisis staff only. Each version is kept."),
        button=_("Save"),
        back=reverse("plans:section", args=[row.contribution.reference]),
    )
    known = {"plan": row.plan, "section": row, "versions": versions(row)}
    return frame.sheet(request, form, words, known, "staff_text")


def write(row: Section, user: User, form: StaffTextForm) -> object:
    data = form.cleaned_data
    return actions.write_staff_text(section=row, user=user, text=data["text"], seen=data["seen"] or 0)


def versions(row: Section) -> list[dict[str, Any]]:
    """Newest first, each with what it changed."""
    rows = list(row.staff_texts.select_related("written_by"))
    found = zip_longest(rows, rows[1:])
    return [
        {"version": each, "pieces": revisions.pieces(before.text if before else "", each.text)}
        for each, before in found
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def measures(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What roles do when the plan is activated: those that are there, and one more."""
    row, user = frame.written(request, reference)
    form = MeasureForm(attempts.typed(request))
    if attempts.attempt(form, lambda: actions.add_measure(section=row, user=user, **form.cleaned_data)):
        frame.saved(request)
        return redirect("plans:measures", reference)
    words = frame.Sheet(
        title=_("Measures: %(title)s") % {"title": row.contribution.title},
        lede=_("Each becomes a task of its role when a scenario that holds it is activated."),
        button=_("Add this measure"),
        back=reverse("plans:section", args=[row.contribution.reference]),
    )
    known = {"plan": row.plan, "section": row, "measures": list(row.measures.all())}
    return frame.sheet(request, form, words, known, "measures")


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def measure(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    """One measure: its words, its role, its rank."""
    row, user = frame.written(request, reference)
    found = measure_of(row, number)
    names = ("title", "role", "discipline", "moment", "minutes", "detail", "position")
    form = ChangeMeasureForm(attempts.typed(request), initial={name: getattr(found, name) for name in names})
    if attempts.attempt(form, lambda: actions.change_measure(measure=found, user=user, **form.fields_of_measure())):
        frame.saved(request)
        return redirect("plans:measures", reference)
    words = frame.Sheet(
        title=_("Change a measure"),
        lede=_("Tasks that run already keep the words that they were made with."),
        button=_("Save"),
        back=reverse("plans:measures", args=[reference]),
    )
    return frame.sheet(request, form, words, {"plan": row.plan, "section": row})


def measure_of(row: Section, number: int) -> Measure:
    found = Measure.objects.filter(section=row, pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    found.section = row
    return found


@require_POST
@frame.work
def retire(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """No activation takes it any more; pressed again, it is taken again."""
    row, user = frame.written(request, reference)
    found = measure_of(row, number)
    actions.retire_measure(measure=found, user=user, is_retired=request.POST.get("do") != "return")
    frame.saved(request)
    return redirect("plans:measures", reference)
