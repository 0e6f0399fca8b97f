"""The clock: one door to the time of day, so that a test can stop it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Today's date where the platform lives (`TIME_ZONE`)."""
    return timezone.localdate(now())
