"""What every page here starts with: its territory, the sheet, who reads."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from boucle.after.library.models import Sheet
from boucle.after.library.queries import finding
from boucle.foundation.accounts.models import User
from boucle.foundation.core import ready
from boucle.foundation.lifecycle import rules as lifecycle
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory

PUBLIC_FRAME, WORK_FRAME = "site/base.html", "site/work.html"


def open_territory(request: HttpRequest, slug: str) -> Territory:
    """Raises Http404 for one that is not open."""
    return standing.dress(request, standing.open_territory(slug))


def sheet(request: HttpRequest, reference: str) -> Sheet:
    """One that this reader may read. Raises Http404."""
    found = finding.sheet(reference)
    if found is None or not may_read(request, found):
        raise Http404
    standing.dress(request, finding.home(found.contribution))
    return found


def may_read(request: HttpRequest, row: Sheet) -> bool:
    """What was published keeps an address that answers, archived too; the rest is for its author and referents."""
    one = row.contribution
    if one.is_public or (one.state == State.ARCHIVED and one.published_at is not None):
        return True
    return lifecycle.can_see(one, lifecycle.By(user=member(request)))


def member(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def page(request: HttpRequest, template: str, known: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """On the work side for whoever is signed in: their duties and what was just done stand above."""
    frame = WORK_FRAME if request.user.is_authenticated else PUBLIC_FRAME
    return render(request, template, {"frame": frame, **known}, status=status)


def shared(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """The same bytes for everybody, but for those who are signed in: they may see more."""
    if request.user.is_authenticated:
        return ready.private(response)
    return ready.public(response, standing.place(request))


def is_trial(nature: str) -> bool:
    return nature not in PUBLIC_NATURES
