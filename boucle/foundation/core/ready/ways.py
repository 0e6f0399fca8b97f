"""The short way: data that needs none of the layers that pages need."""

import re
from collections.abc import Callable
from typing import NamedTuple

from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from boucle.foundation.core.ready import marks, pages
from boucle.foundation.core.ready.addresses import Key

HEADERS = (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), ("X-Frame-Options", "DENY"))


class Data(NamedTuple):
    """An address that gives data, the same to everybody: it needs neither session, nor token, nor messages."""

    path: re.Pattern[str]  # its groups are the view's arguments
    parameter: str  # of the query, such as `format=json`
    view: Callable[..., HttpResponseBase]


data: list[Data] = []


def register_data(path: str, parameter: str, view: Callable[..., HttpResponseBase]) -> None:
    """Lets a view answer without the layers that pages need (half of the time of a list). It must mark what it gives
    as public; whatever else it does, refusals and errors included, is done again by Django in the usual way."""
    data.append(Data(re.compile(path), parameter, view))


def short_way(environ: pages.Environ, key: Key) -> pages.Page | None:
    """What the view of some data gives, or None when Django has to answer."""
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    for way in data:
        found = way.path.fullmatch(path) if way.parameter in query else None
        if found is None:
            continue
        try:
            request = WSGIRequest(environ)
            request.get_host()  # refuses a host that is not ours
            with translation.override(key.language):
                response = way.view(request, **found.groupdict())
        except DatabaseError:
            connection.close()
            return None
        except Exception:  # a refusal or a mistake: Django meets it again, and answers it as it should
            return None
        if not isinstance(response, HttpResponse) or is_of_one_reader(request, response):
            return None
        headers = [*response.items(), *HEADERS]
        return pages.made(headers, response.content) if marks.is_common(str(response.status_code), headers) else None
    return None


def is_of_one_reader(request: WSGIRequest, response: HttpResponse) -> bool:
    """It gives a cookie, or holds a token that goes with one."""
    return bool(response.cookies) or "CSRF_COOKIE" in request.META
