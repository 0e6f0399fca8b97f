"""What the queue of a situation says in figures to whoever draws lessons: the counts of the dashboard, of its rows."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from boucle.commons.moderation.queries import dashboard, delays, figures
from boucle.commons.moderation.queries.dashboard import Delay
from boucle.commons.moderation.queries.figures import Scope, Waiting
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Transition
from boucle.foundation.lifecycle.registry import Fact
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.enums import Level
from boucle.foundation.territories.models import Territory

HOUR = 3600  # seconds
HOURS = pgettext_lazy("facts", "hours")


@dataclass(frozen=True)
class Counted:
    """`taken`: decisions by verb, all of them, not the first of each fiche only; `delay`: of the first ones."""

    proposed: int
    taken: dict[str, int]
    delay: Delay
    waiting: Waiting
    communes: int
    silent: int


def counted(situation: Situation) -> Counted | None:
    """Five queries of one row or of a few, whatever the situation holds; None, after one, where it holds nothing."""
    scope = Scope(situation.territory, situation)
    heard = Count("territory", distinct=True, filter=Q(territory__level=Level.COMMUNE))
    brought = figures.contributions(scope).aggregate(proposed=Count("id"), heard=heard)
    if not brought["proposed"]:
        return None
    communes = Territory.objects.filter(level=Level.COMMUNE, pk__in=figures.inside(scope.territory)).count()
    return Counted(
        proposed=brought["proposed"],
        taken=taken(scope, situation),
        delay=dashboard.whole_delay(scope, situation.activated_at),
        waiting=figures.waiting(scope),
        communes=communes,
        silent=communes - brought["heard"],
    )


def taken(scope: Scope, situation: Situation) -> dict[str, int]:
    """The log of decisions, counted by verb; one query."""
    steps = Transition.objects.filter(
        figures.narrowed(scope, "contribution__"),
        at__gte=situation.activated_at,
        source=State.PROPOSED,
        verb__in=delays.FIRST_DECISIONS,
    )
    return dict(steps.order_by().values_list("verb").annotate(amount=Count("id")))


def of_situation(situation: Situation) -> list[Fact]:
    """Registered with the lifecycle; none where nothing was brought."""
    found = counted(situation)
    if found is None:
        return []
    page = f"{reverse('moderation:dashboard', args=[situation.territory.slug])}?situation={situation.slug}"
    return [Fact(what, figure, unit, page) for what, figure, unit in (*decisions(found), *silences(found))]


def decisions(found: Counted) -> list[tuple[object, float | None, object]]:
    """What was brought and decided, how long it took, what still waits."""
    taken, delay, waiting = found.taken, found.delay, found.waiting
    refused = taken.get(Verb.REJECT, 0) + taken.get(Verb.MERGE, 0)
    return [
        (_("Fiches brought"), found.proposed, ""),
        (_("Decisions taken on them"), sum(taken.values()), ""),
        (_("Decisions: published"), taken.get(Verb.PUBLISH, 0), ""),
        (_("Decisions: refused with a reason, or merged"), refused, ""),
        (_("Decisions: returned with a question"), taken.get(Verb.RETURN, 0), ""),
        (_("From the deposit to the first decision, median"), hours(delay.median), HOURS),
        (_("From the deposit to the first decision, nine times out of ten below"), hours(delay.ninth), HOURS),
        (_("Still waiting for a decision"), waiting.waiting, ""),
        (_("Waiting beyond the delay, or asked of nobody"), waiting.late, ""),
    ]


def silences(found: Counted) -> list[tuple[object, float | None, object]]:
    """One commune alone has no silence to show."""
    if found.communes < 2:
        return []
    return [(_("Communes from which nothing came"), found.silent, _("out of %(all)s") % {"all": found.communes})]


def hours(seconds: int | None) -> float | None:
    return None if seconds is None else round(seconds / HOUR, 1)
