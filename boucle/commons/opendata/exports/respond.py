"""One list, several formats: the same address with `format=json`, `csv`, `geojson` or `atom`."""

import hashlib
from collections.abc import Callable, Iterator
from itertools import islice

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from boucle.commons.opendata.exports import atom, features, pages, tables
from boucle.commons.opendata.queries import records
from boucle.commons.opendata.queries.records import Record
from boucle.commons.search import queries as search
from boucle.commons.search.enums import Sort
from boucle.foundation.core import clock, ready
from boucle.foundation.situations.enums import PUBLIC_NATURES

FORMATS = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "atom": "application/atom+xml; charset=utf-8",
}


def wanted(request: HttpRequest) -> str:
    """The format that the address asks for, empty for the page itself.

    Raises BadRequest, with a sentence, for a format that is not known.
    """
    asked = request.GET.get("format", "").strip().lower()
    if asked in ("", "html"):
        return ""
    if asked not in FORMATS:
        raise BadRequest(_("“format” is one of: %(formats)s.") % {"formats": ", ".join(["html", *FORMATS])})
    return asked


def respond(request: HttpRequest, asked: records.Asked, form: str) -> HttpResponseBase:
    """The rows of a filter in a format of `FORMATS`: the same rows in the same order as the page.

    CSV and GeoJSON hold all rows and are streamed; JSON holds one page, Atom the newest fifty. Raises PermissionDenied
    for an exercise: its data never leaves.
    """
    if asked.situation is not None and asked.situation.nature not in PUBLIC_NATURES:
        raise PermissionDenied(_("This is an exercise: its data never leaves."))
    asked = records.shared(asked)
    etag = tag(request, asked)
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        response = WRITERS[form](request, asked)
        response["Content-Type"] = FORMATS[form]
    if isinstance(response, HttpResponse) and response.status_code == 200:
        ready.public(response, asked.territory)
    response["ETag"] = etag
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    response["Access-Control-Allow-Origin"] = "*"  # open data: any page may read it
    return response


def tag(request: HttpRequest, asked: records.Asked) -> str:
    """Follows from the address, the language and the territory's revision; what is open now also from the minute."""
    now = clock.now()
    moment = f"{now:%Y-%m-%dT%H:%M}" if asked.is_open_now else f"{now:%Y-%m-%d}"
    parts = [request.get_full_path(), translation.get_language() or "", str(asked.territory.revision), moment]
    return 'W/"' + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24] + '"'


def rows(asked: records.Asked) -> Iterator[Record]:
    return records.everything(asked)


def write_json(request: HttpRequest, asked: records.Asked) -> HttpResponse:
    return HttpResponse(pages.encode(pages.page(request, asked)))


def write_csv(request: HttpRequest, asked: records.Asked) -> StreamingHttpResponse:
    has_hxl, is_for_excel = "hxl" in request.GET, "tableur" in request.GET
    return attached(tables.stream(rows(asked), has_hxl=has_hxl, is_for_excel=is_for_excel), asked, "csv")


def write_geojson(request: HttpRequest, asked: records.Asked) -> StreamingHttpResponse:
    return attached(features.stream(rows(asked)), asked, "geojson")


def write_atom(request: HttpRequest, asked: records.Asked) -> HttpResponse:
    page = request.GET.copy()
    page.pop("format", None)
    return HttpResponse(
        atom.feed(
            islice(rows(newest(asked)), atom.ENTRIES),
            title=title(asked),
            address=request.build_absolute_uri(),
            page=request.build_absolute_uri("?" + page.urlencode()),
            language=translation.get_language() or "fr",
            updated=clock.now().replace(hour=0, minute=0, second=0),
        )
    )


def newest(asked: records.Asked) -> records.Asked:
    """A feed of everything begins with what is new, however its page is sorted; a list of one kind keeps its order."""
    if isinstance(asked, search.Filter):
        return asked
    return asked.changed(sort=Sort.FRESHNESS, after=None)


def title(asked: records.Asked) -> str:
    named = {"territory": asked.territory.name, "words": asked.q}
    if isinstance(asked, search.Filter):
        return _("%(territory)s: newest fiches") % named
    return (_("%(territory)s: “%(words)s”") if asked.q else _("%(territory)s: all that is new")) % named


def attached(content: Iterator[bytes], asked: records.Asked, suffix: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(content)
    name = f"boucle-{asked.territory.slug}-{clock.today()}.{suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


WRITERS: dict[str, Callable[[HttpRequest, records.Asked], HttpResponseBase]] = {
    "json": write_json,
    "csv": write_csv,
    "geojson": write_geojson,
    "atom": write_atom,
}
