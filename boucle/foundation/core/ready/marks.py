"""The mark that a view puts on a response, and what it promises."""

import hashlib
from collections.abc import Callable
from typing import Any, Protocol

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

MARK = "X-Ready"  # between a view and `Ready`; never leaves
MINUTE = 60
VARY = ("Accept", "Accept-Encoding", "Accept-Language", "Cookie", "HX-Request")

Headers = list[tuple[str, str]]
Start = Callable[..., Any]


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
