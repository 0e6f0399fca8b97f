"""The inventories of a territory."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boucle.before.dominos.queries import finding
from boucle.foundation.accounts import rules as members
from boucle.foundation.core import ready
from boucle.foundation.situations.views import standing

MOST = 100


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Open ones; whoever coordinates sees those in preparation too."""
    place = standing.open_territory(slug)
    standing.dress(request, place)
    keeps = request.user.is_authenticated and members.can_coordinate(request.user, place.pk)
    rows = list(finding.listed(place, drafts=keeps)[:MOST])
    response = render(request, "dominos/list.html", {"place": place, "rows": rows, "keeps": keeps})
    return ready.shared(request, response, place)
