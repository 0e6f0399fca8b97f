"""What every page here starts with: its territory, its inventory, who may read it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from boucle.before.dominos import rules
from boucle.before.dominos.models import Inventory, Schedule
from boucle.before.dominos.queries import finding
from boucle.foundation.core import ready
from boucle.foundation.situations.views import standing


def found(request: HttpRequest, slug: str) -> Inventory:
    row = finding.by_slug(slug)
    if row is None:
        raise Http404
    standing.dress(request, row.territory)
    return row


def read(request: HttpRequest, slug: str, *, is_whole: bool) -> Inventory:
    """One that everybody may read, or with its closed services for the crisis staff.

    Raises Http404 for one in preparation, NotAllowed for whoever is not of the staff.
    """
    row = found(request, slug)
    if is_whole:
        rules.check_staff(row, request.user)
    elif not rules.can_read(row, request.user):
        raise Http404
    return row


def scheduled(inventory: Inventory, slug: str) -> Schedule:
    row = finding.schedule(inventory, slug)
    if row is None:
        raise Http404
    row.inventory = inventory
    return row


def answer(
    request: HttpRequest, inventory: Inventory, template: str, known: dict[str, Any], *, is_whole: bool
) -> HttpResponseBase:
    """Public and ready for the next reader, or for the crisis staff alone."""
    suffix = "_whole" if is_whole else ""
    context = {
        "inventory": inventory,
        "is_whole": is_whole,
        "is_staff": request.user.is_authenticated and rules.is_staff(inventory, request.user),
        "can_keep": request.user.is_authenticated and rules.can_keep(inventory, request.user),
        "to": {name: f"dominos:{name}{suffix}" for name in ROUTES},
        **known,
    }
    response = render(request, template, context)
    return shared(request, response, inventory, is_whole=is_whole)


ROUTES = (
    "run", "ranking", "services", "service", "services_csv", "needs_csv", "measures_csv", "schedule_csv",
    "timeline_csv", "moment",
)  # fmt: skip


def shared(request: HttpRequest, response: HttpResponse, inventory: Inventory, *, is_whole: bool) -> HttpResponseBase:
    if is_whole or not inventory.is_open:
        return ready.private(response)
    return ready.shared(request, response, inventory.territory)
