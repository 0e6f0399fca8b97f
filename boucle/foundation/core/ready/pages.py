"""Pages as bytes: made once, compressed once, given to everybody."""

import gzip
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from boucle.foundation.core import clock, counters
from boucle.foundation.core.ready import marks
from boucle.foundation.core.ready.marks import Headers, Start

SMALLEST_PACKED = 600  # bytes: under that, compressing does not pay
OVERHEAD = 2000  # bytes of headers and of Python's own
VISITS = "visits"
UNSAVED_HEADERS = frozenset({"etag", "content-length", marks.MARK.lower()})

KNOWN = frozenset({"cache-control", "vary", "content-location", "expires"})

Environ = dict[str, Any]


@dataclass(eq=False)
class Page:
    headers: Headers
    body: bytes
    tag: str
    territory: int  # 0: of no territory
    revision: int
    expires: float  # seconds since 1970

    @property
    def size(self) -> int:
        return len(self.body) * 4 // 3 + OVERHEAD

    @cached_property
    def packed(self) -> bytes:
        """By gzip, when the first reader who takes it comes; empty where it does not pay."""
        return gzip.compress(self.body, 6, mtime=0) if len(self.body) >= SMALLEST_PACKED else b""

    @cached_property
    def is_read(self) -> bool:
        """A page that somebody reads, not data for a program."""
        return any(name.lower() == "content-type" and value.startswith("text/html") for name, value in self.headers)

    @cached_property
    def whole(self) -> Headers:
        return [*self.headers, ("ETag", f'"{self.tag}"'), ("Content-Length", str(len(self.body)))]

    @cached_property
    def smaller(self) -> Headers:
        length = ("Content-Length", str(len(self.packed)))
        return [*self.headers, ("ETag", f'"{self.tag}-g"'), ("Content-Encoding", "gzip"), length]

    def known(self, is_packed: bool) -> Headers:
        """What a 304 says (RFC 9110, 15.4.5)."""
        return [*self.known_headers, ("ETag", f'"{self.tag}-g"' if is_packed else f'"{self.tag}"')]

    @cached_property
    def known_headers(self) -> Headers:
        return [pair for pair in self.headers if pair[0].lower() in KNOWN]


def made(headers: Headers, body: bytes) -> Page:
    mark = next(value for name, value in headers if name.lower() == marks.MARK.lower())
    territory, revision, seconds = (int(number) for number in mark.split("."))
    expires = (int(time.time()) // seconds + 1) * seconds
    kept = [(name, value) for name, value in headers if name.lower() not in UNSAVED_HEADERS]
    return Page(kept, body, marks.digest(body), territory, revision, expires)


def serve(page: Page, environ: Environ, start: Start) -> Iterable[bytes]:
    if page.territory and page.is_read and "HTTP_HX_REQUEST" not in environ:
        counters.count(VISITS, (page.territory, clock.today()))
    is_packed = "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "") and bool(page.packed)
    asked = environ.get("HTTP_IF_NONE_MATCH", "")
    if asked and page.tag in asked:
        start("304 Not Modified", page.known(is_packed))
        return ()
    start("200 OK", list(page.smaller if is_packed else page.whole))
    return () if environ["REQUEST_METHOD"] == "HEAD" else (page.packed if is_packed else page.body,)
