"""What is going on, where: situations of a territory and of those around it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from boucle.foundation.core import clock
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Situation, Theme
from boucle.foundation.situations.queries.themes import Branch, theme_tree
from boucle.foundation.territories.models import Territory, Within


def of_territory(territory: Territory) -> QuerySet[Situation]:
    """Situations of a territory and of those around it, closed ones too, newest first; `territory` comes along."""
    around = Within.objects.filter(inside=territory).values("outside")
    return Situation.objects.filter(territory__in=around).select_related("territory").order_by("-activated_at", "-id")


def active(territory: Territory) -> list[Situation]:
    """What goes on here now: what the public lives first, exercises and tests after, newest first; one query."""
    found = of_territory(territory).filter(closed_at__isnull=True)
    return sorted(found, key=lambda situation: situation.nature not in PUBLIC_NATURES)


def current(territory: Territory) -> Situation | None:
    """The one that the home shows: the newest that is no exercise; one query."""
    return of_territory(territory).filter(closed_at__isnull=True, nature__in=PUBLIC_NATURES).first()


def by_slug(territory: Territory, slug: str) -> Situation | None:
    """A situation by its address, closed or not: its own, else that of the closest territory around; one query."""
    distance = Within.objects.filter(inside=territory, outside=OuterRef("territory")).values("distance")
    found = of_territory(territory).filter(slug=slug).annotate(distance=Subquery(distance))
    return found.order_by("distance", "-activated_at", "-id").first()


def own(territory: Territory) -> QuerySet[Situation]:
    """The situations that its coordinators manage: those still open first, newest first; people come along."""
    rows = Situation.objects.filter(territory=territory).select_related("activated_by", "closed_by", "territory")
    return rows.order_by(F("closed_at").asc(nulls_first=True), "-activated_at", "-id")


def due_for_review(on: date | None = None) -> QuerySet[Situation]:
    """Open situations whose end review has come."""
    day = on or clock.today()
    return Situation.objects.filter(closed_at__isnull=True, end_review_on__lte=day).select_related("territory")


def due_for_reminder(on: date | None = None) -> QuerySet[Situation]:
    """Those among them whose coordinators were not written about this date yet."""
    told = Q(reminded_for__isnull=False) & Q(reminded_for=F("end_review_on"))
    return due_for_review(on).exclude(told).order_by("id")


def offered_themes(situation: Situation | None = None) -> list[Branch]:
    """The themes that a form offers: those of the situation with everything below them, else the whole tree."""
    tree = theme_tree()
    if situation is None:
        return tree
    chosen = set(situation.themes.values_list("id", flat=True))
    return [kept for root in tree if (kept := prune(root, chosen)) is not None] if chosen else tree


def prune(root: Branch, chosen: set[int]) -> Branch | None:
    """A root chosen keeps all its children; a root not chosen keeps only those that are."""
    if root.theme.pk in chosen:
        return root
    children = tuple(child for child in root.children if child.theme.pk in chosen)
    return Branch(root.theme, children) if children else None


def themes_by_slug(slugs: Iterable[str]) -> list[Theme]:
    """The themes of these slugs, in the order of the tree; an unknown slug is left out."""
    return list(Theme.objects.filter(slug__in=list(slugs)))
