"""Dates, delays and distances as people say them, in the reader's language."""

from datetime import date, datetime, timedelta

from django import template
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.foundation.core import clock
from boucle.foundation.core import text as texts

register = template.Library()

NBSP = "\u00a0"
DAWN, NOON, EVENING = 5, 12, 18
DAYS_SAID_AS_DAYS, DAYS_SAID_AS_WEEKS, DAYS_SAID_AS_MONTHS = 14, 60, 730
DAYS_IN_WEEK, DAYS_IN_MONTH, DAYS_IN_YEAR = 7, 30.44, 365.25
HOURS_SAID_AS_HOURS = 96
METRES_IN_KILOMETRE = 1000


def is_french() -> bool:
    return (translation.get_language() or "fr").startswith("fr")


def local(value: datetime | date) -> datetime | date:
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


@register.filter
def day(value: datetime | date | None) -> str:
    """`mardi 19 janvier 2027`; in English `Tuesday 19 January 2027`."""
    return written(value, "l {} F Y")


@register.filter
def plain_day(value: datetime | date | None) -> str:
    """`19 janvier 2027`."""
    return written(value, "{} F Y")


@register.filter
def short_day(value: datetime | date | None) -> str:
    """`19 janvier`, with the year when it is not this one."""
    if value is None:
        return ""
    return written(value, "{} F" if local(value).year == clock.today().year else "{} F Y")


def written(value: datetime | date | None, pattern: str) -> str:
    if value is None:
        return ""
    here = local(value)
    first = is_french() and here.day == 1
    return formats.date_format(here, pattern.format(r"j\e\r" if first else "j"))


@register.filter
def hour(value: datetime | None) -> str:
    """`10 h 40`, `10 h`; in English `10:40`."""
    if value is None:
        return ""
    here = local(value)
    assert isinstance(here, datetime)
    if not is_french():
        return f"{here:%H:%M}"
    return f"{here.hour}{NBSP}h" + (f"{NBSP}{here.minute:02}" if here.minute else "")


@register.filter
def moment(value: datetime | None) -> str:
    """`mardi 19 janvier 2027, 10 h 40`."""
    return f"{day(value)}, {hour(value)}" if value else ""


@register.filter
def ago(value: datetime | date | None) -> str:
    """How long ago, by the calendar: `ce matin`, `hier`, `il y a 3 jours`, `il y a 5 semaines`."""
    if value is None:
        return ""
    here = local(value)
    days = (clock.today() - (here.date() if isinstance(here, datetime) else here)).days
    if days <= 0:
        return part_of_today(here)
    return days_ago(days)


def part_of_today(here: datetime | date) -> str:
    if not isinstance(here, datetime):
        return _("today")
    if here.hour < DAWN:
        return _("last night")
    if here.hour < NOON:
        return _("this morning")
    return _("this afternoon") if here.hour < EVENING else _("this evening")


def days_ago(days: int) -> str:
    if days == 1:
        return _("yesterday")
    if days < DAYS_SAID_AS_DAYS:
        return ngettext("%(count)s day ago", "%(count)s days ago", days) % {"count": days}
    if days < DAYS_SAID_AS_WEEKS:
        weeks = days // DAYS_IN_WEEK
        return ngettext("%(count)s week ago", "%(count)s weeks ago", weeks) % {"count": weeks}
    if days < DAYS_SAID_AS_MONTHS:
        months = int(days / DAYS_IN_MONTH)
        return ngettext("%(count)s month ago", "%(count)s months ago", months) % {"count": months}
    years = int(days / DAYS_IN_YEAR)
    return ngettext("%(count)s year ago", "%(count)s years ago", years) % {"count": years}


@register.filter
def waiting(value: datetime | timedelta | None) -> str:
    """How long something lasts or has waited: `50 min`, `31 h`, `5 jours`."""
    if value is None:
        return ""
    span = value if isinstance(value, timedelta) else clock.now() - value
    minutes = max(0, int(span.total_seconds() // 60))
    if minutes < 60:
        return f"{minutes}{NBSP}min"
    hours = minutes // 60
    if hours < HOURS_SAID_AS_HOURS:
        return f"{hours}{NBSP}h"
    return ngettext("%(count)s day", "%(count)s days", hours // 24) % {"count": hours // 24}


@register.filter
def kilometres(metres: float | None) -> str:
    """`850 m`, `1,2 km`, `12 km`."""
    if metres is None:
        return ""
    rounded = round(metres / 10) * 10
    if rounded < METRES_IN_KILOMETRE:
        return f"{rounded}{NBSP}m"
    value = round(metres / METRES_IN_KILOMETRE, 1 if metres < 10 * METRES_IN_KILOMETRE else 0)
    return f"{formats.number_format(value, 0 if value == int(value) else 1)}{NBSP}km"


@register.filter(is_safe=True)
def spaced(value: object) -> object:
    """What somebody typed, with French spaces before its high signs; what is no text stays as it is."""
    return texts.spaced(value) if isinstance(value, str) else value


@register.filter
def lowered(value: object) -> str:
    """A name inside a sentence: `Se réchauffer` as `se réchauffer`."""
    text = str(value)
    return text[:1].lower() + text[1:]
