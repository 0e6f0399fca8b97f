"""The dashboard: everything that its page, its pictures and its CSV files say, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from boucle.commons.moderation.queries import dashboard_flow as flow
from boucle.commons.moderation.queries import dashboard_places as places
from boucle.commons.moderation.queries import dashboard_searches as searches
from boucle.commons.moderation.queries import delays, figures
from boucle.commons.moderation.queries.dashboard_flow import Day
from boucle.commons.moderation.queries.dashboard_places import Commune
from boucle.commons.moderation.queries.dashboard_searches import MissingSearch, Visits
from boucle.commons.moderation.queries.delays import Decision
from boucle.commons.moderation.queries.figures import Counts, Scope
from boucle.foundation.accounts.models import Scope as MemberScope
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory

STUCK_SHOWN = 12
ENOUGH_FOR_NINE_IN_TEN = 10  # below, "nine out of ten" would be one single fiche


class Why(StrEnum):
    """Why something does not advance; the value is a mark of work.css."""

    NOBODY = "nobody"
    HELD = "held"
    CLIMBED = "climbed"
    RETURNED = "returned"
    LATE = "late"


@dataclass(frozen=True)
class Stuck:
    contribution: Contribution
    since: datetime
    why: Why
    absent_until: date | None = None  # of the closest referent


@dataclass(frozen=True)
class Delay:
    """Seconds from the deposit to the first decision; None where there were none, or too few to say."""

    theme: Theme | None
    decided: int
    median: int | None
    ninth: int | None


@dataclass(frozen=True)
class Dashboard:
    scope: Scope
    counts: Counts
    oldest: datetime | None  # since when the one that waits longest waits
    delay: Delay  # of the last seven days
    before: Delay  # of the seven before
    by_theme: Sequence[Delay]  # of the last seven days, shortest first
    stuck: Sequence[Stuck]  # the first dozen
    stuck_total: int
    flow: Sequence[Day]
    communes: Sequence[Commune]  # the most populated first
    themes: Sequence[Theme]  # the roots that the scope offers
    coverage: Mapping[tuple[int, int | None], int]  # (commune, root theme) → published fiches
    searches: Sequence[MissingSearch]
    visits: Sequence[Visits]

    @property
    def silent(self) -> list[Commune]:
        return [commune for commune in self.communes if commune.is_silent]


def dashboard(scope: Scope) -> Dashboard:
    """Everything, in the same number of queries whatever the scope holds."""
    tree = situations.theme_tree()
    roots = root_of(tree)
    counts = figures.counts(scope)
    decided = delays.decisions(scope)
    recent = [one for one in decided if one.is_recent]
    amounts = places.amounts(scope)
    rows = list(figures.stuck(scope)[: STUCK_SHOWN + 1])
    return Dashboard(
        scope=scope,
        counts=counts,
        oldest=figures.oldest(scope),
        delay=delay(None, recent),
        before=delay(None, [one for one in decided if not one.is_recent]),
        by_theme=delays_by_theme(recent, roots),
        stuck=explained(rows[:STUCK_SHOWN], scope.territory),
        stuck_total=stuck_total(scope, rows),
        flow=flow.flow(scope, counts.to_decide),
        communes=places.communes(scope, amounts),
        themes=[branch.theme for branch in tree],
        coverage=places.coverage(amounts, {pk: root.pk for pk, root in roots.items()}),
        searches=searches.missing(scope.territory),
        visits=searches.visits(scope.territory),
    )


def stuck_total(scope: Scope, rows: Sequence[Contribution]) -> int:
    """Counted whatever is shown, so that the number of queries stays the same."""
    total = figures.stuck(scope).count()
    return max(total, len(rows))


def root_of(tree: Sequence[situations.Branch]) -> dict[int, Theme]:
    """The root above each theme, itself included."""
    found: dict[int, Theme] = {}
    for branch in tree:
        for theme in descent(branch):
            found[theme.pk] = branch.theme
    return found


def descent(branch: situations.Branch) -> list[Theme]:
    return [branch.theme, *(theme for child in branch.children for theme in descent(child))]


def delay(theme: Theme | None, decided: Sequence[Decision]) -> Delay:
    seconds = [one.seconds for one in decided]
    ninth = delays.percentile(seconds, 0.9) if len(seconds) >= ENOUGH_FOR_NINE_IN_TEN else None
    return Delay(theme, len(seconds), delays.percentile(seconds, 0.5), ninth)


def whole_delay(scope: Scope, since: datetime) -> Delay:
    """Of everything decided since a moment, however much that is; one query."""
    found = delays.spread(scope, since)
    ninth = found.ninth if found.decided >= ENOUGH_FOR_NINE_IN_TEN else None
    return Delay(None, found.decided, found.median, ninth)


def delays_by_theme(decided: Sequence[Decision], roots: Mapping[int, Theme]) -> list[Delay]:
    grouped: dict[Theme, list[Decision]] = defaultdict(list)
    for one in decided:
        root = roots.get(one.theme_id or 0)
        if root is not None:
            grouped[root].append(one)
    found = [delay(theme, rows) for theme, rows in grouped.items()]
    return sorted(found, key=lambda one: (one.median or 0, one.theme.rank if one.theme else 0))


def explained(rows: Sequence[Contribution], territory: Territory) -> list[Stuck]:
    """Why each does not advance; one query for the absences of those who are asked first."""
    away = absences(rows, territory)
    return [stuck(row, away.get((row.territory_id, row.theme_id))) for row in rows]


def stuck(row: Contribution, absent_until: date | None) -> Stuck:
    since: datetime = row.since  # type: ignore[attr-defined]  # annotated by figures.stuck
    return Stuck(row, since, why(row), absent_until)


def why(row: Contribution) -> Why:
    now = clock.now()
    if row.state == State.RETURNED:
        return Why.RETURNED
    if row.asked_territory_id is None:
        return Why.NOBODY
    if row.held_by_id is not None and row.held_until is not None and row.held_until > now:
        return Why.HELD
    return Why.CLIMBED if row.climbs else Why.LATE


def absences(rows: Sequence[Contribution], territory: Territory) -> dict[tuple[int, int | None], date]:
    """The last day away of referents of exactly these places and themes."""
    pairs = {(row.territory_id, row.theme_id) for row in rows}
    scopes = MemberScope.objects.filter(
        absent_until__gte=clock.today(), territory__in={place for place, _theme in pairs}, user__is_active=True
    )
    found: dict[tuple[int, int | None], date] = {}
    for place, theme, until in scopes.order_by("id").values_list("territory", "theme", "absent_until"):
        for key in pairs:
            if until and key[0] == place and theme in {None, key[1]}:
                found[key] = max(until, found.get(key, until))
    return found
