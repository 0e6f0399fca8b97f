"""The plans of a territory."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.before.plans import rules
from boucle.before.plans.queries import pages
from boucle.before.plans.views import frames
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.core import ready
from boucle.foundation.situations.views import standing


@require_safe
def plans(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Its own and those that share its hazards. Whoever is of a plan's crisis staff sees it in preparation."""
    place = standing.open_territory(slug)
    standing.dress(request, place)
    rows = [row for row in pages.listed(place) if rules.can_read(row, request.user)]
    known = {"place": place, "plans": rows, "may_begin": accounts.can_coordinate(request.user, place.pk)}
    return ready.shared(request, frames.page(request, "plans/list.html", known), place)
