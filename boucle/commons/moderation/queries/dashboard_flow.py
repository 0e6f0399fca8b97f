"""What comes in and what goes out, day by day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Value, When

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
    grouped = lines.annotate(bucket=bucket).values_list("bucket", "verb", "source", "target")
    found = {rank: [0, 0, 0] for rank in range(-1, count)}
    for rank, verb, source, target, amount in grouped.annotate(amount=Count("id")):
        enters, leaves = (target == State.PROPOSED), (source == State.PROPOSED)
        found[rank][0] += amount * (verb == Verb.PROPOSE)
        found[rank][1] += amount * (verb == Verb.PUBLISH and leaves)
        found[rank][2] += amount * (enters - leaves)
    rest, shown = to_decide, []
    for rank in range(count - 1, -1, -1):
        proposed, published, gain = found[rank]
        shown.append(Day(span[rank], proposed, published, max(0, rest)))
        rest -= gain
    return shown[::-1]
