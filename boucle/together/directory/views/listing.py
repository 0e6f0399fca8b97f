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
    known = {"place": place, "sentences": sentences, **context(asked, page, first_rank(request))}
    return frames.shared(request, standing.page(request, "directory/list.html", known))


def first_rank(request: HttpRequest) -> int:
    """The number of the page's first row, for people only: the cursor alone says where it begins."""
    typed = request.GET.get("rang", "")
    return max(1, int(typed)) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1


def context(asked: search.Filter, page: search.Page, rank: int) -> dict[str, Any]:
    start = rank if asked.after else 1
    previous = start - asked.size
    return {
        "asked": asked,
        "page": page,
        "rows": listing.shown(page.rows, start),
        "first": start,
        "map": drawing.of_page(page, start, by_commune=True) if page.rows else None,
        "fields": listing.fields(asked),
        "heading": _("“%(words)s”") % {"words": asked.q} if asked.q else _("Who does what"),
        "next": f"{page.next}&rang={start + len(page.rows)}" if page.next else "",
        "previous": f"{page.previous}&rang={previous}" if page.previous and previous > 1 else page.previous,
        "formats": [(words, asked.to_query(format=name), exports.FORMATS[name]) for name, words in TAKE_AWAY],
        "candidates": [(each, asked.to_query(ou=each.territory.code)) for each in asked.candidates],
    }
