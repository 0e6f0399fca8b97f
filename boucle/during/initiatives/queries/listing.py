"""What the list page says of its filter and its rows."""

from collections.abc import Iterable
from dataclasses import dataclass

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


def theme_choices(asked: search.Filter, situation: Situation | None) -> list[search.Choice]:
    """The tree of themes, indented; the situation's own when one is shown, and the one that is asked for."""
    offered = dict(situations.indented(situations.offered_themes(situation)))
    if asked.theme:
        offered.setdefault(asked.theme.slug, asked.theme.name)
    return search.choices(asked.theme.slug if asked.theme else "", _("All themes"), offered.items())


def audience_choices(asked: search.Filter) -> list[search.Choice]:
    named = [(each.name.lower(), str(each.label)) for each in enums.Audience]
    return search.choices(asked.public, _("Everybody"), named)


def side_choices(asked: search.Filter) -> list[search.Choice]:
    sides = [(each.value, str(each.label)) for each in (enums.Side.NEED, enums.Side.GIVE)]
    return search.choices(asked.side, _("To get or to give"), sides)


def variety_choices(asked: search.Filter) -> list[search.Choice]:
    plurals = [
        (enums.Variety.INITIATIVE.value, _("Initiatives")),
        (enums.Variety.RESOURCE.value, _("Practical resources")),
    ]
    return search.choices(asked.variety, _("Initiatives and practical resources"), plurals)


def distance_choices(asked: search.Filter) -> list[search.Choice]:
    """Nothing to choose without a point to measure from."""
    if asked.point is None:
        return []
    named = [(str(each), _("1 km, on foot") if each == 1 else f"{each}\u00a0km") for each in DISTANCES]
    return search.choose(str(asked.distance or 0), [*named, ("0", _("Everywhere here"))])


def age_choices(asked: search.Filter) -> list[search.Choice]:
    named = [(str(days), ngettext("Since yesterday", "%(days)s days", days) % {"days": days}) for days in AGES]
    return search.choices(str(asked.days or ""), _("Any date of check"), named)


def sort_choices(asked: search.Filter) -> list[search.Choice]:
    possible = [
        sort
        for sort in Sort
        if (sort != Sort.RELEVANCE or asked.q) and (sort != Sort.DISTANCE or asked.point is not None)
    ]
    return search.choose(asked.sort, [(sort.value, sort.label) for sort in possible])


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
