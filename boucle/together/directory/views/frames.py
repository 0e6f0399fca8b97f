"""What every page here starts with: its territory, the actor, who reads."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render

from boucle.foundation.accounts.models import User
from boucle.foundation.actors.models import Actor
from boucle.foundation.actors.queries import finding
from boucle.foundation.core import ready
from boucle.foundation.guard import actions as guard
from boucle.foundation.guard import rules as guard_rules
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory

PUBLIC_FRAME, WORK_FRAME = "site/base.html", "site/work.html"


def open_territory(request: HttpRequest, slug: str) -> Territory:
    """Raises Http404 for one that is not open."""
    return standing.dress(request, standing.open_territory(slug))


def actor(request: HttpRequest, reference: str) -> Actor:
    """One that this reader may read. Raises Http404: whoever left the directory leaves no page behind."""
    found = finding.actor(reference)
    if found is None or not lifecycle.can_see(found.contribution, lifecycle.By(user=member(request))):
        raise Http404
    standing.dress(request, finding.home(found.contribution))
    return found


def member(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def page(request: HttpRequest, template: str, known: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """On the work side for whoever is signed in."""
    frame = WORK_FRAME if request.user.is_authenticated else PUBLIC_FRAME
    return render(request, template, {"frame": frame, **known}, status=status)


def shared(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The same bytes for everybody, but for those who are signed in: they may see more."""
    if request.user.is_authenticated:
        return ready.private(response)
    return ready.public(response, standing.place(request))


def sender(request: HttpRequest) -> tuple[guard_rules.Visitor, QueryDict | None]:
    """Whoever sends a form, counted against their network, and what it was sent with."""
    visitor = guard_rules.visitor(request)
    if request.method == "POST":
        guard.count_sending(network=visitor.network)
    return visitor, attempts.typed(request)
