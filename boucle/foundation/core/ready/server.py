"""`Ready`: the application that stands before Django."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection

from boucle.foundation.core.ready import addresses, marks, pages, ways
from boucle.foundation.core.ready.addresses import Key
from boucle.foundation.core.ready.marks import Headers, Start
from boucle.foundation.core.ready.pages import Environ, Page

READ_EVERY = 0.05  # seconds between two readings of a revision
LARGEST_PAGE = 512 * 1024

Application = Callable[[Environ, Start], Iterable[bytes]]

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
        self.closed = (0.0, False)

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        key = addresses.address(environ)
        if key is None or self.is_closed():
            return self.application(environ, marks.personal(start))
        page = self.pages.get(key)
        if page is None or not self.holds(page):
            page = ways.short_way(environ, key)
            if page is None:
                page, answer = self.make(environ, start)
                if page is None:
                    return answer
            self.keep(key, page)
        else:
            self.refresh(key)
        return pages.serve(page, environ, start)

    def is_closed(self) -> bool:
        """Under maintenance. The disk is not asked at each request: each question would make the other threads wait."""
        now = time.monotonic()
        if now - self.closed[0] > READ_EVERY:
            self.closed = (now, self.maintenance.exists())
        return self.closed[1]

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
            return start(status, marks.unmarked(headers), exc_info) if not marks.is_common(status, headers) else ignored

        answer = self.application(environ, look)
        status, headers = seen
        if not marks.is_common(status, headers):
            return None, answer
        body = b"".join(answer)
        close = getattr(answer, "close", None)
        if close is not None:
            close()
        return pages.made(headers, body), ()

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


def ignored(data: bytes) -> None:
    """The old way to write in WSGI, which Django does not use."""
