"""The library of a territory: its list, and the same rows in other formats."""

from django.http import HttpRequest, HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from boucle.after.library.queries import listing, notebooks
from boucle.after.library.views import frames
from boucle.commons.opendata import exports
from boucle.commons.search import actions as search_actions
from boucle.commons.search import queries as search
from boucle.foundation.accounts import rules as accounts
from boucle.foundation.situations.views import standing
from boucle.foundation.territories.models import Territory

KIND = "sheet"
TAKE_AWAY = (("csv", _("CSV (spreadsheet)")), ("json", _("JSON (programs)")), ("atom", _("Atom (follow)")))


def lessons(place: Territory) -> str:
    """The other half of the room, where this installation has it: rooms meet by their routes."""
    try:
        return reverse("lessons:list", args=[place.slug])
    except NoReverseMatch:
        return ""


@require_safe
def listing_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The sheets of a territory; with `format` the same rows in the same order as JSON, CSV, GeoJSON or Atom."""
    place = frames.open_territory(request, slug)
    asked, sentences = search.parse(request.GET, place, KIND)
    form = exports.wanted(request)
    if form:
        return exports.respond(request, asked, form)
    page = search.page(asked)
    if asked.q and not page.ids:
        search_actions.note_empty_search(territory=place, q=asked.q)
    known = {
        "place": place,
        "asked": asked,
        "page": page,
        "rows": listing.shown(page.rows),
        "sentences": sentences,
        "heading": listing.heading(asked),
        "fields": listing.fields(asked),
        "shelves": listing.shelves(place, asked),
        "formats": [(words, asked.to_query(format=name), exports.FORMATS[name]) for name, words in TAKE_AWAY],
        "has_notebooks": notebooks.of(place, is_editor=False).exists(),
        "lessons": lessons(place),
        "may_import": accounts.can_coordinate(request.user, place.pk),
    }
    return frames.shared(request, standing.page(request, "library/list.html", known))
