"""Writes a content on the rows of a testimony and of a lesson."""

from datetime import date
from typing import Any

from django.utils import timezone

from boucle.after.lessons.models import Lesson, Testimony
from boucle.after.lessons.queries.fields import LESSON_FIELDS, TESTIMONY_FIELDS
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Situation


def apply_testimony(contribution: Contribution, content: dict[str, Any]) -> None:
    """What is said of an exercise is an exercise's, whatever it says: it stays out of open data."""
    row = Testimony.objects.filter(pk=contribution.pk).first() or Testimony(contribution=contribution)
    for name in TESTIMONY_FIELDS:
        if name in content:
            setattr(row, name, content[name])
    if "seen_on" in content:
        row.seen_on = date.fromisoformat(content["seen_on"]) if content["seen_on"] else None
    if content.get("event"):
        row.event = Situation.objects.get(pk=content["event"])
        contribution.nature = row.event.nature
        contribution.save(update_fields=["nature"])
    row.save()


def apply_lesson(contribution: Contribution, content: dict[str, Any]) -> None:
    """A lesson of an exercise is real: it changes the plan that will serve."""
    row = Lesson.objects.filter(pk=contribution.pk).first() or Lesson(contribution=contribution)
    if row._state.adding:
        row.observed_on = timezone.localdate(contribution.created_at)
    for name in LESSON_FIELDS:
        if name in content:
            setattr(row, name, content[name])
    if content.get("event"):
        row.event = Situation.objects.get(pk=content["event"])
    row.save()
