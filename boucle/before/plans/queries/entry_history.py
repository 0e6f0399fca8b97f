"""Who changed what in the lines of a section, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from boucle.before.plans import registry
from boucle.before.plans.models import EntryChange, Section

MOST = 300
LABELS = {
    "is_open": _("shown to the public"),
    "contact": _("whom to reach"),
    "lat": _("latitude"),
    "lon": _("longitude"),
}


@dataclass(frozen=True)
class Value:
    """`is_kept` is False for what concerns people: that it changed is told, what it was is not kept."""

    label: Any
    before: str
    after: str
    is_kept: bool


@dataclass(frozen=True)
class Line:
    change: EntryChange
    values: list[Value]


def of(section: Section) -> list[Line]:
    """At most three hundred lines; two queries, whatever their number."""
    rows = EntryChange.objects.filter(section=section).select_related("by")
    return [Line(change, list(values(change))) for change in rows[:MOST]]


def values(change: EntryChange) -> Iterator[Value]:
    labels = {**LABELS, **registry.BY_CONTENT[change.content].labels}
    for name, kept in change.changed.items():
        before, after = [*kept, "", ""][:2]
        yield Value(labels.get(name, name), before, after, bool(kept))
