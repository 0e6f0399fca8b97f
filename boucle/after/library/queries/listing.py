"""What the list of a territory's sheets says: its rows, its filters, its counts."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from boucle.after.library.enums import PLURALS, Variety
from boucle.after.library.models import Sheet
from boucle.commons.search import queries as search
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import PUBLIC_NATURES, Hazard, Phase
from boucle.foundation.territories.models import Territory


@dataclass(frozen=True)
class Shelf:
    """One variety with how many sheets it has here."""

    variety: Variety
    label: Any  # lazy
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Shown:
    row: search.Row
    variety: str
    label: str
    summary: str  # empty when it would only say the title again
    is_reuse: bool
    reuses: int  # how many others did it too
    has_redo: bool  # it says how to do it again


def shown(rows: list[search.Row]) -> list[Shown]:
    """One query more than the list, for what was done again."""
    counted = reuses([row.id for row in rows])
    return [
        Shown(
            row,
            row.own.variety,
            row.own.get_variety_display(),
            summary(row),
            is_reuse=row.own.reuse_of_id is not None,
            reuses=counted.get(row.id, 0),
            has_redo=bool(row.own.redo),
        )
        for row in rows
    ]


def reuses(ids: list[int]) -> dict[int, int]:
    """How often each of these sheets was done again, as everybody may read it."""
    again = Sheet.objects.filter(reuse_of__in=ids, contribution__state=State.PUBLISHED).order_by()
    return {int(pk): count for pk, count in again.values_list("reuse_of").annotate(Count("pk"))} if ids else {}


def summary(row: search.Row) -> str:
    """A short lead has its one sentence for title: it is said once."""
    said = row.summary.rstrip(" :.")
    return "" if said == row.title.rstrip(" :.") else row.summary.rstrip(" :")


def shelves(place: Territory, asked: search.Filter) -> list[Shelf]:
    """How many public sheets of each variety the territory has; one query. An empty shelf is left out."""
    here = Sheet.objects.filter(
        contribution__state=State.PUBLISHED,
        contribution__nature__in=PUBLIC_NATURES,
        contribution__territory__outward__outside=place,
    )
    counted = dict(here.order_by().values_list("variety").annotate(n=Count("pk")))
    chosen = asked.extra("type")
    return [
        Shelf(
            each,
            PLURALS[each] if counted[each] > 1 else each.label,
            counted[each],
            asked.to_query(type=each.value, apres=""),
            each == chosen,
        )
        for each in Variety
        if counted.get(each)
    ]


def fields(asked: search.Filter) -> dict[str, list[search.Choice]]:
    themes = [(theme.slug, theme.name) for theme in situations.widest_themes()]
    return {
        "type": search.choices(asked.extra("type"), _("Everything"), Variety.choices),
        "phase": search.choices(asked.extra("phase"), _("At any time"), Phase.choices),
        "alea": search.choices(asked.extra("alea"), _("Every hazard"), Hazard.choices),
        "sujet": search.choices(asked.extra("sujet"), _("All themes"), themes),
    }


def heading(asked: search.Filter) -> str:
    """`Fiches « eau potable », Trooz`."""
    what = str(PLURALS[Variety(asked.extra("type"))]).capitalize() if asked.extra("type") in Variety.values else ""
    if asked.q:
        what = _("“%(words)s”") % {"words": asked.q}
    return what or _("The library")
