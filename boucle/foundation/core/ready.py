"""Ready bytes: a public page is a function of its address, its language and the revision of its territory.

A view marks its response with `ready.public(response, territory)`. `Ready` stands before Django: it keeps such pages
as bytes, answers the next readers and their 304s from memory, and asks the database for one number only, the revision,
at most every twentieth of a second. Who is signed in, or has a message waiting, always gets a page of their own.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.http.cookie import parse_cookie
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from boucle.foundation.core import clock, counters

MARK = "X-Ready"  # between a view and `Ready`; never leaves
READ_EVERY = 0.05  # seconds between two readings of a revision
MINUTE = 60
LONGEST_ADDRESS = 2000
LARGEST_PAGE = 512 * 1024
SMALLEST_PACKED = 600  # bytes: under that, compressing does not pay
VISITS = "visits"
PERSONAL_COOKIES = frozenset({settings.SESSION_COOKIE_NAME, "messages"})
VARY = ("Accept", "Accept-Encoding", "Accept-Language", "Cookie", "HX-Request")
UNSAVED_HEADERS = frozenset({"etag", "content-length", MARK.lower()})

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
Headers = list[tuple[str, str]]
Key = tuple[str, ...]


class Revised(Protocol):
    """A territory, as it was when the view began: what was read since is at least as new."""

    pk: Any
    revision: int


class Page(NamedTuple):
    headers: Headers
    body: bytes
    packed: bytes  # by gzip; empty where it does not pay
    tag: str
    territory: int  # 0: of no territory
    revision: int
    expires: float  # seconds since 1970

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed) + 2000

    @property
    def is_read(self) -> bool:
        """A page that somebody reads, not data for a program."""
        return any(name.lower() == "content-type" and value.startswith("text/html") for name, value in self.headers)


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


readers: list[Callable[[int], int | None]] = []


def register(revision: Callable[[int], int | None]) -> None:
    """Says how the revision of a territory is read."""
    readers[:] = [revision]


class Ready:
    """A WSGI application before another one. One per process; threads share it."""

    def __init__(self, application: Application, *, most_bytes: int | None = None) -> None:
        self.application = application
        self.most_bytes = int(str(settings.BOUCLE["READY_BYTES"])) if most_bytes is None else most_bytes
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.bytes = 0
        self.lock = threading.Lock()
        self.revisions: dict[int, tuple[float, int | None]] = {}
        self.maintenance = Path(str(settings.BOUCLE["MAINTENANCE"]))

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        key = address(environ)
        if key is None or self.maintenance.exists():
            return self.application(environ, personal(start))
        page = self.pages.get(key)
        if page is None or not self.holds(page):
            page, answer = self.make(environ, start)
            if page is None:
                return answer
            self.keep(key, page)
        else:
            self.refresh(key)
        return serve(page, environ, start)

    def holds(self, page: Page) -> bool:
        """Nothing was published since, and the minute is not over."""
        if page.expires <= time.time():
            return False
        return not page.territory or self.revision(page.territory) == page.revision

    def revision(self, territory: int) -> int | None:
        now = time.monotonic()
        read_at, known = self.revisions.get(territory, (0.0, None))
        if now - read_at > READ_EVERY or known is None:
            try:
                known = readers[0](territory)
            except DatabaseError:
                connection.close()  # Django opens a new one for the page itself, or says what is wrong
                known = None
            self.revisions[territory] = (now, known)
        return known

    def make(self, environ: Environ, start: Start) -> tuple[Page | None, Iterable[bytes]]:
        """Asks Django. Gives the page when everybody may have it, else the answer for this reader alone."""
        seen: list[Any] = []

        def look(status: str, headers: Headers, exc_info: Any = None) -> Callable[[bytes], object]:
            seen[:] = [status, headers]
            return start(status, unmarked(headers), exc_info) if not is_common(status, headers) else ignored

        answer = self.application(environ, look)
        status, headers = seen
        if not is_common(status, headers):
            return None, answer
        body = b"".join(answer)
        close = getattr(answer, "close", None)
        if close is not None:
            close()
        return made(headers, body), ()

    def refresh(self, key: Key) -> None:
        """The page read last goes last."""
        with self.lock:
            if key in self.pages:
                self.pages.move_to_end(key)

    def keep(self, key: Key, page: Page) -> None:
        if len(page.body) > LARGEST_PAGE:
            return
        with self.lock:
            before = self.pages.pop(key, None)
            self.bytes += page.size - (before.size if before else 0)
            self.pages[key] = page
            while self.bytes > self.most_bytes and self.pages:
                _, oldest = self.pages.popitem(last=False)
                self.bytes -= oldest.size


def address(environ: Environ) -> Key | None:
    """What a public page depends on, or None when the answer can only be for one reader."""
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in environ:
        return None
    cookies = environ.get("HTTP_COOKIE", "")
    chosen = ""
    if cookies:
        read = parse_cookie(cookies)
        if not PERSONAL_COOKIES.isdisjoint(read):
            return None
        chosen = read.get(settings.LANGUAGE_COOKIE_NAME, "")
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    if len(path) + len(query) > LONGEST_ADDRESS:
        return None
    return (
        environ.get("wsgi.url_scheme", ""),
        environ.get("HTTP_HOST", ""),
        environ.get("HTTP_X_FORWARDED_PROTO", ""),
        path,
        "&".join(sorted(query.split("&"))) if "&" in query else query,
        language(chosen, environ.get("HTTP_ACCEPT_LANGUAGE", "")[:200]),
        environ.get("HTTP_ACCEPT", "")[:200],
        environ.get("HTTP_HX_REQUEST", "") + environ.get("HTTP_HX_TARGET", "")[:40],
    )


@lru_cache(maxsize=4096)
def language(cookie: str, accepted: str) -> str:
    """The language that Django will choose: the cookie's, else the first accepted one, else French."""
    for code in [cookie, *(code for code, _ in parse_accept_lang_header(accepted))]:
        if code == "*":
            break
        try:
            return translation.get_supported_language_variant(code)
        except LookupError:
            continue
    return str(settings.LANGUAGE_CODE)


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


def made(headers: Headers, body: bytes) -> Page:
    mark = next(value for name, value in headers if name.lower() == MARK.lower())
    territory, revision, seconds = (int(number) for number in mark.split("."))
    expires = (int(time.time()) // seconds + 1) * seconds
    kept = [(name, value) for name, value in headers if name.lower() not in UNSAVED_HEADERS]
    packed = gzip.compress(body, 6, mtime=0) if len(body) >= SMALLEST_PACKED else b""
    return Page(kept, body, packed, digest(body), territory, revision, expires)


def serve(page: Page, environ: Environ, start: Start) -> Iterable[bytes]:
    if page.territory and page.is_read and "HTTP_HX_REQUEST" not in environ:
        counters.count(VISITS, (page.territory, clock.today()))
    is_packed = bool(page.packed) and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")
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


def ignored(data: bytes) -> None:
    """The old way to write in WSGI, which Django does not use."""
