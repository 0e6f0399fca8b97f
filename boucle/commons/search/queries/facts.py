"""What people looked for in vain while a situation lasted: numbers only, words could be somebody's."""

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from boucle.commons.search.models import EmptySearch
from boucle.commons.search.queries.home import SHOWN_FROM
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.registry import Fact
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Situation


def of_situation(situation: Situation) -> list[Fact]:
    """Registered with the lifecycle; one query. None of an exercise: whoever searches then lives something else."""
    if situation.nature not in PUBLIC_NATURES:
        return []
    found = in_vain(situation)
    if found["all"] is None:
        return []
    page = reverse("moderation:dashboard", args=[situation.territory.slug])
    return [
        Fact(_("Searches that found nothing"), found["all"], "", page),
        Fact(_("Different things looked for in vain, three times or more"), found["often"], "", page),
    ]


def in_vain(situation: Situation) -> dict[str, int | None]:
    """How many times things were looked for there or below without an answer, from its first day to its last, and how
    many of them often; None where nothing was."""
    last = timezone.localdate(situation.closed_at) if situation.closed_at else clock.today()
    days = (timezone.localdate(situation.activated_at), last)
    rows = EmptySearch.objects.filter(territory__outward__outside=situation.territory_id, day__range=days)
    by_words = rows.order_by().values("words").annotate(times=Sum("count"))
    return by_words.aggregate(all=Sum("times"), often=Count("words", filter=Q(times__gte=SHOWN_FROM)))
