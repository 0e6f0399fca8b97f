"""What the home of a territory says: how much there is, under which themes, what is new, what people look for."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from boucle.commons.search.models import EmptySearch, Visit
from boucle.commons.search.queries import conditions, pages, reading, walk
from boucle.commons.search.queries.filter import Filter
from boucle.commons.search.queries.found import COUNTED, fetch
from boucle.commons.search.queries.projection import Row
from boucle.foundation.lifecycle import registry
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory

OPEN_NOW = "ouvert"  # the filter of a kind that has opening hours
SHOWN_FROM = 3  # searches: fewer could be somebody's


@dataclass(frozen=True)
class ThemeCount:
    theme: Theme
    count: int  # up to 1,000
    is_more: bool
    open_count: int | None  # of those counted; None where the kind has no hours


@dataclass(frozen=True)
class Figures:
    count: int  # up to 1,000
    is_more: bool
    communes: int  # that have at least one


@dataclass(frozen=True)
class Searched:
    words: str
    count: int


def everything(territory: Territory, situation: Situation | None = None, kind: str = "") -> Filter:
    """The list of all that a territory has. A situation that the public lives shares its shelves; an exercise has its
    own, and nothing else is on them."""
    is_apart = situation is not None and situation.nature not in PUBLIC_NATURES
    return Filter(territory, kind or reading.first_kind(), situation=situation if is_apart else None)


def theme_counts(territory: Territory, situation: Situation | None = None, kind: str = "") -> list[ThemeCount]:
    """The themes offered (of the situation, else all roots), each with what is on its shelf; one or two queries."""
    asked = everything(territory, situation, kind)
    themes = [branch.theme for branch in situations.offered_themes(situation)]
    counted = shelf_counts(asked, themes)
    has_hours = OPEN_NOW in registry.kind(asked.kind).filters
    opened = shelf_counts(asked.changed(extras=((OPEN_NOW, "1"),)), themes) if has_hours else {}
    return [
        ThemeCount(
            theme,
            min(counted[theme.pk], COUNTED),
            counted[theme.pk] > COUNTED,
            min(opened[theme.pk], COUNTED) if has_hours else None,
        )
        for theme in themes
    ]


def shelf_counts(asked: Filter, themes: list[Theme]) -> dict[int, int]:
    """Rows by theme, each up to COUNTED + 1, in one query."""
    if not themes:
        return {}
    lane, territory, _ = asked.shelf
    where = conditions.extras(asked)
    here = (
        "SELECT s.contribution_id FROM search_shelf s WHERE s.lane = %s AND s.territory_id = %s"
        f" AND s.theme_id = g.theme ORDER BY s.rank DESC LIMIT {COUNTED + 1}"
    )
    values = ",".join(["(%s)"] * len(themes))
    counted = f"SELECT count(*) FROM ({here}) s WHERE {where.sql}"
    sql = f"WITH g(theme) AS (VALUES {values}) SELECT g.theme, ({counted}) FROM g"
    return dict(fetch(sql, [*(theme.pk for theme in themes), lane, territory, *where.parameters]))


def figures(territory: Territory, situation: Situation | None = None, kind: str = "") -> Figures:
    """How many rows, in how many communes."""
    asked = everything(territory, situation, kind)
    counted = walk.count(asked)
    sql = (
        "SELECT count(*) FROM territories_within w JOIN territories_territory t ON t.id = w.inside_id"
        " WHERE w.outside_id = %s AND t.level = %s AND EXISTS (SELECT 1 FROM search_shelf s"
        " WHERE s.lane = %s AND s.territory_id = w.inside_id AND s.theme_id = 0)"
    )
    [(communes,)] = fetch(sql, [territory.pk, Level.COMMUNE.value, asked.shelf[0]])
    return Figures(min(counted, COUNTED), counted > COUNTED, communes)


def latest(territory: Territory, situation: Situation | None = None, limit: int = 3, kind: str = "") -> list[Row]:
    """What was checked last."""
    return pages.page_rows(everything(territory, situation, kind), limit)


def often_searched(territory: Territory) -> list[str]:
    """The searches that what goes on here suggests, closest and newest first."""
    current = situations.current(territory)
    return list(current.common_searches) if current else []


def empty_searches(territory: Territory, since: date, limit: int = 20) -> list[Searched]:
    """Searches that found nothing here or below, most frequent first: needs that show. Rare ones stay unsaid."""
    rows = EmptySearch.objects.filter(territory__outward__outside=territory, day__gte=since)
    grouped = rows.order_by().values("words").annotate(times=Sum("count")).filter(times__gte=SHOWN_FROM)
    return [Searched(row["words"], row["times"]) for row in grouped.order_by("-times", "words")[:limit]]


def visits(territory: Territory, since: date) -> list[tuple[date, int]]:
    """Pages read each day, here and below."""
    rows = Visit.objects.filter(territory__outward__outside=territory, day__gte=since).order_by().values("day")
    return [(row["day"], row["pages"]) for row in rows.annotate(pages=Sum("count")).order_by("day")]


def revision(territory_id: int) -> int | None:
    """The revision of a territory at this moment, as cheaply as can be: it is asked before every ready page."""
    rows = fetch("SELECT revision FROM territories_territory WHERE id = %s", [territory_id])
    return int(rows[0][0]) if rows else None
