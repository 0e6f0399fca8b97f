"""A section's list by itself, to be read, printed, or carried on a telephone; and who changed what in it."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.before.plans import rules
from boucle.before.plans.actions import entry_readings as actions
from boucle.before.plans.engine import columns as guesses
from boucle.before.plans.enums import Content
from boucle.before.plans.models import Section
from boucle.before.plans.queries import directories, entry_history
from boucle.before.plans.views.entries import frame
from boucle.foundation.core import ready


@require_safe
def listing(request: HttpRequest, reference: str) -> HttpResponse:
    """Open lines for everybody, all of them for the crisis staff, with ways to write for who may."""
    section = frame.readable(request, reference)
    listed = actions.read(section=section, reader=request.user)
    can_write = rules.can_write(section, request.user)
    known = {
        "entries": listed,
        "is_staff": listed is not None and listed.is_staff,
        "edits": can_write,
        "can_export": can_write and rules.can_export(section.plan, request.user),
        "can_import": section.content == Content.RISKS or section.content in guesses.HEADERS,
        "verify_on": verify_on(request, section),
        "frame": "site/work.html" if can_write else "site/base.html",
    }
    response = frame.page(request, section, "list", known)
    return ready.shared(request, response, section.plan.territory)


def verify_on(request: HttpRequest, section: Section) -> date | None:
    """The day that may be written as "contacts verified", for whoever keeps the plan."""
    if section.content != Content.DIRECTORY or not rules.can_keep(section.plan, request.user):
        return None
    return directories.verification_to_write(section.plan)


@require_safe
@frame.work
def history(request: HttpRequest, reference: str) -> HttpResponseBase:
    """Who changed what, when. For the crisis staff."""
    section = frame.find(reference)
    rules.check_staff(section.plan, request.user)
    frame.dressed(request, section)
    return frame.page(request, section, "history", {"lines": entry_history.of(section)})
