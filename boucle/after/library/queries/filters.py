"""Filters of the list that only sheets have, by name of URL parameter."""

from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from boucle.after.library.enums import Variety
from boucle.after.library.models import Subject
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import Hazard, Phase
from boucle.foundation.situations.models import Theme

Rows = QuerySet[Any]


def variety(rows: Rows, value: str) -> Rows:
    """`type=method`."""
    return rows.filter(sheet__variety=value) if value in Variety.values else rows


def phase(rows: Rows, value: str) -> Rows:
    """`phase=before`: those for that time, and those for any time."""
    return rows.filter(Q(sheet__phase=value) | Q(sheet__phase="")) if value in Phase.values else rows


def hazard(rows: Rows, value: str) -> Rows:
    """`alea=flood`: those about that hazard, and those about every hazard."""
    return rows.filter(Q(sheet__hazard=value) | Q(sheet__hazard="")) if value in Hazard.values else rows


def subject(rows: Rows, value: str) -> Rows:
    """`sujet=eau`: those that are about a theme, or one below it, as their first theme or another."""
    theme = Theme.objects.filter(slug=value).first()
    if theme is None:
        return rows
    below = situations.theme_and_descendants_ids(theme)
    return rows.filter(Q(theme__in=below) | Exists(Subject.objects.filter(sheet=OuterRef("pk"), theme__in=below)))


FILTERS: dict[str, Callable[[Rows, str], Rows]] = {"type": variety, "phase": phase, "alea": hazard, "sujet": subject}
