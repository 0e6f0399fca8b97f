"""The published columns of initiatives, after the shared ones."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _

from boucle.during.initiatives import enums
from boucle.foundation.lifecycle.registry import Column


def own(name: str) -> Callable[[Any], Any]:
    """Reads a field of the initiative that comes with a record."""
    return attrgetter(f"initiative.{name}")


def audiences(record: Any) -> list[str]:
    return enums.audience_names(record.initiative.audiences)


COLUMNS = (
    Column("variety", _("initiative, or practical resource"), own("variety")),
    Column("side", _("need: for whoever needs help; give: for whoever wants to help; both"), own("side")),
    Column("audiences", _("for whom; empty: for everybody"), audiences),
    Column("starts_on", _("first day"), own("starts_on")),
    Column("ends_on", _("last day"), own("ends_on")),
    Column("hours", _("opening hours, OpenStreetMap syntax"), own("hours")),
    Column("access", _("how to come in: steps, doors, parking"), own("access")),
    Column("organisation", _("who holds it, when it is an organisation"), own("organisation")),
    Column("phone", _("public telephone"), own("public_phone")),
    Column("email", _("public e-mail"), own("public_email")),
    Column("website", _("public page"), own("public_url")),
    Column("is_full", _("enough helpers for now"), own("is_full")),
)
LABELS = {
    "title": _("Title"),
    "text": _("What people will find"),
    "theme": _("Theme"),
    "territory": _("Commune"),
    "address": _("Address"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "language": _("Language"),
    "variety": _("Kind"),
    "side": _("For whom the door opens"),
    "audiences": _("Audience"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "hours": _("Hours"),
    "access": _("Coming in"),
    "organisation": _("Organisation"),
    "public_phone": _("Public telephone"),
    "public_email": _("Public e-mail"),
    "public_url": _("Public page"),
    "is_full": _("Enough helpers"),
    "photo": _("Photo"),
}
