"""What an actor adds to the content of their contribution, as JSON values: public words only."""

from typing import Any

from boucle.foundation.actors.enums import Role, Side
from boucle.foundation.actors.models import Actor
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Theme

PLAIN = ("is_person", "role", "knows", "seeks", "offers", "link")
THEMES = {side: f"{side.value}_themes" for side in Side}


def actor(contribution: Contribution) -> Actor | None:
    """Its own row, loaded once; None when its author had it erased."""
    try:
        return contribution.actor
    except Actor.DoesNotExist:
        return None


def content(contribution: Contribution) -> dict[str, Any]:
    """The public fields of its own row; empty when the row is erased. What was agreed to is no content: it is taken
    back at once, by no referent."""
    row = actor(contribution)
    if row is None:
        return {}
    return {**{name: getattr(row, name) for name in PLAIN}, **themes(row)}


def themes(row: Actor) -> dict[str, list[str]]:
    """Slugs of themes by side, sorted; one query."""
    found: dict[str, list[str]] = {name: [] for name in THEMES.values()}
    for side, slug in row.subjects.order_by("theme__slug").values_list("side", "theme__slug"):
        found[THEMES[Side(side)]].append(slug)
    return found


def searched(contribution: Contribution) -> str:
    """Words of its own that a search finds it by."""
    row = actor(contribution)
    if row is None:
        return ""
    names = row.subjects.select_related("theme").order_by("pk")
    return " ".join(
        [str(row.get_role_display()), row.knows, row.seeks, row.offers, *(each.theme.name for each in names)]
    )


def words(name: str, value: Any) -> Any:
    """A field's value in words, for whoever decides; None: as any other field."""
    if name == "role" and value in Role.values:
        return Role(value).label
    if name in THEMES.values() and isinstance(value, list):
        named = Theme.objects.filter(slug__in=value).order_by("rank", "slug") if value else ()
        return ", ".join(theme.name for theme in named)
    return None
