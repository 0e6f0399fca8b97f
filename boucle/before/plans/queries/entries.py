"""What a section lists: for the public only what is open, for the crisis staff everything."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.utils import formats

from boucle.before.plans import registry
from boucle.before.plans.engine import wording
from boucle.before.plans.models import Entry, Message, Person, Section
from boucle.before.plans.registry import EntryType
from boucle.foundation.lifecycle.models import Contact


@dataclass(frozen=True)
class Cell:
    label: Any
    value: str
    is_number: bool


@dataclass(frozen=True)
class Row:
    entry: Entry
    cells: list[Cell]
    contact: Contact | None  # for the crisis staff only

    @property
    def size(self) -> wording.Size | None:
        """Of a message: what it takes to send it."""
        return wording.size(self.entry.text) if isinstance(self.entry, Message) else None


@dataclass(frozen=True)
class Group:
    """`totals`: how many of each kind, in words and numbers."""

    label: Any
    rows: list[Row]
    totals: list[tuple[Any, int]]


@dataclass(frozen=True)
class Link:
    """One place in the order of alert, and who answers when nobody does there, in turn."""

    row: Row
    deputies: list[Row]


@dataclass(frozen=True)
class Listed:
    type: EntryType
    rows: list[Row]
    is_staff: bool
    totals: list[tuple[Any, int]] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    chain: list[Link] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)

    @property
    def heads(self) -> list[tuple[Any, bool]]:
        """Labels of the columns, and whether they hold numbers."""
        return [(self.type.labels[name], is_number(self.type, name)) for name in self.type.columns]


def of(section: Section, *, is_staff: bool) -> Listed | None:
    """The entries of a section in their order; None where it is text only. One query, whatever their number."""
    type_ = registry.BY_CONTENT.get(section.content)
    if type_ is None:
        return None
    return built(type_, lines(section, type_, is_staff=is_staff), is_staff=is_staff)


def built(type_: EntryType, found: Iterable[Entry], *, is_staff: bool) -> Listed:
    rows = [row(type_, entry, is_staff) for entry in found]
    return Listed(
        type_,
        rows,
        is_staff,
        totals=[(type_.labels[name], total(rows, name)) for name in type_.totals if total(rows, name)],
        groups=list(groups(rows, type_)) if type_.groups else [],
        **chained(rows),
    )


def lines(section: Section, type_: EntryType, *, is_staff: bool) -> QuerySet[Entry]:
    found: QuerySet[Entry] = type_.model._default_manager.filter(section=section)
    if is_staff:
        return beside(found, type_, is_staff=True)
    return found.none() if type_.is_never_open else beside(opened(found), type_, is_staff=False)


def beside(found: QuerySet[Entry], type_: EntryType, *, is_staff: bool) -> QuerySet[Entry]:
    """With what stands in their cells; people's details for the crisis staff only."""
    named = [name for name in ("territory", "stands_in_for") if name in type_.labels]
    return found.select_related(*named, *(["contact"] if is_staff and type_.has_contact else []))


def opened(found: QuerySet[Entry]) -> QuerySet[Entry]:
    """What everybody may read."""
    return found.filter(is_open=True)


def row(type_: EntryType, entry: Entry, is_staff: bool) -> Row:
    contact = getattr(entry, "contact", None) if is_staff and type_.has_contact else None
    return Row(entry, [cell(type_, entry, name) for name in type_.columns], contact)


def cell(type_: EntryType, entry: Entry, name: str) -> Cell:
    return Cell(type_.labels[name], said(entry, name), is_number(type_, name))


def said(entry: Entry, name: str) -> str:
    """A value as people read it; empty for none."""
    display: Callable[[], Any] | None = getattr(entry, f"get_{name}_display", None)
    value = display() if display else getattr(entry, name)
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(formats.localize(value)) if isinstance(value, int | float) else str(value)


def is_number(type_: EntryType, name: str) -> bool:
    return type_.model._meta.get_field(name).get_internal_type() in {"PositiveIntegerField", "FloatField"}


def total(rows: Iterable[Row], name: str) -> int:
    return sum(getattr(row.entry, name) or 0 for row in rows)


def groups(rows: Sequence[Row], type_: EntryType) -> Iterator[Group]:
    """By the field that cuts the list, in the order of its choices."""
    for value, label in type_.model._meta.get_field(type_.groups).flatchoices:  # type: ignore[union-attr]  # a plain field
        inside = [row for row in rows if getattr(row.entry, type_.groups) == value]
        if inside:
            yield Group(label, inside, kinds(inside))


def kinds(rows: Iterable[Row]) -> list[tuple[Any, int]]:
    """How many of each kind: two buses and two pumps are not four of anything."""
    ordered = sorted(rows, key=lambda row: said(row.entry, "variety"))
    return [
        (kind, total(inside, "quantity")) for kind, inside in groupby(ordered, lambda row: said(row.entry, "variety"))
    ]


def chained(rows: Sequence[Row]) -> dict[str, Any]:
    """The order of alert of a directory, each with those who stand in for them."""
    people = [row for row in rows if isinstance(row.entry, Person)]
    below: dict[int, list[Row]] = {}
    for row in people:
        below.setdefault(getattr(row.entry, "stands_in_for_id", None) or 0, []).append(row)
    chain = [Link(row, list(deputies(row, below, {row.entry.pk}))) for row in people if rank(row)]
    seen = {each.entry.pk for link in chain for each in [link.row, *link.deputies]}
    return {"chain": chain, "others": [row for row in people if row.entry.pk not in seen]}


def deputies(row: Row, below: dict[int, list[Row]], seen: set[int]) -> Iterator[Row]:
    """Those who stand in for somebody, then those who stand in for these; a circle ends."""
    for deputy in below.get(row.entry.pk, []):
        if deputy.entry.pk not in seen:
            seen.add(deputy.entry.pk)
            yield deputy
            yield from deputies(deputy, below, seen)


def rank(row: Row) -> int | None:
    return row.entry.rank if isinstance(row.entry, Person) else None
