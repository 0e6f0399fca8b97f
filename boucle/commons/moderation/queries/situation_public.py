"""What the public page of a situation shows: its fiches by theme, the latest ones, or the figures of its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.urls import reverse

from boucle.commons.moderation.queries import dashboard, figures
from boucle.commons.moderation.queries import situation as queries
from boucle.commons.moderation.queries.figures import Scope
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Situation, Theme

LATEST = 5


@dataclass(frozen=True)
class ThemeLine:
    theme: Theme
    count: int


@dataclass(frozen=True)
class LatestRow:
    contribution: Contribution
    url: str


def total(scope: Scope) -> int:
    return figures.contributions(scope).filter(state=State.PUBLISHED).count()


def themes(scope: Scope) -> list[ThemeLine]:
    """The themes of the situation with what is published under each, those below included; three queries."""
    offered = situations.offered_themes(scope.situation)
    roots = dashboard.root_of(offered)
    counted = figures.contributions(scope).filter(state=State.PUBLISHED).values_list("theme")
    found: dict[int, int] = {}
    for theme_id, amount in counted.annotate(amount=Count("id")):
        root = roots.get(theme_id or 0)
        if root is not None:
            found[root.pk] = found.get(root.pk, 0) + amount
    return [ThemeLine(branch.theme, found.get(branch.theme.pk, 0)) for branch in offered]


def latest(scope: Scope) -> list[LatestRow]:
    """The last ones checked, with their addresses; one query."""
    rows = figures.contributions(scope).filter(state=State.PUBLISHED).select_related("territory", "theme")
    return [LatestRow(row, address(row)) for row in rows.order_by("-verified_at", "-id")[:LATEST]]


def address(row: Contribution) -> str:
    name = registry.kind(row.kind).url_name
    return reverse(name, args=[row.reference]) if name else ""


@dataclass(frozen=True)
class Closing:
    """The report of a closed situation; delays as spans, None where nothing can be said."""

    report: dict[str, Any]
    median: timedelta | None
    ninth: timedelta | None
    themes: Sequence[tuple[Theme | None, int]]
    archived: int  # fiches in the archive now
    remaining: int  # that the worker has not dealt with yet
    done: int


def closing(situation: Situation) -> Closing:
    report = situation.report
    named = queries.themes_named([slug for slug, _amount in report.get("themes", ())])
    remaining = 0 if situation.settled_at else queries.remaining(situation)
    return Closing(
        report=report,
        median=span(report.get("median")),
        ninth=span(report.get("ninth")),
        themes=[(named.get(slug), amount) for slug, amount in report.get("themes", ())],
        archived=queries.archive(situation).count(),
        remaining=remaining,
        done=max(0, report.get("live", 0) - remaining),
    )


def span(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)
