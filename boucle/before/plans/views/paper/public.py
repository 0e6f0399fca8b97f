"""The documents that everybody may print: published sections, open lines, no directory."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.before.plans import rules
from boucle.before.plans.exports import paper_documents as documents
from boucle.before.plans.queries import links, papers
from boucle.before.plans.views.entries import frame as entries
from boucle.before.plans.views.paper import frame
from boucle.foundation.core import ready


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every document of a plan, for everybody and, for its staff, with what is not public."""
    row = frame.found(slug)
    if not rules.can_read(row, request.user):
        raise Http404
    entries.dress(request, row)
    is_staff = request.user.is_authenticated and rules.is_staff(row, request.user)
    known = {
        "frame": "site/work.html" if request.user.is_authenticated else "site/base.html",
        "plan": row,
        "plan_url": links.plan(row),
        "is_staff": is_staff,
        "seen": papers.whole(row, is_staff=True) if is_staff else None,
        "opened": papers.whole(row, is_staff=False),
    }
    response = render(request, "plans/paper/papers.html", known)
    return ready.shared(request, response, row.territory)


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponseBase:
    row = frame.found(slug)
    return frame.given(documents.plan(frame.opened(row)), row, "plan")


@require_safe
def pack(request: HttpRequest, slug: str) -> HttpResponseBase:
    row = frame.found(slug)
    seen = frame.opened(row)
    made = frame.pack(seen, request)
    return frame.given(documents.pack(seen, made), row, made.role)


@require_safe
def sheet(request: HttpRequest, reference: str) -> HttpResponseBase:
    row = entries.find(reference).plan
    seen = frame.opened(row)
    return frame.given(documents.sheet(seen, frame.placed(seen, reference)), row, reference)


@require_safe
def card(request: HttpRequest, reference: str, number: int) -> HttpResponseBase:
    row = entries.find(reference).plan
    seen = frame.opened(row)
    placed = frame.placed(seen, reference)
    return frame.given(documents.card(seen, placed, frame.card(placed, number)), row, f"{reference}-{number}")
