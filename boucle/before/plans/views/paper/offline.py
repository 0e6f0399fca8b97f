"""A plan without a network: the page that installs it, the copy itself, the worker that keeps it in the browser."""

from datetime import timedelta
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from boucle.before.plans import rules
from boucle.before.plans.actions import paper_readings as actions
from boucle.before.plans.exports import paper_documents as documents
from boucle.before.plans.queries import links, papers
from boucle.before.plans.views.entries import frame as entries
from boucle.before.plans.views.paper import frame
from boucle.foundation.core import clock, ready

CONTACTS_LAST = timedelta(days=7)  # on a device that may be lost
WORKER = Path(__file__).parents[2] / "static" / "plans" / "offline_worker.js"


@require_safe
def worker(request: HttpRequest) -> HttpResponseBase:
    """The script stands under /plans/: a browser lets it answer for these pages, and for no others."""
    response = HttpResponse(script(), content_type="text/javascript; charset=utf-8")
    patch_cache_control(response, no_cache=True)
    return response


@lru_cache(maxsize=1)
def script() -> bytes:
    return WORKER.read_bytes()


@require_safe
@entries.work
def install(request: HttpRequest, slug: str) -> HttpResponseBase:
    """What a copy is, for whom, and the buttons to keep it, to refresh it, to delete it."""
    row = frame.found(slug)
    rules.check_staff(row, request.user)
    entries.dress(request, row)
    base = reverse("plans:offline", args=[slug]).removesuffix("offline/")
    known = {"plan": row, "plan_url": links.plan(row), "base": base, "days": CONTACTS_LAST.days}
    return ready.private(render(request, "plans/paper/offline.html", known))


@require_safe
@entries.work
def copy(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The whole plan as one page, with the directory; whose details leave for a device is noted."""
    row = frame.found(slug)
    seen, reader = frame.whole(request, row)
    actions.note(plan=row, contacts=seen.contacts, reader=reader)
    response = page(request, seen, has_people=True)
    response["X-Contacts-Until"] = (clock.now() + CONTACTS_LAST).isoformat()
    return response


@require_safe
@entries.work
def lasting(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The same without anybody's details: what is left on the device when their time is over."""
    row = frame.found(slug)
    seen, _reader = frame.whole(request, row)
    return page(request, papers.without_people(seen), has_people=False)


def page(request: HttpRequest, seen: papers.Whole, *, has_people: bool) -> HttpResponse:
    now = clock.now()
    known = {
        "plan": seen.plan,
        "paper": documents.plan(seen),
        "has_people": has_people,
        "now": now,
        "until": now + CONTACTS_LAST,
        "days": CONTACTS_LAST.days,
    }
    response = render(request, "plans/paper/copy.html", known)
    response["X-Copied-At"] = now.isoformat()
    return ready.private(response)
