"""What whoever decides on an initiative reads beside it: its fields in words, and what visitors said of it."""

from typing import Any

from django.utils.translation import gettext as _

from boucle.during.initiatives import enums
from boucle.during.initiatives.queries import hours, requests
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.registry import Panel

KEY_SHOWN = 6  # signs of a photo's key: enough to tell two photos apart


def words(name: str, value: Any) -> str | None:
    """A field of its own in words; None for those that say it themselves."""
    if not value:
        return None
    if name == "audiences":
        return ", ".join(str(each.label) for each in enums.Audience if each.name.lower() in value)
    if name == "hours":
        week = hours.week_table(value, clock.today())
        return "\n".join(f"{day.name} : {day.words}" for day in week)
    if name == "photo":
        return _("photo %(key)s") % {"key": str(value)[:KEY_SHOWN]}
    return None


def panel(contribution: Contribution) -> Panel | None:
    """Reports and claims that still wait, with where to answer them; None when there are none."""
    reports, claims = requests.of(contribution)
    if not reports and not claims:
        return None
    context = {"reports": reports, "claims": claims, "reference": contribution.reference}
    return Panel("initiatives/deciding.html", context)
