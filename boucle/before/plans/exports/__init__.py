"""The published columns of sections and of notes, after the shared ones."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from boucle.foundation.lifecycle.registry import Column

COLUMNS = (
    Column("plan", _("plan that it belongs to"), attrgetter("section.plan_slug")),
    Column("phase", _("before, during or after; empty: all three"), attrgetter("section.phase")),
    Column("hazard", _("what it prepares for; empty: every hazard"), attrgetter("section.hazard")),
    Column("discipline", _("d1 to d5, command, or empty"), attrgetter("section.discipline")),
    Column("holder", _("service that keeps it"), attrgetter("section.holder")),
    Column("evidence", _("what it rests on"), attrgetter("section.evidence")),
)
NOTE_COLUMNS = (
    Column("section", _("reference of the section"), attrgetter("note.section_reference")),
    Column("variety", _("remark or change"), attrgetter("note.variety")),
    Column("passage", _("words of the section that it is about"), attrgetter("note.passage")),
    Column("speaker", _("resident, field, service, business or other"), attrgetter("note.speaker")),
    Column("fate", _("waiting, answered, taken or declined"), attrgetter("note.fate")),
    Column("answer", _("what the plan answered"), attrgetter("note.answer")),
)
LOOKUPS = {"plan_slug": "SELECT p.slug FROM plans_plan p WHERE p.id = k.plan_id"}
NOTE_LOOKUPS = {
    "section_reference": "SELECT s.reference FROM lifecycle_contribution s WHERE s.id = k.section_id",
}
LABELS = {
    "title": _("Title"),
    "text": _("Text"),
    "territory": _("Territory"),
    "theme": _("Theme"),
    "language": _("Language"),
    "plan": _("Plan"),
    "phase": _("Phase"),
    "hazard": _("Hazard"),
    "discipline": _("Role or discipline"),
    "content": _("What it holds"),
    "holder": _("Held by"),
    "evidence": _("What it rests on"),
    "review_months": _("Months until its next check"),
    "section": _("Section"),
    "variety": _("Remark or change"),
    "passage": _("Passage"),
    "proposed": _("Text proposed"),
    "speaker": _("Who speaks"),
    "revision": _("Revision read"),
}
