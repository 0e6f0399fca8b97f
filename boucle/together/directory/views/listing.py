"""The directory of a territory: its list and the map equal to it, and the same rows in other formats."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from boucle.commons.maps.queries import drawing
from boucle.commons.opendata import exports
from boucle.commons.search import actions as search_actions
from boucle.commons.search import queries as search
from boucle.foundation.situations.views import standing
from boucle.together.directory.queries import listing
from boucle.together.directory.views import frames

KIND = "actor"
TAKE_AWAY = (("csv", gettext_lazy("CSV (spreadsheet)")), ("json", gettext_lazy("JSON")))


@require_safe
def listing_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The actors of a territory; with `format`, those of them who agreed to leave as open data, in the same order."""
    place = frames.open_territory(request, slug)
    asked, sentences = search.parse(request.GET, place, KIND)
    form = exports.wanted(request)
    if form:
        return exports.respond(request, asked, form)
    page = search.page(asked)
    if asked.q and not page.ids:
        search_actions.note_empty_search(territory=place, q=asked.q)
    known = {"place": place, "sentences": sentences, **context(asked, page, search.numbered(page, request.GET))}
    return frames.shared(request, standing.page(request, "directory/list.html", known))


def context(asked: search.Filter, page: search.Page, numbered: search.Numbered) -> dict[str, Any]:
    return {
        "asked": asked,
        "page": page,
        "rows": listing.shown(page.rows, numbered.first),
        "first": numbered.first,
        "map": drawing.of_page(page, numbered.first, by_commune=True) if page.rows else None,
        "fields": listing.fields(asked),
        "heading": _("“%(words)s”") % {"words": asked.q} if asked.q else _("Who does what"),
        "next": numbered.next,
        "previous": numbered.previous,
        "formats": [(words, asked.to_query(format=name), exports.FORMATS[name]) for name, words in TAKE_AWAY],
        "candidates": [(each, asked.to_query(ou=each.territory.code)) for each in asked.candidates],
    }
