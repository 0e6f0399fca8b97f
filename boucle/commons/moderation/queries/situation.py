"""What a situation holds, and what closing it would do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from boucle.commons.moderation.queries import dashboard, figures
from boucle.commons.moderation.queries.figures import Scope
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import ArchiveRow, Situation, Theme

LIVE = (State.PROPOSED, State.RETURNED, State.PUBLISHED)
CHOSEN_ONE_BY_ONE = 200  # beyond, the page would be too heavy: by theme then


@dataclass(frozen=True)
class HandOver:
    """What stays when a situation closes: whole themes (their roots), and fiches one by one. The rest is archived."""

    theme_ids: frozenset[int] = frozenset()
    contribution_ids: frozenset[int] = frozenset()


@dataclass
class ThemeLot:
    theme: Theme | None
    published: int = 0
    waiting: int = 0
    rows: list[Contribution] = field(default_factory=list)

    @property
    def key(self) -> int:
        return self.theme.pk if self.theme else 0


@dataclass(frozen=True)
class Preview:
    kept: int
    archived: int
    published: int  # what the archive will hold


def live(situation: Situation) -> QuerySet[Contribution]:
    """What closing it decides on: everything that is public or waits."""
    rows = Contribution.objects.filter(situation=situation, state__in=LIVE, erased_at__isnull=True)
    return rows.select_related("theme", "territory").order_by("id")


def can_hand_over(situation: Situation) -> bool:
    """An exercise leaves nothing behind."""
    return situation.nature in PUBLIC_NATURES


def lots(situation: Situation) -> list[ThemeLot]:
    """What is live, by root theme in the order of the tree; the fiches come along when they are few; three queries."""
    roots = dashboard.root_of(situations.theme_tree())
    counted = live(situation).select_related(None).order_by().values_list("theme")
    found: dict[int, ThemeLot] = {}
    for theme_id, published, waiting in counted.annotate(
        published=Count("id", filter=Q(state=State.PUBLISHED)), waiting=Count("id", filter=~Q(state=State.PUBLISHED))
    ):
        lot = lot_of(found, roots.get(theme_id or 0))
        lot.published, lot.waiting = lot.published + published, lot.waiting + waiting
    total = sum(lot.published + lot.waiting for lot in found.values())
    if total <= CHOSEN_ONE_BY_ONE:
        for row in live(situation):
            lot_of(found, roots.get(row.theme_id or 0)).rows.append(row)
    return sorted(found.values(), key=lambda lot: lot.theme.rank if lot.theme else len(roots))


def lot_of(found: dict[int, ThemeLot], theme: Theme | None) -> ThemeLot:
    return found.setdefault(theme.pk if theme else 0, ThemeLot(theme))


def staying(situation: Situation, hand_over: HandOver) -> Q:
    """The filter of what stays among what is live."""
    if not can_hand_over(situation):
        return Q(pk__in=[])
    chosen = Q(pk__in=hand_over.contribution_ids)
    themes = below(hand_over.theme_ids)
    if 0 in hand_over.theme_ids:
        chosen |= Q(theme__isnull=True)
    return chosen | Q(theme__in=themes)


def below(theme_ids: frozenset[int]) -> list[int]:
    """These roots and every theme below them."""
    roots = dashboard.root_of(situations.theme_tree())
    return [theme_id for theme_id, root in roots.items() if root.pk in theme_ids]


def preview(situation: Situation, hand_over: HandOver) -> Preview:
    """What closing it would do; nothing is written."""
    rows = live(situation).order_by()
    total, published = rows.count(), rows.filter(state=State.PUBLISHED).count()
    kept = rows.filter(staying(situation, hand_over)).count()
    return Preview(kept=kept, archived=total - kept, published=published if can_hand_over(situation) else 0)


def report(situation: Situation) -> dict[str, Any]:
    """The figures that the closing page keeps: plain values, seconds for delays."""
    scope = Scope(situation.territory, situation)
    rows = figures.contributions(scope)
    counted = rows.aggregate(
        proposed=Count("id"),
        published=Count("id", filter=Q(published_at__isnull=False)),
        rejected=Count("id", filter=Q(state=State.REJECTED)),
        withdrawn=Count("id", filter=Q(state=State.WITHDRAWN)),
        communes=Count("territory", distinct=True, filter=Q(published_at__isnull=False)),
    )
    delay = dashboard.whole_delay(scope, situation.activated_at)
    return {
        **counted,
        "decided": delay.decided,
        "median": delay.median,
        "ninth": delay.ninth,
        "themes": published_by_theme(rows),
    }


def published_by_theme(rows: QuerySet[Contribution]) -> list[list[Any]]:
    """`[slug of the root, published]`, most first."""
    roots = dashboard.root_of(situations.theme_tree())
    found: dict[str, int] = {}
    counted = rows.filter(published_at__isnull=False).values_list("theme").annotate(amount=Count("id"))
    for theme_id, amount in counted:
        root = roots.get(theme_id or 0)
        slug = root.slug if root else ""
        found[slug] = found.get(slug, 0) + amount
    return [[slug, amount] for slug, amount in sorted(found.items(), key=lambda item: (-item[1], item[0]))]


def remaining(situation: Situation) -> int:
    """Fiches of a closed situation that the worker has not dealt with yet."""
    return live(situation).order_by().count()


def archive(situation: Situation) -> QuerySet[ArchiveRow]:
    """What the situation said on its last day, less what its authors took back since."""
    gone = Contribution.objects.filter(Q(erased_at__isnull=False) | Q(state=State.WITHDRAWN)).values("uid")
    return ArchiveRow.objects.filter(situation=situation).exclude(uid__in=gone).order_by("id")


def themes_named(slugs: Sequence[str]) -> dict[str, Theme]:
    return {theme.slug: theme for theme in situations.themes_by_slug(slugs)}
