"""A download gives way to pages: threads share one interpreter, and a page must not wait for an export to go on.

A page hands the interpreter over at each row that it reads, and an export that computes takes it each time. So the
pages that are being made are counted, and an export rests while there are any: never for long, so that it ends even
on an evening when everybody reads.
"""

import threading
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

REST = 0.005  # seconds: the longest that an export waits at a time
ROWS = 8  # between two looks: well under a millisecond of work

Item = TypeVar("Item")


class Counted:
    """A WSGI application before another one: what runs inside it, until its answer begins, is a page being made.

    What an answer streams afterwards is a download, and not counted.
    """

    def __init__(self, application: Any) -> None:
        self.application = application

    def __call__(self, environ: Any, start: Any) -> Any:
        PAGES.enter()
        try:
            return self.application(environ, start)
        finally:
            PAGES.leave()


class Pages:
    """How many pages are being made by the threads of this process."""

    def __init__(self) -> None:
        self.number = 0
        self.lock = threading.Lock()
        self.none = threading.Event()
        self.none.set()
        self.mine = threading.local()

    def enter(self) -> None:
        self.mine.is_page = True
        with self.lock:
            self.number += 1
            self.none.clear()

    def leave(self) -> None:
        self.mine.is_page = False
        with self.lock:
            self.number -= 1
            if not self.number:
                self.none.set()

    def rest(self) -> None:
        """Waits for the pages of other threads; a page itself waits for nobody."""
        if not self.none.is_set() and not getattr(self.mine, "is_page", False):
            self.none.wait(REST)


PAGES = Pages()


def giving_way(items: Iterable[Item]) -> Iterator[Item]:
    """The same items; what pages need comes before each `ROWS` of them."""
    for number, item in enumerate(items):
        if number % ROWS == 0:
            PAGES.rest()
        yield item
