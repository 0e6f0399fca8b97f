"""Writes a content on the initiative's own row, and the stretches of its week."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction

from boucle.during.initiatives import enums
from boucle.during.initiatives.engine import hours as engine
from boucle.during.initiatives.models import Initiative, OpenSpan
from boucle.during.initiatives.queries import fields
from boucle.foundation.core import clock, text
from boucle.foundation.lifecycle.models import Contribution

CHUNK = 500


def apply(contribution: Contribution, content: dict[str, Any]) -> None:
    """Writes the fields that `content` holds; the row is made when it is missing."""
    row = fields.initiative(contribution) or Initiative(contribution=contribution)
    before = row.hours
    for name in fields.WORDS:
        if name in content:
            setattr(row, name, text.clean_line(content[name]))
    for name in ("starts_on", "ends_on"):
        if name in content:
            setattr(row, name, date.fromisoformat(content[name]) if content[name] else None)
    if "audiences" in content:
        row.audiences = enums.audience_bits(content["audiences"])
    row.is_full = content.get("is_full", row.is_full)
    row.photo_key = content.get("photo", row.photo_key)
    row.has_varying_hours = bool(row.hours) and engine.varies(row.hours)
    is_new = row._state.adding
    row.save()
    if is_new or row.hours != before:
        cut_spans(row)


def cut_spans(row: Initiative) -> None:
    """Writes the stretches of the current week in the place of those before."""
    row.spans.all().delete()
    if row.hours:
        OpenSpan.objects.bulk_create(
            OpenSpan(initiative=row, opens=opens, closes=closes) for opens, closes in engine.spans(row.hours, monday())
        )


def monday() -> date:
    today = clock.today()
    return today - timedelta(days=today.weekday())


def refresh_spans() -> int:
    """Cuts the hours with seasons, holidays or sunsets anew for this week; returns how many. Safe to run again."""
    varying = Initiative.objects.filter(has_varying_hours=True).order_by("pk")
    count = 0
    for row in varying.iterator(chunk_size=CHUNK):
        with transaction.atomic():
            cut_spans(row)
        count += 1
    return count
