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

    @property
    def is_read(self) -> bool:
        """A page that somebody reads, not data for a program."""
        return any(name.lower() == "content-type" and value.startswith("text/html") for name, value in self.headers)


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
    headers = [*page.headers, ("ETag", f'"{page.tag}-g"' if is_packed else f'"{page.tag}"')]
    asked = environ.get("HTTP_IF_NONE_MATCH", "")
    if asked and page.tag in asked:
        start("304 Not Modified", [pair for pair in headers if pair[0].lower() != "content-type"])
        return ()
    body = page.packed if is_packed else page.body
    if is_packed:
        headers.append(("Content-Encoding", "gzip"))
    headers.append(("Content-Length", str(len(body))))
    start("200 OK", headers)
    return () if environ["REQUEST_METHOD"] == "HEAD" else (body,)
