"""Opening hours in words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import formats, timezone
from django.utils.dates import WEEKDAYS
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boucle.during.initiatives.engine import hours as engine
from boucle.during.initiatives.models import Initiative
from boucle.foundation.core import clock

FAR = 7  # days: beyond, a date is clearer than the name of a day


@dataclass(frozen=True)
class OpenWords:
    """A mark: its class (open, soon, closed) and its words; the words of the rest of the day for the fiche."""

    css: str
    words: str
    full: str


@dataclass(frozen=True)
class DayRow:
    name: str
    words: str
    is_today: bool


def open_state(hours: str, at: datetime, country: str = "FR") -> engine.OpenState:
    """Whether an OpenStreetMap expression is open at an aware moment, on the clock of the platform."""
    return engine.state(hours, timezone.localtime(at).replace(tzinfo=None), country)


def open_words(initiative: Initiative, at: datetime | None = None) -> OpenWords | None:
    """What a list says of it now; None when nobody gave its hours."""
    moment = at or clock.now()
    local = timezone.localtime(moment).replace(tzinfo=None)
    if initiative.ends_on and initiative.ends_on < local.date():
        return mark("closed", _("Over since %(day)s") % {"day": day_words(initiative.ends_on, local.date())})
    if initiative.starts_on and initiative.starts_on > local.date():
        return mark("soon", _("Starts on %(day)s") % {"day": day_words(initiative.starts_on, local.date())})
    if not initiative.hours:
        return None
    return state_words(open_state(initiative.hours, moment), local)


def mark(css: str, words: str, full: str = "") -> OpenWords:
    return OpenWords(css, words, full or words)


def state_words(state: engine.OpenState, local: datetime) -> OpenWords:
    if state.is_always:
        return mark("open", _("Open day and night"))
    if state.is_open and state.until is not None:
        return open_until(state, state.until, local)
    if state.opens_at is None:
        return mark("closed", _("Closed"))
    time = time_words(state.opens_at)
    if state.opens_at.date() == local.date():
        return mark("soon", _("Opens at %(time)s") % {"time": time})
    return mark(
        "closed", _("Closed, opens %(day)s at %(time)s") % {"day": next_day(state.opens_at, local), "time": time}
    )


def open_until(state: engine.OpenState, until: datetime, local: datetime) -> OpenWords:
    if until - local > timedelta(hours=24):
        return mark("open", _("Open until %(day)s") % {"day": next_day(until, local)})
    time = time_words(until)
    short = _("Open until %(time)s") % {"time": time}
    if not state.later_today:
        return mark("open", short)
    later = _(" and ").join(span_words(each) for each in state.later_today)
    return mark("open", short, _("Open, until %(time)s then from %(later)s") % {"time": time, "later": later})


def next_day(moment: datetime, local: datetime) -> str:
    days = (moment.date() - local.date()).days
    if days == 1:
        return _("tomorrow")
    if days < FAR:
        return str(WEEKDAYS[moment.weekday()]).lower()
    return _("on %(day)s") % {"day": day_words(moment.date(), local.date())}


def day_words(day: date, today: date) -> str:
    """`3 juin`, `1er juin`, with the year when it is not this one."""
    words = formats.date_format(day, "j F" if day.year == today.year else "j F Y")
    is_french = (get_language() or "").startswith("fr")
    return words.replace("1 ", "1er ", 1) if is_french and day.day == 1 else words


def time_words(moment: datetime) -> str:
    return minute_words(moment.hour * 60 + moment.minute)


def minute_words(minute: int) -> str:
    """`19 h`, `8 h 30`."""
    hour, rest = divmod(minute if minute <= engine.DAY else minute - engine.DAY, 60)
    if not rest:
        return _("%(hour)d:00") % {"hour": hour}
    return _("%(hour)d:%(minute)02d") % {"hour": hour, "minute": rest}


def span_words(each: engine.Span) -> str:
    opens, closes = each
    words = _("%(opens)s to %(closes)s") % {"opens": minute_words(opens), "closes": minute_words(closes)}
    return words + (_(" the next day") if closes > engine.DAY else "")


def week_table(hours: str, day: date, country: str = "FR") -> list[DayRow]:
    """The week of that day: seven rows from Monday, `8 h à 12 h et 14 h à 19 h` or `Fermé`."""
    week = engine.week(hours, day - timedelta(days=day.weekday()), country)
    return [DayRow(capfirst(str(WEEKDAYS[n])), spans_words(spans), n == day.weekday()) for n, spans in enumerate(week)]


def spans_words(spans: list[engine.Span]) -> str:
    if not spans:
        return _("Closed")
    if spans == [(0, engine.DAY)]:
        return _("Day and night")
    words = [span_words(each) for each in spans]
    return _(" and ").join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
