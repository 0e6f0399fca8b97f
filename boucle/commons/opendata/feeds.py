"""The short address of a territory's feed: `/t/<slug>/feed.atom`, with the filters of the list."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.commons.opendata import exports
from boucle.commons.search import queries as search
from boucle.foundation.territories import queries as territories


@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The newest fiches of a territory as Atom."""
    territory = territories.by_slug(slug)
    if territory is None or not territory.is_open:
        raise Http404
    asked, _sentences = search.parse(request.GET, territory)
    return exports.respond(request, asked, "atom")
