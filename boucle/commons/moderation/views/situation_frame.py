"""What every page of a coordinator begins with: the territory, and the right to be there."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from boucle.foundation.accounts import rules as members
from boucle.foundation.accounts.models import User
from boucle.foundation.accounts.views import who
from boucle.foundation.situations import queries
from boucle.foundation.situations.models import Situation
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory


def coordinated(request: HttpRequest, slug: str) -> tuple[Territory, User]:
    """The territory of the address and who asks; raises PermissionDenied for anybody but its coordinators."""
    territory = get_object_or_404(Territory, slug=slug)
    members.check_coordinate(request.user, territory.pk)
    standing.stand(request, territory, None)
    return territory, who.member(request)


def managed(territory: Territory, slug: str) -> Situation:
    """A situation of exactly this territory: each is managed where it was activated."""
    return get_object_or_404(queries.own(territory), slug=slug)


def shown(territory: Territory, slug: str) -> Situation:
    """A situation that people see from here: of the territory, or of one around it."""
    situation = queries.by_slug(territory, slug)
    if situation is None:
        raise Http404
    return situation


def frame(request: HttpRequest, situation: Situation | None) -> dict[str, Any]:
    """The frame's own names: an exercise brings its ribbon with it."""
    standing.stand(request, standing.place(request), situation)
    return {"situation": situation}
