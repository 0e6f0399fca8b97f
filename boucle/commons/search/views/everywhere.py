"""One search over everything that a territory has made public."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from boucle.commons.opendata import exports
from boucle.commons.search import actions
from boucle.commons.search.queries import everywhere, showing
from boucle.foundation.core import ready
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.views import standing

VIEWS = (("", _("List")), ("dates", _("By date")))
TAKE_AWAY = (("csv", _("CSV (spreadsheet)")), ("json", "JSON"), ("atom", _("Atom (follow)")))


@require_safe
def search(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Everything public here that fits, of every kind; with `format` the same rows in the same order as JSON, CSV,
    GeoJSON or Atom."""
    place = standing.open_territory(slug)
    asked, sentences = everywhere.parse(request.GET, place)
    form = exports.wanted(request)
    if form:
        return exports.respond(request, asked, form)
    standing.stand(request, place, asked.situation or situations.current(place))
    known = context(asked, sentences)
    if asked.q and not known["page"].rows:
        actions.note_empty_search(territory=place, q=asked.q)
    return ready.public(render(request, "search/everywhere.html", known), place)


def context(asked: everywhere.Everywhere, sentences: list[str]) -> dict[str, Any]:
    by_date = asked.view == "dates"
    said = everywhere.said(asked)
    page = everywhere.page(asked, said)
    shares = everywhere.shares(asked, said)
    months = everywhere.months(asked, said) if by_date else None
    is_open = asked.situation is None or asked.situation.nature in PUBLIC_NATURES
    return {
        "asked": asked,
        "place": asked.territory,
        "sentences": sentences,
        "page": page,
        "shares": shares,
        "total": showing.total(asked, shares, page.taken.total if asked.q else None),
        "order": showing.order_words(asked),
        "heading": showing.heading(asked),
        "fields": showing.fields(asked),
        "kept": {name: value for name, value in asked.parameters().items() if name in {"quoi", "vue"}},
        "candidates": [(each, asked.to_query(ou=each.territory.code)) for each in asked.candidates],
        "views": [(label, asked.to_query(vue=name), name == asked.view) for name, label in VIEWS],
        "groups": showing.by_month(page.rows) if by_date else [("", page.rows)],
        "figure": showing.figure(asked, months) if months and months.rows else None,
        "older": showing.older(asked, months) if months else "",
        "follow": reverse("search:follow", args=[asked.territory.slug]) + asked.to_query(vue="", tri="", apres="")
        if is_open
        else "",
        "formats": [(words, asked.to_query(format=name, vue=""), exports.FORMATS[name]) for name, words in TAKE_AWAY]
        if is_open
        else [],
    }
