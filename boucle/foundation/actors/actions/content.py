"""Writes a content on the row of an actor."""

from typing import Any

from boucle.foundation.actors.enums import Side
from boucle.foundation.actors.models import Actor, Subject
from boucle.foundation.actors.queries import fields
from boucle.foundation.core import clock, text
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Theme

LINES = ("knows", "seeks", "offers", "link")


def apply(contribution: Contribution, content: dict[str, Any]) -> None:
    """Writes the fields that `content` holds; the row is made when it is missing, with what was agreed to. Later,
    agreement moves by `agreement` alone: no correction that waits can give it back."""
    row = fields.actor(contribution) or Actor(contribution=contribution)
    if row._state.adding:
        row.agreed_at = clock.now() if content.get("agrees") else None
        row.is_shared = bool(content.get("is_shared")) and (row.agreed_at is not None or not content.get("is_person"))
    for name in LINES:
        if name in content:
            setattr(row, name, text.clean_line(content[name]))
    for name in ("is_person", "role"):
        if name in content:
            setattr(row, name, content[name])
    row.save()
    for side, name in fields.THEMES.items():
        if name in content:
            write_subjects(row, side, content[name])


def write_subjects(row: Actor, side: Side, slugs: list[str]) -> None:
    """The themes of one side, as they are now; a slug that no longer names a theme is left out."""
    wanted = set(Theme.objects.filter(slug__in=slugs).values_list("pk", flat=True)) if slugs else set()
    known = set(row.subjects.filter(side=side).values_list("theme", flat=True))
    if known - wanted:
        row.subjects.filter(side=side, theme__in=known - wanted).delete()
    Subject.objects.bulk_create(Subject(actor=row, theme_id=pk, side=side) for pk in sorted(wanted - known))
