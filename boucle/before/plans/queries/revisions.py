"""Versions of a section: what the public read, what changed from one to the next, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from boucle.before.plans.engine import revisions as engine
from boucle.before.plans.models import Section
from boucle.commons.moderation import engine as diffs
from boucle.commons.moderation.queries import changes
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.models import Transition

RECENT = timedelta(days=60)  # a change that people may not have read yet


@dataclass(frozen=True)
class Version:
    """One text as the public read it, since when, and why it came."""

    number: int
    content: dict[str, Any]
    at: datetime
    why: str

    @property
    def is_recent(self) -> bool:
        return clock.now() - self.at < RECENT


@dataclass(frozen=True)
class Change:
    """From one version to another: the text in pieces, and the other fields that differ."""

    before: Version
    after: Version
    fields: Sequence[changes.Field]

    @property
    def is_empty(self) -> bool:
        return not any(each.pieces for each in self.fields)

    @property
    def changed(self) -> list[changes.Field]:
        return [each for each in self.fields if each.pieces]


def versions(section: Section) -> list[Version]:
    """Those that were public, newest first: two queries. What waited, or was refused, is nobody's to read."""
    lines = {each.number: each for each in Transition.objects.filter(contribution=section.pk).order_by("number")}
    steps = engine.published(engine.Step(each.number, each.verb, each.note) for each in lines.values())
    contents = dict(section.contribution.revisions.values_list("number", "content"))
    found: dict[int, Version] = {}
    for step in steps:
        if step.revision in contents and step.revision not in found:
            found[step.revision] = Version(step.revision, contents[step.revision], lines[step.step].at, step.why)
    return list(reversed(found.values()))


def change(before: Version, after: Version) -> Change:
    fields = changes.between("section", before.content, after.content)
    return Change(before, after, tuple(fields))


def last_change(found: Sequence[Version]) -> Change | None:
    """Between the version that the public reads and the one before it."""
    return change(found[1], found[0]) if len(found) > 1 else None


def pieces(before: str, after: str) -> list[diffs.Piece]:
    """What stays, goes and comes between two texts, word by word."""
    return diffs.compare(before, after)


def still_true(section: Section) -> Transition | None:
    """The last time that somebody said that it was still true."""
    lines = Transition.objects.filter(contribution=section.pk, verb=Verb.VERIFY)
    return lines.order_by("-number").first()
