"""The list of a territory, its map, and the same rows in other formats."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from boucle.commons.maps.queries import drawing, ground
from boucle.commons.opendata import exports
from boucle.commons.search import actions as search_actions
from boucle.commons.search import queries as search
from boucle.during.initiatives.queries import listing
from boucle.during.initiatives.views import frames
from boucle.foundation.core import ready
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.views import standing

KIND = "initiative"
VIEWS = {"liste": _("List"), "tableau": _("Table"), "carte": _("Map")}
TAKE_AWAY = (("csv", _("CSV (spreadsheet)")), ("geojson", _("GeoJSON (map)")), ("atom", _("Atom (follow)")))
DEEPEST_ZOOM = 20
A_DAY = 24 * 60 * 60  # seconds


@require_safe
def listing_page(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The list of a territory; with `format` the same rows in the same order as JSON, CSV, GeoJSON or Atom."""
    place = standing.open_territory(slug)
    asked, sentences = search.parse(request.GET, place, KIND)
    form = exports.wanted(request) or accepted(request)
    if form:
        return exports.respond(request, asked, form)
    standing.stand(request, place, asked.situation or situations.current(place))
    known = context(asked, sentences, request.GET)
    if asked.q and not known["rows"]:
        search_actions.note_empty_search(territory=place, q=asked.q)
    response = render(request, "initiatives/list.html", known)
    return ready.public(response, place)


def accepted(request: HttpRequest) -> str:
    """The format that a program asks for by its Accept header; empty for whoever takes pages, or anything."""
    types = {kind.partition(";")[0]: form for form, kind in exports.FORMATS.items()}
    return types.get(request.get_preferred_type(["text/html", *types]) or "", "")


def context(asked: search.Filter, sentences: list[str], typed: QueryDict) -> dict[str, Any]:
    page = search.page(asked)
    numbered = search.numbered(page, typed)
    view = asked.view or "liste"
    return {
        "asked": asked,
        "page": page,
        "sentences": sentences,
        "typed": {"q": asked.q, "ou": asked.ou},
        "view": view,
        "views": [(label, asked.to_query(vue="" if name == "liste" else name), name) for name, label in VIEWS.items()],
        "rows": listing.shown(page.rows, numbered.first),
        "drawing": drawing.of_page(page, numbered.first) if page.rows and view != "tableau" else None,
        "first": numbered.first,
        "last": numbered.first + len(page.rows) - 1,
        "next": numbered.next,
        "previous": numbered.previous,
        "ways_out": [] if page.rows else listing.ways_out(asked),
        "heading": listing.heading(asked),
        "order": listing.order_words(asked),
        "fields": fields(asked),
        "kept": {name: value for name, value in asked.parameters().items() if name in {"q", "ou", "lat", "lon"}},
        "narrowed": {name: value for name, value in asked.parameters(apres="").items() if name not in {"q", "ou"}},
        "formats": [(words, asked.to_query(format=name, vue=""), exports.FORMATS[name]) for name, words in TAKE_AWAY],
        "candidates": [(each, asked.to_query(ou=each.territory.code)) for each in asked.candidates],
        "map": map_settings(asked) if page.rows else None,
        "missing": missing(asked),
        "propose": reverse("initiatives:propose", args=[asked.territory.slug]),
    }


def missing(asked: search.Filter) -> str:
    """What the form may already know from a search that found nothing."""
    said = {"q": asked.q, "ou": asked.ou, "theme": asked.theme.slug if asked.theme else ""}
    known = {name: value for name, value in said.items() if value}
    return "?" + urlencode(known) if known else ""


def fields(asked: search.Filter) -> dict[str, list[search.Choice]]:
    return {
        "theme": listing.theme_choices(asked, asked.situation),
        "public": listing.audience_choices(asked),
        "distance": listing.distance_choices(asked),
        "cote": listing.side_choices(asked),
        "genre": listing.variety_choices(asked),
        "depuis": listing.age_choices(asked),
        "tri": listing.sort_choices(asked),
    }


def map_settings(asked: search.Filter) -> dict[str, object]:
    """What the script of the moving map reads from the page."""
    slug = asked.territory.slug
    return {
        "clusters": reverse("initiatives:clusters", args=[slug]) + asked.to_query(vue="", apres=""),
        "outline": reverse("initiatives:outline", args=[slug]),
        **frames.tiles(),
    }


@require_safe
def clusters(request: HttpRequest, slug: str) -> HttpResponse:
    """What lies in a box of the map, in groups or alone: `z`, `box` and the list's own parameters."""
    place = standing.open_territory(slug)
    query = request.GET.copy()
    query["zone"] = request.GET.get("box") or request.GET.get("zone", "")
    asked, sentences = search.parse(query, place, KIND)
    typed = request.GET.get("z", "")
    zoom = min(int(typed), DEEPEST_ZOOM) if typed.isascii() and typed.isdigit() else None
    found = search.clusters(asked, zoom)
    return ready.public(JsonResponse({"clusters": [spot(each) for each in found], "said": sentences}), place)


def spot(cluster: search.Cluster) -> dict[str, Any]:
    box = cluster.box
    return {
        "lat": round(cluster.lat, 6),
        "lon": round(cluster.lon, 6),
        "count": cluster.count,
        "more": cluster.is_more,
        "box": [box.west, box.south, box.east, box.north],
        "title": cluster.row.title if cluster.row else "",
        "url": reverse("initiatives:fiche", args=[cluster.row.reference]) if cluster.row else "",
    }


@require_safe
def outline(request: HttpRequest, slug: str) -> HttpResponse:
    """The borders of a territory's communes, for the ground of the moving map."""
    place = standing.open_territory(slug)
    return ready.public(JsonResponse(ground.ground(place)), place, seconds=A_DAY)
