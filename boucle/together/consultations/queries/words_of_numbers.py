"""Numbers as results say them, in the reader's language."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

LEAST_SHARE = 0.001


def whole(number: float) -> str:
    """`14 930`."""
    return number_format(round(number), 0, use_l10n=True, force_grouping=True)


def decimal(number: float, places: int = 2) -> str:
    return number_format(number, places, use_l10n=True)


def percent(share: float) -> str:
    """A share from 0 to 1 as `41 %`."""
    return _("%(number)s%%") % {"number": whole(100 * share)}


def fine_percent(share: float) -> str:
    """A small share as `0,2 %`, or `moins de 0,1 %`."""
    if share < LEAST_SHARE:
        return _("less than %(number)s%%") % {"number": decimal(100 * LEAST_SHARE, 1)}
    return _("%(number)s%%") % {"number": decimal(100 * share, 1)}


def counted(number: int) -> str:
    """In letters where they are few: `trois`."""
    names = {
        2: pgettext("number", "two"),
        3: pgettext("number", "three"),
        4: pgettext("number", "four"),
        5: pgettext("number", "five"),
    }
    return names.get(number, whole(number))


def listed(names: list[str]) -> str:
    """`A, B et C`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
