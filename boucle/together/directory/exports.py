"""The published columns of actors, for those who agreed to leave as open data."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from boucle.foundation.lifecycle.registry import Column


def own(name: str) -> Callable[[Any], Any]:
    """Reads a field of the actor that comes with a record."""
    return attrgetter(f"actor.{name}")


COLUMNS = (
    Column("is_person", _("a person, rather than an organisation"), own("is_person")),
    Column("role", _("from which place they speak: researcher, authority, association…"), own("role")),
    Column("knows", _("what they know, in their words"), own("knows")),
    Column("knows_themes", _("themes of what they know, see /api/v1/themes, separated by commas"), own("knows_themes")),
    Column("seeks", _("what they seek, in their words"), own("seeks")),
    Column("seeks_themes", _("themes of what they seek, separated by commas"), own("seeks_themes")),
    Column("offers", _("what they offer, in their words"), own("offers")),
    Column("offers_themes", _("themes of what they offer, separated by commas"), own("offers_themes")),
    Column("link", _("a public page of theirs"), own("link")),
)


TEXT_OF = {"sqlite": "group_concat", "postgresql": "string_agg"}  # the same function under two names


def themes(side: str) -> str:
    """The slugs of one side in one text, in their order."""
    slugs = (
        "SELECT h.slug FROM actors_subject s JOIN situations_theme h ON h.id = s.theme_id"
        f" WHERE s.actor_id = k.contribution_id AND s.side = '{side}' ORDER BY h.slug"
    )
    return f"SELECT {TEXT_OF[connection.vendor]}(x.slug, ',') FROM ({slugs}) x"


LOOKUPS = {f"{side}_themes": themes(side) for side in ("knows", "seeks", "offers")}
LABELS = {
    "title": _("Name shown"),
    "text": _("Who they are"),
    "theme": _("Theme"),
    "territory": _("Territory"),
    "language": _("Language"),
    "address": _("Address"),
    "lat": _("Latitude"),
    "lon": _("Longitude"),
    "is_person": _("A person"),
    "role": _("Role"),
    "knows": _("What they know"),
    "seeks": _("What they seek"),
    "offers": _("What they offer"),
    "knows_themes": _("Themes of what they know"),
    "seeks_themes": _("Themes of what they seek"),
    "offers_themes": _("Themes of what they offer"),
    "link": _("Link"),
}
