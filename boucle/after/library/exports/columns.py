"""The published columns of sheets, after the shared ones."""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _

from boucle.after.library.engine import names
from boucle.foundation.lifecycle.registry import Column


def own(name: str) -> Callable[[Any], Any]:
    """Reads a field of the sheet that comes with a record."""
    return attrgetter(f"sheet.{name}")


def themes(record: Any) -> list[str]:
    """The theme of its contribution first."""
    return [slug for slug in (record.theme, *record.sheet.themes) if slug]


def authors(record: Any) -> list[str]:
    return [names.written(each) for each in record.sheet.authors]


COLUMNS = (
    Column(
        "variety", _("lead, fieldwork, reference, portrait, article, method, dataset, kit or session"), own("variety")
    ),
    Column("phase", _("before, during or after; empty: all three"), own("phase")),
    Column("hazard", _("what it speaks of; empty: every hazard"), own("hazard")),
    Column("keywords", _("keywords, separated by commas"), own("keywords")),
    Column("themes", _("every theme that it is about, see /api/v1/themes"), themes),
    Column("authors", _("its authors, with their agreement: Surname, First name, or an organisation"), authors),
    Column("redo", _("how to do it again, Markdown"), own("redo")),
    Column("sources", _("what it rests on, Markdown"), own("sources")),
    Column("link", _("where the thing itself is"), own("link")),
    Column("archived_link", _("a copy of that page"), own("archived_link")),
    Column("held_on", _("day of a session, or of fieldwork"), own("held_on")),
    Column("part", _("sub-theme of its session"), own("part")),
    Column("session", _("reference of its session"), own("session_reference")),
    Column("reuse_of", _("reference of the sheet that it reuses"), own("reused_reference")),
    Column("reuses", _("how many others did it too, as everybody may read it"), own("reuses_count")),
    Column("item", _("of a reference: CSL-JSON"), own("item")),
)
LOOKUPS = {
    "session_reference": "SELECT s.reference FROM lifecycle_contribution s WHERE s.id = k.session_id",
    "reuses_count": (
        "SELECT COUNT(*) FROM library_sheet r JOIN lifecycle_contribution s ON s.id = r.contribution_id"
        " WHERE r.reuse_of_id = k.contribution_id AND s.state = 'published'"
    ),
    "reused_reference": "SELECT s.reference FROM lifecycle_contribution s WHERE s.id = k.reuse_of_id",
}
LABELS = {
    "title": _("Title"),
    "text": _("Text"),
    "theme": _("Theme"),
    "territory": _("Territory"),
    "language": _("Language"),
    "address": _("Address"),
    "variety": _("Kind"),
    "phase": _("Phase"),
    "hazard": _("Hazard"),
    "keywords": _("Keywords"),
    "themes": _("Other themes"),
    "authors": _("Authors"),
    "redo": _("How to do it again"),
    "sources": _("Sources"),
    "link": _("Link"),
    "archived_link": _("Archived copy"),
    "licence": _("Licence"),
    "review_months": _("Months until its next check"),
    "item": _("Reference"),
    "pictures": _("Pictures"),
    "speakers": _("Speakers"),
    "part": _("Sub-theme"),
    "position": _("Place in the session"),
    "held_on": _("Day"),
    "session": _("Session"),
    "reuse_of": _("Reuse of"),
}
