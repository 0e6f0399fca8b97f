"""What the list page says of its filter and its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from boucle.commons.search import queries as search
from boucle.commons.search.enums import AGES, DISTANCES, Sort
from boucle.during.initiatives import enums
from boucle.during.initiatives.queries import fiche, hours, places
from boucle.foundation.core import clock
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Situation


@dataclass(frozen=True)
class Shown:
    """A row of the list with its number and what is said of it now."""

    number: int
    row: search.Row
    open: hours.OpenWords | None
    is_stale: bool


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    is_chosen: bool
    depth: int = 0


@dataclass(frozen=True)
class WayOut:
    """A list that is not empty, from one that is: what it is called, and where."""

    words: str
    url: str


def shown(rows: Iterable[search.Row], start: int = 1) -> list[Shown]:
    now = clock.now()
    return [
        Shown(number, row, hours.open_words(row.own, now), fiche.needs_check(row.contribution))
        for number, row in enumerate(rows, start)
    ]


def heading(asked: search.Filter) -> str:
    """`Recharger un appareil, près de Villeurbanne`."""
    what = asked.theme.name if asked.theme else _("Help and mutual aid")
    if asked.q:
        words = _("“%(words)s”") % {"words": asked.q}
        what = f"{what}, {words}" if asked.theme else words
    if asked.is_around_me:
        return _("%(what)s, around you") % {"what": what}
    if asked.place is not None and asked.point is not None:
        return _("%(what)s, near %(of_place)s") % {"what": what, "of_place": places.near(asked.place)}
    if asked.point is not None:
        return _("%(what)s, near the point given") % {"what": what}
    return _("%(what)s, in %(place)s") % {"what": what, "place": (asked.place or asked.territory).name}


def order_words(asked: search.Filter) -> str:
    return {
        Sort.DISTANCE: _("from the nearest to the farthest"),
        Sort.RELEVANCE: _("the most relevant first"),
        Sort.FRESHNESS: _("the most recently checked first"),
    }[asked.sort]


def theme_choices(asked: search.Filter, situation: Situation | None) -> list[Choice]:
    """The tree of themes, indented; the situation's own when one is shown."""
    chosen = asked.theme.slug if asked.theme else ""
    choices = [Choice("", _("All themes"), not chosen)]
    add_branches(choices, situations.offered_themes(situation), chosen, 0)
    if chosen and not any(each.is_chosen for each in choices) and asked.theme:
        choices.append(Choice(chosen, asked.theme.name, True))
    return choices


def add_branches(choices: list[Choice], branches: Iterable[situations.Branch], chosen: str, depth: int) -> None:
    for branch in branches:
        label = "\u2003" * depth + branch.theme.name  # an indent that every browser shows in a select
        choices.append(Choice(branch.theme.slug, label, branch.theme.slug == chosen, depth))
        add_branches(choices, branch.children, chosen, depth + 1)


def audience_choices(asked: search.Filter) -> list[Choice]:
    named = [(each.name.lower(), str(each.label)) for each in enums.Audience]
    return choose([("", _("Everybody")), *named], asked.public)


def side_choices(asked: search.Filter) -> list[Choice]:
    sides = [(each.value, str(each.label)) for each in (enums.Side.NEED, enums.Side.GIVE)]
    return choose([("", _("To get or to give")), *sides], asked.side)


def variety_choices(asked: search.Filter) -> list[Choice]:
    plurals = {enums.Variety.INITIATIVE: _("Initiatives"), enums.Variety.RESOURCE: _("Practical resources")}
    return choose([("", _("Initiatives and practical resources")), *plurals.items()], asked.variety)


def distance_choices(asked: search.Filter) -> list[Choice]:
    """Nothing to choose without a point to measure from."""
    if asked.point is None:
        return []
    named = [(str(each), _("1 km, on foot") if each == 1 else f"{each}\u00a0km") for each in DISTANCES]
    return choose([*named, ("0", _("Everywhere here"))], str(asked.distance or 0))


def age_choices(asked: search.Filter) -> list[Choice]:
    named = [(str(days), ngettext("Since yesterday", "%(days)s days", days) % {"days": days}) for days in AGES]
    return choose([("", _("Any date of check")), *named], str(asked.days or ""))


def sort_choices(asked: search.Filter) -> list[Choice]:
    possible = [
        sort
        for sort in Sort
        if (sort != Sort.RELEVANCE or asked.q) and (sort != Sort.DISTANCE or asked.point is not None)
    ]
    return choose([(sort.value, str(sort.label)) for sort in possible], asked.sort)


def choose(named: Iterable[tuple[Any, str]], chosen: str) -> list[Choice]:
    return [Choice(str(value), label, str(value) == chosen) for value, label in named]


def ways_out(asked: search.Filter) -> list[WayOut]:
    """From an empty list: the least wider distance that has something, with its number; then each filter removed."""
    ways = [wider(asked)] if asked.distance else []
    if asked.is_open_now:
        ways.append(lighter(asked, {"ouvert": ""}, _("Remove “open now”")))
    if asked.public:
        ways.append(lighter(asked, {"public": ""}, _("For everybody")))
    if asked.theme is not None:
        ways.append(lighter(asked, {"theme": ""}, _("In every theme")))
    return [way for way in ways if way is not None]


def wider(asked: search.Filter) -> WayOut | None:
    for distance in [each for each in DISTANCES if each > (asked.distance or 0)]:
        number = search.count(asked.changed(distance=distance, is_distance_chosen=True, after=None))
        if number:
            words = ngettext(
                "Search up to %(distance)s km: %(number)s fiche",
                "Search up to %(distance)s km: %(number)s fiches",
                number,
            )
            return WayOut(words % {"distance": distance, "number": number}, asked.to_query(distance=distance))
    return None


def lighter(asked: search.Filter, without: dict[str, str], words: str) -> WayOut | None:
    kept = tuple((name, value) for name, value in asked.extras if name not in without)
    theme = None if "theme" in without else asked.theme
    number = search.count(asked.changed(extras=kept, theme=theme, after=None))
    return WayOut(f"{words} ({number})", asked.to_query(**without)) if number else None
