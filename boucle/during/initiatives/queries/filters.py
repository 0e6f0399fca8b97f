"""Filters of the list that only initiatives have, by name of URL parameter."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from boucle.during.initiatives import enums
from boucle.during.initiatives.models import OpenSpan
from boucle.foundation.core import clock

Rows = QuerySet[Any]


def audience(rows: Rows, value: str) -> Rows:
    """`public=families`: those for them, and those for everybody."""
    bit = enums.audience_bits([value])
    if not bit:
        return rows
    wanted: Rows = rows.alias(wanted=F("initiative__audiences").bitand(bit))
    return wanted.filter(Q(wanted=bit) | Q(initiative__audiences=0))


def side(rows: Rows, value: str) -> Rows:
    """`cote=need`: for whoever needs help; `cote=give`: for whoever wants to help. Fiches for both fit both."""
    if value not in {enums.Side.NEED, enums.Side.GIVE}:
        return rows
    return rows.filter(initiative__side__in=[value, enums.Side.BOTH])


def variety(rows: Rows, value: str) -> Rows:
    """`genre=initiative` or `genre=resource`."""
    return rows.filter(initiative__variety=value) if value in enums.Variety.values else rows


def open_now(rows: Rows, value: str) -> Rows:
    """`ouvert=1`: those whose hours and dates say that they are open at this minute."""
    return rows.filter(open_at(clock.now())) if value == "1" else rows


def open_at(moment: datetime) -> Q:
    local = timezone.localtime(moment)
    minute = local.weekday() * 24 * 60 + local.hour * 60 + local.minute
    spans = OpenSpan.objects.filter(initiative=OuterRef("pk"), opens__lte=minute, closes__gt=minute)
    day = local.date()
    begun = Q(initiative__starts_on__isnull=True) | Q(initiative__starts_on__lte=day)
    lasting = Q(initiative__ends_on__isnull=True) | Q(initiative__ends_on__gte=day)
    return Q(Exists(spans)) & begun & lasting


FILTERS: dict[str, Callable[[Rows, str], Rows]] = {
    "public": audience,
    "cote": side,
    "genre": variety,
    "ouvert": open_now,
}
