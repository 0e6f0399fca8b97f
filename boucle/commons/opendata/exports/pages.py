"""JSON: the page of the list, with how many there are in all and where the next page is."""

from typing import Any

import orjson
from django.http import HttpRequest

from boucle.commons.opendata import queries
from boucle.commons.opendata.exports import columns, features
from boucle.commons.search import queries as search


def page(request: HttpRequest, asked: search.Filter) -> dict[str, Any]:
    """`{"total", "items", "next", "previous", "licence", "attribution"}`; the links are addresses or null."""
    found = search.page(asked)
    ids = [row.pk for row in found.rows]
    return {
        "total": found.total,
        "items": [columns.values(record) for record in queries.records(ids)],
        "next": link(request, found.next),
        "previous": link(request, found.previous),
        "licence": features.LICENCE,
        "attribution": features.attribution(),
    }


def encode(content: Any) -> bytes:
    return orjson.dumps(content, option=features.OPTIONS, default=str)


def link(request: HttpRequest, cursor: str | None) -> str | None:
    """The same address at another cursor."""
    if not cursor:
        return None
    query = request.GET.copy()
    query["apres"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
