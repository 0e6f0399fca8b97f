"""Notes of a section: what people brought, what it would change, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from boucle.before.plans.enums import NoteFate, NoteVariety
from boucle.before.plans.models import Note, Plan, Section
from boucle.before.plans.queries import finding
from boucle.commons.moderation import engine as diffs
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.registry import Panel

STYLES = {
    NoteFate.WAITING: "proposed",
    NoteFate.ANSWERED: "published",
    NoteFate.TAKEN: "published",
    NoteFate.DECLINED: "archived",
}


@dataclass(frozen=True)
class Shown:
    """A note with what its page needs. `pieces`: of the change that it proposes, against the text that was read."""

    note: Note
    style: str
    pieces: Sequence[diffs.Piece]
    is_behind: bool  # the section has changed since

    @property
    def title(self) -> str:
        return self.note.contribution.title


def public(section: Section) -> list[Note]:
    """Those that referents published, newest first, each with its mark; one query."""
    rows = finding.notes().filter(section=section, contribution__state=State.PUBLISHED)
    found = list(rows.order_by("-contribution__published_at", "-contribution"))
    for note in found:
        note.style = STYLES[NoteFate(note.fate)]  # type: ignore[attr-defined]  # read by the template
    return found


def taken_from_elsewhere(section: Section) -> list[Note]:
    """Published notes about other sections that this one took up, the newest first; one query."""
    rows = finding.notes().filter(taken_into=section, contribution__state=State.PUBLISHED).exclude(section=section)
    return list(rows.order_by("-answered_at", "-contribution"))


def shown(note: Note) -> Shown:
    return Shown(
        note=note,
        style=STYLES[NoteFate(note.fate)],
        pieces=change(note),
        is_behind=note.revision != note.section.contribution.number,
    )


def change(note: Note) -> list[diffs.Piece]:
    """Against the text that its author had before their eyes."""
    if note.variety != NoteVariety.CHANGE:
        return []
    return diffs.compare(text_read(note), note.proposed)


def text_read(note: Note) -> str:
    """Of the revision that its author read, where it was kept; else of the section today."""
    revisions = note.section.contribution.revisions
    content = revisions.filter(number=note.revision).values_list("content", flat=True).first() or {}
    return str(content.get("text", note.section.contribution.text))


def to_answer(plan: Plan) -> QuerySet[Note]:
    """Published, and not answered yet, the oldest first."""
    rows = finding.notes().filter(section__plan=plan, contribution__state=State.PUBLISHED, fate=NoteFate.WAITING)
    return rows.order_by("contribution__published_at", "contribution")


def panel(contribution: Contribution) -> Panel | None:
    """What a referent reads beside a note: the section, the passage, the change word by word."""
    note = finding.note_of(contribution)
    if note is None:
        return None
    return Panel("plans/note_panel.html", {"shown": shown(note), "section": note.section, "plan": note.section.plan})


def words(name: str, value: Any) -> str | None:
    """Fields of a note in words."""
    if name == "section" and value:
        section = finding.section(str(value))
        return f"{section.contribution.title} ({value})" if section is not None else str(value)
    return None
