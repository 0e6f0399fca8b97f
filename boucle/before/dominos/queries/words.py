"""Minutes, hours and people as sentences say them."""

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from boucle.before.dominos.enums import Kind
from boucle.before.dominos.models import Measure

NBSP = "\u00a0"
HOUR, DAY = 60, 24 * 60
IN_MINUTES = 120  # the longest that is said in minutes, beside shorter ones


def whole(number: float) -> str:
    """`14 930`."""
    return number_format(round(number), 0, use_l10n=True, force_grouping=True)


def decimal(number: float, places: int = 2) -> str:
    return number_format(number, places, use_l10n=True)


def short(number: float) -> str:
    """`9`, `4,2`: a decimal where there is one to say."""
    return decimal(number, 0 if round(number, 1) == round(number) else 1)


def percent(share: float) -> str:
    return _("%(number)s%%") % {"number": whole(100 * share)}


def clock(minute: int) -> str:
    """A minute of the schedule on the wall's clock: `18 h 30`, `2 h le lendemain`; in English `18:30`."""
    day, rest = divmod(minute, DAY)
    hour, left = divmod(rest, HOUR)
    if (translation.get_language() or "fr").startswith("fr"):
        said = f"{hour}{NBSP}h" + (f"{NBSP}{left:02}" if left else "")
    else:
        said = f"{hour}:{left:02}"
    if day == 0:
        return said
    if day == 1:
        return _("%(hour)s the day after") % {"hour": said}
    return _("%(hour)s on day %(number)s") % {"hour": said, "number": day + 1}


def since(minute: int) -> str:
    """From when a change holds: nothing where it is there before."""
    return _("from %(hour)s") % {"hour": clock(minute)} if minute else ""


def when(measure: Measure) -> str:
    """When it can be there, as its keeper says it, and from which hours of the day it holds."""
    hours = dict.fromkeys(since(part.start) for part in measure.parts.all())
    return ", ".join(filter(None, (measure.delay, *hours)))


def lasting(minutes: float) -> str:
    """`30 min`, `3 h`, `3 h 20`."""
    minutes = round(minutes)
    if minutes < HOUR:
        return f"{minutes}{NBSP}min"
    hours, left = divmod(minutes, HOUR)
    return f"{whole(hours)}{NBSP}h" + (f"{NBSP}{left:02}" if left else "")


def autonomy(low: int, likely: int, high: int) -> str:
    """`no reserve`, `70 min (50–100)`, `8 h (5–12)`."""
    if not high:
        return _("no reserve")
    if low == likely == high:
        return lasting(likely)
    if high <= IN_MINUTES:
        return f"{likely}{NBSP}min ({low}–{high})"
    if not any(time % HOUR for time in (low, likely, high)):
        return f"{likely // HOUR}{NBSP}h ({low // HOUR}–{high // HOUR})"
    return f"{lasting(likely)} ({lasting(low)}–{lasting(high)})"


def people(count: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", count) % {"count": whole(count)}


def person_hours(hours: float) -> str:
    return _("%(count)s person-hours") % {"count": whole(hours)}


def listed(names: list[str]) -> str:
    """`A, B et C`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def what(kind: str) -> str:
    """What people lose when this kind of service is lost."""
    return {
        Kind.MAST: pgettext("lost", "the telephone"),
        Kind.EXCHANGE: pgettext("lost", "the telephone"),
        Kind.PUMP: pgettext("lost", "water"),
        Kind.RESERVOIR: pgettext("lost", "water"),
        Kind.TREATMENT: pgettext("lost", "water"),
        Kind.GAS: pgettext("lost", "gas"),
        Kind.HEAT: pgettext("lost", "heating"),
        Kind.LIFT: pgettext("lost", "their lift"),
        Kind.SCHOOL: pgettext("lost", "their school"),
        Kind.SHOP: pgettext("lost", "their food shop"),
        Kind.PHARMACY: pgettext("lost", "their pharmacy"),
        Kind.FUEL: pgettext("lost", "fuel"),
        Kind.DEVICES: pgettext("lost", "the device that they depend on"),
        Kind.CARE_HOME: pgettext("lost", "what their care home needs"),
        Kind.HOSPITAL: pgettext("lost", "what their hospital needs"),
    }.get(Kind(kind), "")
