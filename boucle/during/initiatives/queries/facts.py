"""Needs of a situation that nothing answered, as far as its fiches show them."""

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from boucle.during.initiatives.enums import Side
from boucle.during.initiatives.models import Initiative
from boucle.foundation.lifecycle.registry import Fact
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.models import Situation
from boucle.foundation.situations.queries import Branch

SEEKING = Q(side__in=[Side.GIVE, Side.BOTH])  # the fiche speaks to whoever wants to help: it looks for hands
HELPING = Q(side__in=[Side.NEED, Side.BOTH])


def of_situation(situation: Situation) -> list[Fact]:
    """Registered with the lifecycle; four queries at most. None where no fiche was published."""
    rows = shown(situation)
    found = rows.aggregate(
        all=Count("pk"), seeking=Count("pk", filter=SEEKING), unmet=Count("pk", filter=SEEKING & Q(is_full=False))
    )
    if not found["all"]:
        return []
    page = reverse("moderation:situation_public", args=[situation.territory.slug, situation.slug])
    return [
        Fact(_("Initiatives that looked for helpers"), found["seeking"], "", page),
        Fact(_("Among them, never had enough"), found["unmet"], "", page),
        Fact(_("Themes in which no help was found"), uncovered(situation, rows), "", page),
    ]


def shown(situation: Situation) -> QuerySet[Initiative]:
    """What everybody read at one moment of it, archived since or not."""
    rows = Initiative.objects.filter(contribution__situation=situation, contribution__published_at__isnull=False)
    return rows.filter(contribution__erased_at__isnull=True).order_by()


def uncovered(situation: Situation, rows: QuerySet[Initiative]) -> int:
    """Themes that the situation opened, without one fiche for whoever needs help, in them or below."""
    covered = set(rows.filter(HELPING).values_list("contribution__theme", flat=True).distinct())
    return sum(not covered & set(below(branch)) for branch in situations.offered_themes(situation))


def below(branch: Branch) -> Iterable[int]:
    yield branch.theme.pk
    for child in branch.children:
        yield from below(child)
