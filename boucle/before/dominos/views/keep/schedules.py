"""Schedules: written by hand, or a rotation of a country; what the worker computes of them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from boucle.before.dominos import actions
from boucle.before.dominos.forms.keep import ComputeForm, CutForm, RotationForm, ScheduleForm
from boucle.before.dominos.models import Inventory, Schedule
from boucle.before.dominos.queries import computed, finding, words
from boucle.before.dominos.views import frames
from boucle.before.dominos.views.keep import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.views import attempts


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Two forms: one schedule by hand, or many by a rotation; the button says which."""
    row, user = frame.held(request, slug)
    is_rotation = "rotation" in request.POST
    typed = attempts.typed(request)
    one = ScheduleForm(None if is_rotation else typed)
    many = RotationForm(typed if is_rotation else None, initial={"country": row.territory.country})
    if attempts.attempt(many, lambda: actions.add_rotation(inventory=row, user=user, **many.cleaned_data)):
        messages.success(request, _("The schedules are written."))
        return frame.back("schedules", row)
    made: list[Schedule] = []
    if attempts.attempt(one, lambda: made.append(actions.write_schedule(inventory=row, user=user, **one.cleaned_data))):
        return frame.back("schedule", row, made[0].slug)
    known = {"rows": list(finding.schedules(row)), "one": one, "many": many}
    status = attempts.REFUSED if typed is not None else 200
    return frame.page(request, row, "schedules", known, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@frame.work
def one(request: HttpRequest, slug: str, schedule: str) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    found = frames.scheduled(row, schedule)
    form = CutForm(attempts.typed(request), inventory=row)
    if attempts.attempt(form, lambda: cut(row, found, user, form)):
        messages.success(request, _("The cut is added."))
        return frame.back("schedule", row, found.slug)
    known = {
        "schedule": found,
        "form": form,
        "cuts": [(one, words.clock(one.start), words.clock(one.end)) for one in found.cuts.all()],
        "compute": ComputeForm(),
        "computed": computed.state(found, is_whole=False),
    }
    return frame.page(request, row, "schedule", known, status=attempts.status_of(form))


def cut(row: Inventory, found: Schedule, user: User, form: CutForm) -> None:
    what, _colon, name = form.cleaned_data["what"].partition(":")
    service = finding.service(row, name, is_whole=True) if what == "s" else None
    tranche = name if what == "t" else ""
    times = {"start": form.cleaned_data["start"], "end": form.cleaned_data["end"]}
    actions.add_cut(schedule=found, user=user, tranche=tranche, service=service, **times)


@require_POST
@frame.work
def remove(request: HttpRequest, slug: str, schedule: str) -> HttpResponseBase:
    row, user = frame.held(request, slug)
    found = frames.scheduled(row, schedule)
    attempts.act(request, _("It is removed."), lambda: actions.remove_schedule(schedule=found, user=user))
    return frame.back("schedules", row)


@require_POST
@frame.work
def compute(request: HttpRequest, slug: str, schedule: str) -> HttpResponseBase:
    """With other draws or another seed; `whole`: with the closed services too."""
    row, user = frame.held(request, slug)
    found = frames.scheduled(row, schedule)
    form = ComputeForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(said) for errors in form.errors.values() for said in errors))
        return frame.back("schedule", row, found.slug)
    is_whole = request.POST.get("whole") == "1"
    attempts.act(
        request,
        _("The worker computes it. The page shows how far it is."),
        lambda: actions.ask_again(schedule=found, user=user, is_whole=is_whole, **form.cleaned_data),
    )
    return frame.back("run_whole" if is_whole else "run", row, found.slug)
