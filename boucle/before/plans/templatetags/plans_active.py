"""Delays from the beginning of an activation, as people say them."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

HOUR, DAY = 60, 24 * 60  # minutes


@register.filter
def after_start(minutes: int) -> str:
    """`tout de suite`, `30 min après le début`, `2 h avant le début`, `1 jour après le début`."""
    if minutes == 0:
        return _("at once")
    said = span(abs(minutes))
    if minutes < 0:
        return _("%(span)s before the beginning") % {"span": said}
    return _("%(span)s after the beginning") % {"span": said}


def span(minutes: int) -> str:
    if minutes >= DAY and minutes % DAY == 0:
        days = minutes // DAY
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    hours, rest = divmod(minutes, HOUR)
    if not hours:
        return f"{rest}\u00a0min"
    return f"{hours}\u00a0h" + (f"\u00a0{rest:02}" if rest else "")
