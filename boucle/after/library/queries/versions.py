"""Versions of a sheet: what the public read, what changed from one to the next, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from boucle.after.library.models import Sheet
from boucle.commons.moderation.queries import changes
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Transition

REVISIONS = {Verb.PROPOSE, Verb.REVISE}


@dataclass(frozen=True)
class Version:
    """One content as the public read it, since when, and why it came."""

    number: int
    content: dict[str, Any]
    at: datetime
    why: str


@dataclass(frozen=True)
class Change:
    before: Version
    after: Version
    fields: Sequence[changes.Field]

    @property
    def changed(self) -> list[changes.Field]:
        return [each for each in self.fields if each.pieces]


def versions(row: Sheet) -> list[Version]:
    """Those that were public, newest first: two queries. What waited, or was refused, is nobody's to read."""
    lines = Transition.objects.filter(contribution=row.pk).order_by("number")
    contents = dict(row.contribution.revisions.values_list("number", "content"))
    written, why, found = 0, "", list[Version]()
    for line in lines:
        if line.verb in REVISIONS:
            written, why = written + 1, line.note
        elif line.verb == Verb.PUBLISH and line.target == State.PUBLISHED and written in contents:
            found.append(Version(written, contents[written], line.at, why))
    return found[::-1]


def asked(read: Sequence[Version], before: str, after: str) -> Change | None:
    """Between the two versions that an address names, else the last two; None when there is only one."""
    numbers = {str(each.number): each for each in read}
    if before in numbers and after in numbers and before != after:
        return change(numbers[before], numbers[after])
    return change(read[1], read[0]) if len(read) > 1 else None


def change(before: Version, after: Version) -> Change:
    return Change(before, after, changes.between("sheet", before.content, after.content))
