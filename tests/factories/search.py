"""Published contributions, indexed, and what somebody asks for in a URL."""

from datetime import timedelta
from typing import Any

from boucle.commons.search import queries
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import jobs
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories.models import Territory
from tests.factories import contributions


def published(**options: Any) -> Contribution:
    """A contribution that the public finds."""
    row = contributions.contribution(State.PUBLISHED, **options)
    work()
    return row


def work() -> None:
    """Does what the worker does: the outbox is empty afterwards."""
    while jobs.work(1000):
        pass


def ask(territory: Territory, **typed: object) -> queries.Filter:
    """The filter of an address: `ask(place, theme="manger", distance=5)`."""
    asked, sentences = queries.parse({name: str(value) for name, value in typed.items()}, territory)
    assert sentences == []
    return asked


def titles(territory: Territory, **typed: object) -> list[str]:
    """The titles of the first page."""
    return [row.title for row in queries.page(ask(territory, **typed)).rows]


def follow(territory: Territory, address: str) -> queries.Page:
    """The page of a link of another page."""
    from django.http import QueryDict

    asked, sentences = queries.parse(QueryDict(address.removeprefix("?")), territory)
    assert sentences == []
    return queries.page(asked)


def walk(first: queries.Page) -> list[list[str]]:
    """The titles of every page from this one to the last."""
    pages = [first]
    while pages[-1].next:
        pages.append(follow(first.filter.territory, pages[-1].next))
    return [[row.title for row in page.rows] for page in pages]


class Clock:
    """A clock that a test moves: contributions checked one after another have an order."""

    def __init__(self, monkeypatch: Any) -> None:
        self.now = clock.now()
        monkeypatch.setattr(clock, "now", lambda: self.now)

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)
