"""The tables of the dashboard, whole, as heads and rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from boucle.commons.moderation.queries.dashboard import Dashboard
from boucle.commons.moderation.queries.dashboard_places import Commune
from boucle.foundation.situations.models import Theme

COVERAGE_SHOWN = 12
HOUR = 3600
Sheet = tuple[list[str], list[list[Any]]]


@dataclass(frozen=True)
class Coverage:
    """Themes in columns, communes in rows; `cells` are numbers of published fiches."""

    themes: Sequence[Theme]
    rows: Sequence[tuple[Commune, Sequence[int]]]
    hidden: int  # communes that the page leaves to the CSV file


def coverage(board: Dashboard, most: int | None = None) -> Coverage:
    """The most populated communes first; only themes that have a fiche, or that the situation offers."""
    themes = [theme for theme in board.themes if any(pk == theme.pk for _place, pk in board.coverage)]
    communes = board.communes[:most] if most else board.communes
    rows = [(one, [board.coverage.get((one.pk, theme.pk), 0) for theme in themes]) for one in communes]
    return Coverage(themes, rows, len(board.communes) - len(communes))


def coverage_sheet(board: Dashboard) -> Sheet:
    whole = coverage(board)
    head = [_("Commune"), _("Code"), *(theme.name for theme in whole.themes)]
    return head, [[one.name, one.code, *cells] for one, cells in whole.rows]


def flow_sheet(board: Dashboard) -> Sheet:
    head = [_("Day"), pgettext("column", "Proposed"), pgettext("column", "Published"), _("Remaining")]
    return head, [[day.day.isoformat(), day.proposed, day.published, day.rest] for day in board.flow]


def delays_sheet(board: Dashboard) -> Sheet:
    head = [_("Theme"), _("Median, hours"), _("9 out of 10, hours"), _("Decisions")]
    every = [*board.by_theme, board.delay]
    return head, [
        [str(one.theme) if one.theme else _("All"), hours(one.median), hours(one.ninth), one.decided] for one in every
    ]


def hours(seconds: int | None) -> float | str:
    return "" if seconds is None else round(seconds / HOUR, 1)


def communes_sheet(board: Dashboard) -> Sheet:
    head = [
        _("Commune"),
        _("Code"),
        _("Population"),
        _("Fiches"),
        pgettext("column", "Published"),
        _("Last eight days"),
    ]
    return head, [
        [
            one.name,
            one.code,
            one.population if one.population is not None else "",
            one.total,
            one.public,
            sum(one.by_day),
        ]
        for one in board.communes
    ]


def searches_sheet(board: Dashboard) -> Sheet:
    return [pgettext("column", "Search"), _("Times"), _("Places")], [
        [one.words, one.times, one.places] for one in board.searches
    ]


def visits_sheet(board: Dashboard) -> Sheet:
    return [_("Day"), _("Pages read")], [[one.day.isoformat(), one.pages] for one in board.visits]


def stuck_sheet(board: Dashboard) -> Sheet:
    head = [_("Fiche"), _("Reference"), _("Commune"), _("Waits since"), _("Why")]
    return head, [
        [one.contribution.title, one.contribution.reference, str(one.contribution.territory), one.since, one.why.value]
        for one in board.stuck
    ]


TABLES: dict[str, Callable[[Dashboard], Sheet]] = {
    "communes": communes_sheet,
    "coverage": coverage_sheet,
    "delays": delays_sheet,
    "flow": flow_sheet,
    "searches": searches_sheet,
    "stuck": stuck_sheet,
    "visits": visits_sheet,
}
