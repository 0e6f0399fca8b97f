"""The same documents for the crisis staff, and those that only it has: the directory, the form of a debrief."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.before.plans import rules
from boucle.before.plans.exports import paper_debrief
from boucle.before.plans.exports import paper_documents as documents
from boucle.before.plans.queries import board, facts
from boucle.before.plans.views.entries import frame as entries
from boucle.before.plans.views.paper import frame
from boucle.foundation.accounts.models import User
from boucle.foundation.core import ready


@require_safe
@entries.work
def plan(request: HttpRequest, slug: str) -> HttpResponseBase:
    row = frame.found(slug)
    seen, reader = frame.whole(request, row)
    return frame.handed(documents.plan(seen), row, "plan", reader, seen.contacts)


@require_safe
@entries.work
def pack(request: HttpRequest, slug: str) -> HttpResponseBase:
    row = frame.found(slug)
    seen, reader = frame.whole(request, row)
    made = frame.pack(seen, request)
    called = [line.contact for line in made.people if line.contact]
    return frame.handed(documents.pack(seen, made), row, made.role, reader, called)


@require_safe
@entries.work
def directory(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The order of alert with private numbers. Raises Http404 where nobody stands in it yet."""
    row = frame.found(slug)
    seen, reader = frame.whole(request, row)
    if not seen.has_directory:
        raise Http404
    return frame.handed(documents.directory(seen), row, "annuaire", reader, seen.called)


@require_safe
@entries.work
def sheet(request: HttpRequest, reference: str) -> HttpResponseBase:
    row = entries.find(reference).plan
    seen, reader = frame.whole(request, row)
    placed = frame.placed(seen, reference)
    return frame.handed(documents.sheet(seen, placed), row, reference, reader, placed.contacts)


@require_safe
@entries.work
def card(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    row = entries.find(reference).plan
    seen, reader = frame.whole(request, row)
    placed = frame.placed(seen, reference)
    made = documents.card(seen, placed, frame.card(placed, number))
    return frame.handed(made, row, f"{reference}-{number}", reader, ())


@require_safe
@entries.work
def debrief(request: HttpRequest, number: int) -> HttpResponseBase:
    """The form of a debrief, empty. Raises NotAllowed for who did not take part."""
    activation = board.one(number)
    if activation is None:
        raise Http404
    rules.check_follow(activation, request.user)
    assert isinstance(request.user, User)
    made = paper_debrief.form(activation, facts.counted(activation))
    return ready.private(frame.attached(made, activation.scenario.plan, f"debriefing-{number}"))
