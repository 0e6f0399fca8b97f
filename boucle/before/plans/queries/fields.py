"""What a section and a note add to the content of their contribution, as JSON values: public words only."""

from typing import Any

from boucle.before.plans.models import Note, Section
from boucle.foundation.lifecycle.models import Contribution


def section_content(contribution: Contribution) -> dict[str, Any]:
    row = Section.objects.select_related("plan").filter(pk=contribution.pk).first()
    if row is None:
        return {}
    return {
        "plan": row.plan.slug,
        "phase": row.phase,
        "hazard": row.hazard,
        "discipline": row.discipline,
        "content": row.content,
        "holder": row.holder,
        "evidence": row.evidence,
        "review_months": row.review_months,
    }


def section_searched(contribution: Contribution) -> str:
    """Words of its own that people look for: what it prepares for, who keeps it, what it rests on."""
    row = Section.objects.filter(pk=contribution.pk).first()
    if row is None:
        return ""
    return " ".join((str(row.get_hazard_display()), str(row.get_discipline_display()), row.holder, row.evidence))


def section_review(contribution: Contribution) -> int:
    """Months until its next check, as its keeper set them."""
    return Section.objects.values_list("review_months", flat=True).get(pk=contribution.pk)


def note_content(contribution: Contribution) -> dict[str, Any]:
    row = Note.objects.select_related("section__contribution").filter(pk=contribution.pk).first()
    if row is None:
        return {}
    return {
        "section": row.section.contribution.reference,
        "variety": row.variety,
        "passage": row.passage,
        "proposed": row.proposed,
        "speaker": row.speaker,
        "revision": row.revision,
    }


def note_searched(contribution: Contribution) -> str:
    """The passage that it is about."""
    return Note.objects.filter(pk=contribution.pk).values_list("passage", flat=True).first() or ""
