"""Counts of a territory, added up by the database: how much comes in, what waits, what does not advance.

Nothing here is per person.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import BigIntegerField, Count, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.lookups import Exact
from django.utils import timezone

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Contribution, Transition
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory, Within

WEEK = timedelta(days=7)
WAITING = Q(due_at__isnull=False)  # a decision settles it; see lifecycle.actions.record.settle
NOBODY = Q(asked_territory__isnull=True)


@dataclass(frozen=True)
class Scope:
    """What is counted: a territory with everything inside, in one situation or in all those that the public sees."""

    territory: Territory
    situation: Situation | None = None

    @property
    def decision_hours(self) -> int:
        return self.situation.decision_hours if self.situation else 48


def inside(territory: Territory) -> QuerySet[Within, Any]:
    return Within.objects.filter(outside=territory).values("inside")


def narrowed(scope: Scope, path: str = "") -> Q:
    """The filter of a scope on rows whose path to the contribution is `path` (`"contribution__"`)."""
    here = Q(**{f"{path}territory__in": inside(scope.territory)})
    if scope.situation is None:
        return here & Q(**{f"{path}nature__in": PUBLIC_NATURES})
    if not path:
        return here & Q(situation=scope.situation)
    # Plus nothing: steps are read along their moments, not along everything that the situation ever held.
    plain = ExpressionWrapper(F(f"{path}situation") + 0, output_field=BigIntegerField())
    return here & Q(Exact(plain, scope.situation.pk))


def contributions(scope: Scope) -> QuerySet[Contribution]:
    return Contribution.objects.filter(narrowed(scope)).order_by()


@dataclass(frozen=True)
class Counts:
    proposed: int  # in the last seven days
    published: int  # of these
    rejected: int  # of these
    waiting: int
    late: int  # beyond the delay, or asked of nobody
    to_decide: int  # in state proposed now: what the flow's balance is drawn back from

    @property
    def undecided(self) -> int:
        return max(0, self.proposed - self.published - self.rejected)


def counts(scope: Scope) -> Counts:
    """Three queries, each along an index: what came in lately, what waits, what is proposed."""
    now = clock.now()
    steps = Transition.objects.filter(narrowed(scope, "contribution__"), at__gte=now - WEEK, verb=Verb.PROPOSE)
    recent = steps.order_by().aggregate(
        proposed=Count("id"),
        published=Count("id", filter=Q(contribution__published_at__isnull=False)),
        rejected=Count("id", filter=Q(contribution__state=State.REJECTED)),
    )
    now_waiting = waiting(scope)
    return Counts(
        **recent,
        waiting=now_waiting.waiting,
        late=now_waiting.late,
        to_decide=contributions(scope).filter(state=State.PROPOSED).count(),
    )


@dataclass(frozen=True)
class Waiting:
    waiting: int
    late: int  # beyond the delay, or asked of nobody


def waiting(scope: Scope) -> Waiting:
    """What waits for a decision now; one query."""
    late = Q(due_at__lt=clock.now()) | Q(climbs__gt=0) | NOBODY
    rows = contributions(scope).filter(WAITING)
    return Waiting(**rows.aggregate(waiting=Count("id"), late=Count("id", filter=late)))


def days(count: int) -> list[date]:
    """The last so many days, today included, oldest first."""
    today = clock.today()
    return [today - timedelta(days=back) for back in range(count - 1, -1, -1)]


def midnight(day: date) -> datetime:
    """Its beginning where the platform lives: days are cut in local time, summer and winter."""
    return timezone.make_aware(datetime.combine(day, time.min))


def on_day(field: str, day: date) -> Q:
    return Q(**{f"{field}__gte": midnight(day), f"{field}__lt": midnight(day + timedelta(days=1))})


def waiting_since() -> Any:
    """When what a row waits for was asked: its last step."""
    return Transition.objects.filter(contribution=OuterRef("pk")).order_by("-number").values("at")[:1]


def oldest(scope: Scope) -> datetime | None:
    """Since when the one that waits longest for a decision waits; one query."""
    rows = contributions(scope).filter(WAITING, erased_at__isnull=True).annotate(since=waiting_since())
    return rows.order_by("since").values_list("since", flat=True).first()


def stuck_filter(scope: Scope) -> Q:
    """Beyond the delay, asked of nobody, or returned to an author who does not answer; needs `since`."""
    now = clock.now()
    late = WAITING & (Q(due_at__lt=now) | Q(climbs__gt=0) | NOBODY)
    silent = Q(state=State.RETURNED, since__lt=now - timedelta(hours=scope.decision_hours))
    return (late | silent) & Q(erased_at__isnull=True)


def stuck(scope: Scope) -> QuerySet[Contribution]:
    """What does not advance, the oldest first, with its place, theme, holder and `since`."""
    rows = contributions(scope).filter(Q(state=State.RETURNED) | WAITING).annotate(since=waiting_since())
    joined = rows.filter(stuck_filter(scope)).select_related("territory", "theme", "held_by", "situation")
    return joined.order_by(F("since").asc(), "id")
