"""Filters of the list that only actors have, by name of URL parameter."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from boucle.foundation.actors.enums import Role, Side
from boucle.foundation.actors.models import Subject

Rows = QuerySet[Any]
SHARED = "donnees"


def role(rows: Rows, value: str) -> Rows:
    """`role=researcher`."""
    return rows.filter(actor__role=value) if value in Role.values else rows


def on(side: Side, rows: Rows, value: str) -> Rows:
    """`sait=eau`, `cherche=eau`, `offre=eau`: those who know, seek or offer something of a theme."""
    return rows.filter(Exists(Subject.objects.filter(actor=OuterRef("pk"), side=side, theme__slug=value)))


def shared(rows: Rows, value: str) -> Rows:
    """`donnees=1`: those who agreed to leave as open data; a person whose agreement is gone never does."""
    agreed = Q(actor__is_person=False) | Q(actor__agreed_at__isnull=False)
    return rows.filter(agreed, actor__is_shared=True) if value == "1" else rows


FILTERS: dict[str, Callable[[Rows, str], Rows]] = {
    "role": role,
    "sait": partial(on, Side.KNOWS),
    "cherche": partial(on, Side.SEEKS),
    "offre": partial(on, Side.OFFERS),
    SHARED: shared,
}
