"""The mark that a view puts on a response, and what it promises."""

import hashlib
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import add_never_cache_headers, patch_vary_headers

MARK = "X-Ready"  # between a view and `Ready`; never leaves
MINUTE = 60
VARY = ("Accept", "Accept-Encoding", "Accept-Language", "Cookie", "HX-Request")

Headers = list[tuple[str, str]]
Start = Callable[..., Any]
Response = TypeVar("Response", bound=HttpResponseBase)


class Revised(Protocol):
    """A territory, as it was when the view began: what was read since is at least as new."""

    pk: Any
    revision: int


def public(response: HttpResponse, territory: Revised | None, *, seconds: int = MINUTE) -> HttpResponse:
    """Says that a response is the same for everybody until the territory's revision moves, and at most until the
    next full minute (or other number of seconds). It must hold no secret, no token and no name of its reader."""
    of_whom, revision = (territory.pk, territory.revision) if territory is not None else (0, 0)
    response[MARK] = f"{of_whom}.{revision}.{seconds}"
    response["Cache-Control"] = "public, max-age=0, must-revalidate"
    patch_vary_headers(response, VARY)
    if not response.streaming:
        response["ETag"] = f'"{digest(response.content)}"'
    return response


def private(response: Response) -> Response:
    """For one person: kept by no cache, followed by no robot. Its address may hold a secret: no other site learns it;
    ours does, else no browser's form would pass its check."""
    add_never_cache_headers(response)
    patch_vary_headers(response, ("Cookie",))
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


def shared(request: HttpRequest, response: HttpResponse, territory: Revised) -> HttpResponse:
    """The same bytes for everybody, but for those who are signed in: they may see more."""
    return private(response) if request.user.is_authenticated else public(response, territory)


def digest(body: bytes) -> str:
    return hashlib.blake2b(body, digest_size=12).hexdigest()


def is_common(status: str, headers: Headers) -> bool:
    """Marked by its view, complete, and giving nothing to this reader alone."""
    names = {name.lower() for name, _ in headers}
    return status.startswith("200") and MARK.lower() in names and "set-cookie" not in names


def unmarked(headers: Headers) -> Headers:
    return [(name, value) for name, value in headers if name.lower() != MARK.lower()]


def personal(start: Start) -> Start:
    """What a signed-in person gets is theirs: no shared cache may keep it."""

    def send(status: str, headers: Headers, exc_info: Any = None) -> Any:
        if any(name.lower() == MARK.lower() for name, _ in headers):
            headers = [pair for pair in unmarked(headers) if pair[0].lower() not in {"cache-control", "etag"}]
            headers.append(("Cache-Control", "private, no-cache"))
        return start(status, headers, exc_info)

    return send
