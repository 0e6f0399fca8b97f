"""JSON: the page of the list, with how many there are in all and where the next page is."""

from typing import Any

import orjson
from django.http import HttpRequest

from boucle.commons.opendata.exports import columns, features
from boucle.commons.opendata.queries import records
from boucle.commons.search import queries as search
from boucle.commons.search.queries import everywhere


def page(request: HttpRequest, asked: records.Asked) -> dict[str, Any]:
    """`{"total", "is_more_than_total", "items", "next", "previous", "licence", "attribution"}`; links are addresses or
    null, and `total` stops at a thousand."""
    found = search.page(asked) if isinstance(asked, search.Filter) else everywhere.page(asked)
    return {
        "total": found.total,
        "is_more_than_total": found.is_more,
        "items": [columns.values(record) for record in records.page(found)],
        "next": link(request, found.next),
        "previous": link(request, found.previous),
        "licence": features.LICENCE,
        "attribution": features.attribution(),
    }


def encode(content: Any) -> bytes:
    return orjson.dumps(content, option=features.OPTIONS, default=str)


def link(request: HttpRequest, query: str) -> str | None:
    """The address of another page, in the same format."""
    if not query:
        return None
    form = request.GET.get("format", "")
    return request.build_absolute_uri(request.path + query + (f"&format={form}" if form else ""))
