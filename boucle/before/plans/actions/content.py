"""Writes a content on the rows of a section and of a note."""

from typing import Any

from boucle.before.plans.models import Note, Plan, Section
from boucle.foundation.lifecycle.models import Contribution

SECTION_FIELDS = ("phase", "hazard", "discipline", "content", "holder", "evidence", "review_months")
NOTE_FIELDS = ("variety", "passage", "proposed", "speaker", "revision")


def apply_section(contribution: Contribution, content: dict[str, Any]) -> None:
    """Writes the fields that `content` holds; a section stays in the plan that it was written for."""
    row = Section.objects.filter(pk=contribution.pk).first() or Section(contribution=contribution)
    if row._state.adding:
        row.plan = Plan.objects.get(slug=content["plan"])
    for name in SECTION_FIELDS:
        if name in content:
            setattr(row, name, content[name])
    row.save()


def apply_note(contribution: Contribution, content: dict[str, Any]) -> None:
    """A note stays with the section that it was brought to."""
    row = Note.objects.filter(pk=contribution.pk).first() or Note(contribution=contribution)
    if row._state.adding:
        row.section = Section.objects.get(contribution__reference=content["section"])
    for name in NOTE_FIELDS:
        if name in content:
            setattr(row, name, content[name])
    row.save()
