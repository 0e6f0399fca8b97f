"""What comes in and what goes out, day by day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, Value, When

from boucle.commons.moderation.queries import figures
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Transition


@dataclass(frozen=True)
class Day:
    day: date
    proposed: int
    published: int
    rest: int  # without a decision at its end


def flow(scope: figures.Scope, to_decide: int, count: int = 11) -> list[Day]:
    """What came in and went out on each of the last days; one query, drawn back from what waits now."""
    span = figures.days(count)
    bucket = Case(
        *(When(at__gte=figures.midnight(day), then=Value(rank)) for rank, day in reversed(list(enumerate(span)))),
        default=Value(-1),
    )
    lines = Transition.objects.filter(
        figures.narrowed(scope, "contribution__"), at__gte=figures.midnight(span[0])
    ).order_by()
    enters = Q(target=State.PROPOSED) & ~Q(source=State.PROPOSED)
    leaves = Q(source=State.PROPOSED) & ~Q(target=State.PROPOSED)
    found = (
        lines.annotate(bucket=bucket)
        .values("bucket")
        .annotate(
            proposed=Count("id", filter=Q(verb=Verb.PROPOSE)),
            published=Count("id", filter=Q(verb=Verb.PUBLISH, source=State.PROPOSED)),
            gain=Count("id", filter=enters) - Count("id", filter=leaves),
        )
    )
    by_rank = {row["bucket"]: row for row in found}
    rest, shown = to_decide, []
    for rank in range(count - 1, -1, -1):
        row = by_rank.get(rank, {"proposed": 0, "published": 0, "gain": 0})
        shown.append(Day(span[rank], row["proposed"], row["published"], max(0, rest)))
        rest -= row["gain"]
    return shown[::-1]
