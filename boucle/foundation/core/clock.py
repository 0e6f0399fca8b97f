"""The clock: one door to the time of day, so that a test or a seeded story can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime

from django.utils import timezone

moved: ContextVar[datetime | None] = ContextVar("moved", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return moved.get() or timezone.now()


def today() -> date:
    """Today's date where the platform lives (`TIME_ZONE`)."""
    return timezone.localdate(now())


def at_milliseconds(number: int) -> datetime:
    """The moment so many milliseconds after 1970 began, in UTC."""
    return datetime.fromtimestamp(number / 1000, UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within it, the clock stands at `moment` (aware)."""
    token = moved.set(moment)
    try:
        yield
    finally:
        moved.reset(token)
