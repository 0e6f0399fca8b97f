"""Writes a content on the row of a sheet."""

import re
from datetime import date
from typing import Any

from boucle.after.library.models import Sheet, Subject
from boucle.after.library.queries import fields
from boucle.foundation.core import text
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Theme

LINES = ("keywords", "part", "link", "archived_link")
TEXTS = ("redo", "sources")
VALUES = (
    "authors",
    "themes",
    "variety",
    "phase",
    "hazard",
    "licence",
    "review_months",
    "item",
    "pictures",
    "speakers",
    "position",
)
SHEETS = ("session", "reuse_of")


def apply(contribution: Contribution, content: dict[str, Any]) -> None:
    """Writes the fields that `content` holds; the row is made when it is missing."""
    row = fields.sheet(contribution) or Sheet(contribution=contribution)
    for name in (*LINES, *TEXTS):
        if name in content:
            setattr(row, name, text.clean_line(content[name]) if name in LINES else text.clean(content[name]))
    if "byline" in content and "authors" not in content:
        content = {**content, "authors": signed(content["byline"])}
    for name in VALUES:
        if name in content:
            setattr(row, name, content[name])
    if "held_on" in content:
        row.held_on = date.fromisoformat(content["held_on"]) if content["held_on"] else None
    for name in SHEETS:
        if name in content:
            setattr(row, name, named(content[name]))
    row.save()
    if "themes" in content:
        write_subjects(row)
    share_licence(contribution, row)


def signed(byline: str) -> list[dict[str, str]]:
    """The authors of a revision that was written when they were one line."""
    return [{"literal": name.strip()} for name in re.split(r"[,;]|\bet\b", byline) if name.strip()]


def named(reference: str) -> Sheet | None:
    """A sheet that another one belongs to or reuses; one that is gone leaves it standing alone."""
    return Sheet.objects.filter(contribution__reference=reference).first() if reference else None


def write_subjects(row: Sheet) -> None:
    """Its themes, for whoever searches by one; a slug that names no theme here is left out."""
    wanted = set(Theme.objects.filter(slug__in=row.themes).values_list("pk", flat=True)) if row.themes else set()
    known = set(row.subjects.values_list("theme", flat=True))
    if known - wanted:
        row.subjects.filter(theme__in=known - wanted).delete()
    Subject.objects.bulk_create(Subject(sheet=row, theme_id=pk) for pk in sorted(wanted - known))


def share_licence(contribution: Contribution, row: Sheet) -> None:
    """Lists and exports read the licence on the shared row."""
    if contribution.licence != row.licence:
        contribution.licence = row.licence
        contribution.save(update_fields=["licence"])
