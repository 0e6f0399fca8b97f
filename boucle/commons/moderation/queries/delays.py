"""How long decisions take: seconds from the deposit to the first one. Percentiles by nearest rank."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    Func,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
    Window,
)
from django.db.models.functions import Greatest, RowNumber
from django.db.models.lookups import GreaterThanOrEqual

from boucle.commons.moderation.queries.figures import WEEK, Scope, narrowed
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Transition

FIRST_DECISIONS = (Verb.PUBLISH, Verb.REJECT, Verb.RETURN, Verb.MERGE)


class Epoch(Func):
    """Whole seconds since 1970, on both engines without a call back into Python for each row."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)")

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return super().as_sql(compiler, connection, template="CAST(EXTRACT(EPOCH FROM %(expressions)s) AS BIGINT)")


@dataclass(frozen=True)
class Decision:
    theme_id: int | None
    seconds: int  # from the deposit to the first decision
    is_recent: bool  # in the last seven days, else in the seven before


@dataclass(frozen=True)
class Spread:
    """Seconds from the deposit to the first decision; None where nothing was decided."""

    decided: int
    median: int | None
    ninth: int | None


def decisions(scope: Scope) -> list[Decision]:
    """The first decisions of the last fourteen days; one query, along the index of moments."""
    now = clock.now()
    is_recent = Case(When(at__gte=now - WEEK, then=Value(True)), default=Value(False))
    lines = first_decisions(scope, now - 2 * WEEK).annotate(is_recent=is_recent)
    found = lines.values_list("contribution__theme", "seconds", "is_recent")
    return [Decision(theme, seconds, bool(recent)) for theme, seconds, recent in found]


def spread(scope: Scope, since: datetime) -> Spread:
    """Of every first decision since a moment, however many: the database ranks them, and gives one row."""
    ranked = first_decisions(scope, since).annotate(
        rank=Window(RowNumber(), order_by="seconds"), among=Window(Count("pk"))
    )
    return Spread(**ranked.aggregate(decided=Count("pk"), median=at_share(50), ninth=at_share(90)))


def first_decisions(scope: Scope, since: datetime) -> QuerySet[Transition]:
    """The steps that first decided a fiche since a moment, each with its `seconds`."""
    earlier = Transition.objects.filter(
        contribution=OuterRef("contribution"), number__lt=OuterRef("number"), verb__in=FIRST_DECISIONS
    )
    lines = Transition.objects.filter(
        narrowed(scope, "contribution__"),
        ~Exists(earlier),
        at__gte=since,
        source=State.PROPOSED,
        verb__in=FIRST_DECISIONS,
    )
    seconds = Epoch("at") - Epoch("contribution__created_at")
    return lines.order_by().annotate(seconds=Greatest(seconds, Value(0), output_field=BigIntegerField()))


def at_share(share: int) -> Min:
    """The same as `percentile` for so many hundredths, of rows that know their rank among all."""
    return Min("seconds", filter=Q(GreaterThanOrEqual(F("rank") * 100, F("among") * share)))


def percentile(seconds: Sequence[int], share: float) -> int | None:
    """The value below or at which a share of them lies (nearest rank); None of nothing."""
    if not seconds:
        return None
    return sorted(seconds)[max(0, math.ceil(share * len(seconds)) - 1)]
