"""Minutes, hours and people as sentences say them."""

from django.utils import translation
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.before.dominos.enums import Kind

NBSP = "\u00a0"
HOUR, DAY = 60, 24 * 60


def whole(number: float) -> str:
    """`14 930`."""
    return number_format(round(number), 0, use_l10n=True, force_grouping=True)


def decimal(number: float, places: int = 2) -> str:
    return number_format(number, places, use_l10n=True)


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


def lasting(minutes: float) -> str:
    """`30 min`, `3 h`, `3 h 20`."""
    minutes = round(minutes)
    if minutes < HOUR:
        return f"{minutes}{NBSP}min"
    hours, left = divmod(minutes, HOUR)
    return f"{whole(hours)}{NBSP}h" + (f"{NBSP}{left:02}" if left else "")


def autonomy(low: int, likely: int, high: int) -> str:
    """`none`, `70 min (50–100)`."""
    if not high:
        return _("no reserve")
    if low == likely == high:
        return lasting(likely)
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
        Kind.MAST: _("the telephone"),
        Kind.EXCHANGE: _("the telephone"),
        Kind.PUMP: _("water"),
        Kind.RESERVOIR: _("water"),
        Kind.TREATMENT: _("water"),
        Kind.GAS: _("gas"),
        Kind.HEAT: _("heating"),
        Kind.LIFT: _("their lift"),
        Kind.SCHOOL: _("their school"),
        Kind.SHOP: _("their food shop"),
        Kind.PHARMACY: _("their pharmacy"),
        Kind.FUEL: _("fuel"),
        Kind.DEVICES: _("the device that they depend on"),
        Kind.CARE_HOME: _("what their care home needs"),
        Kind.HOSPITAL: _("what their hospital needs"),
    }.get(Kind(kind), "")
