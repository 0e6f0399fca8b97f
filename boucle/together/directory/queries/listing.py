"""What the list of a territory's actors says: its rows, its filters."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from boucle.commons.search import queries as search
from boucle.foundation.actors.enums import Role, Side
from boucle.foundation.actors.models import Subject
from boucle.foundation.situations import queries as situations

SIDES = {"sait": Side.KNOWS, "cherche": Side.SEEKS, "offre": Side.OFFERS}


@dataclass(frozen=True)
class Shown:
    """A row of the list with its number; `said`: what they know, seek and offer, with the themes of each."""

    number: int
    row: search.Row
    said: list["Said"]


@dataclass(frozen=True)
class Said:
    side: Side
    label: Any
    words: str
    themes: list[str]


def shown(rows: Sequence[search.Row], start: int = 1) -> list[Shown]:
    """One query for the themes of all rows."""
    themes = themes_of([row.id for row in rows])
    return [Shown(number, row, said(row.own, themes.get(row.id, {}))) for number, row in enumerate(rows, start)]


def themes_of(ids: Iterable[int]) -> dict[int, dict[str, list[str]]]:
    """Names of themes by actor and side, in the order of the tree."""
    found: dict[int, dict[str, list[str]]] = {}
    rows = Subject.objects.filter(actor__in=list(ids)).select_related("theme").order_by("theme__rank", "theme__slug")
    for each in rows:
        found.setdefault(each.actor_id, {}).setdefault(each.side, []).append(each.theme.name)
    return found


def said(actor: Any, themes: dict[str, list[str]]) -> list[Said]:
    """The sides of which something is said."""
    labels = {Side.KNOWS: _("Knows"), Side.SEEKS: _("Seeks"), Side.OFFERS: _("Offers")}
    each = [Said(side, labels[side], getattr(actor, side.value), themes.get(side, [])) for side in Side]
    return [one for one in each if one.words or one.themes]


def fields(asked: search.Filter) -> dict[str, list[search.Choice]]:
    """The selects of the page; one query for the themes."""
    offered = [(theme.slug, theme.name) for theme in situations.widest_themes()]
    sides = {name: search.choices(asked.extra(name), _("any theme"), offered) for name in SIDES}
    return {"role": search.choices(asked.extra("role"), _("Everybody"), Role.choices), **sides}
