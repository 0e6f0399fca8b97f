"""What a plan's papers are made of: its sections at their places, with all that stands in them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import Q, QuerySet

from boucle.before.plans import registry
from boucle.before.plans.engine import tree
from boucle.before.plans.enums import Content
from boucle.before.plans.models import Card, Entry, Measure, Person, Plan, Section, StaffText
from boucle.before.plans.queries import entries, whole_plan
from boucle.before.plans.queries.entries import Listed
from boucle.foundation.core.text import fold
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contact

OUT = (State.REJECTED, State.WITHDRAWN, State.ARCHIVED)


@dataclass(frozen=True)
class Placed:
    """A section with its number in the plan; `staff_text` is empty for the public."""

    section: Section
    number: str
    depth: int
    listed: Listed | None
    measures: Sequence[Measure]
    staff_text: str

    @property
    def is_draft(self) -> bool:
        return self.section.contribution.state != State.PUBLISHED

    @property
    def contacts(self) -> list[Contact]:
        return [row.contact for row in self.listed.rows if row.contact] if self.listed else []


@dataclass(frozen=True)
class Whole:
    """A plan as one kind of reader sees it."""

    plan: Plan
    is_staff: bool
    sections: Sequence[Placed]

    @property
    def revised_at(self) -> datetime | None:
        """When the last of its sections was written, or said to be true still."""
        dates = [placed.section.contribution.verified_at for placed in self.sections]
        return max((each for each in dates if each), default=None)

    @property
    def contacts(self) -> list[Contact]:
        return [contact for placed in self.sections for contact in placed.contacts]

    @cached_property
    def roles(self) -> list[str]:
        """As they are written in measures and cards, each once, in the order of the alphabet."""
        written = [measure.role for placed in self.sections for measure in placed.measures]
        written += [card.role for card in self.cards]
        return once(written)

    @cached_property
    def cards(self) -> list[Card]:
        return [entry for entry in self.lines() if isinstance(entry, Card)]

    @property
    def has_directory(self) -> bool:
        return any(isinstance(entry, Person) for entry in self.lines())

    @property
    def called(self) -> list[Contact]:
        """The details of those who stand in the directory."""
        lists = (placed for placed in self.sections if placed.section.content == Content.DIRECTORY)
        return [contact for placed in lists for contact in placed.contacts]

    def lines(self) -> Iterable[Entry]:
        return (row.entry for placed in self.sections if placed.listed for row in placed.listed.rows)


def whole(plan: Plan, *, is_staff: bool) -> Whole:
    """Three queries and one per content that its sections list, however many sections. The public sees published
    sections, and in them open lines only."""
    rows = sections(plan)
    seen = [row for row in rows if is_staff or (plan.is_open and row.contribution.is_public)]
    lists = listed(plan, seen, is_staff=is_staff)
    measures = measures_of(seen)
    texts = staff_texts(seen) if is_staff else {}
    by_id = {row.pk: row for row in seen}
    places = tree.places(tree.Row(row.pk, row.parent_id, row.position) for row in rows)
    found = [
        Placed(
            by_id[place.id],
            place.number,
            1 + sum(above in by_id for above in place.above),
            lists.get(place.id),
            measures[place.id],
            texts.get(place.id, ""),
        )
        for place in places
        if place.id in by_id
    ]
    return Whole(plan, is_staff, found)


def sections(plan: Plan) -> list[Section]:
    """Drafts keep their numbers: 4.3 is the same section on the staff's paper and on a resident's."""
    rows = Section.objects.filter(plan=plan).exclude(contribution__state__in=OUT)
    return list(rows.select_related("contribution").order_by("position", "contribution"))


def listed(plan: Plan, seen: Sequence[Section], *, is_staff: bool) -> dict[int, Listed]:
    found: dict[int, Listed] = {}
    for type_ in registry.TYPES:
        holding = [row.pk for row in seen if row.content == type_.content]
        if not holding:
            continue
        lines: defaultdict[int, list[Entry]] = defaultdict(list)
        for entry in entries.beside(readable(plan, type_, is_staff=is_staff), type_, is_staff=is_staff):
            lines[entry.section_id].append(entry)
        found |= {pk: entries.built(type_, lines[pk], is_staff=is_staff) for pk in holding}
    return found


def readable(plan: Plan, type_: registry.EntryType, *, is_staff: bool) -> QuerySet[Entry]:
    if is_staff:
        return whole_plan.everything(type_.model, plan)
    return whole_plan.public(type_.model, plan).none() if type_.is_never_open else whole_plan.public(type_.model, plan)


def measures_of(seen: Sequence[Section]) -> defaultdict[int, list[Measure]]:
    found: defaultdict[int, list[Measure]] = defaultdict(list)
    rows = Measure.objects.filter(section__in=[row.pk for row in seen], is_retired=False)
    for measure in rows.order_by("position", "id"):
        found[measure.section_id].append(measure)
    return found


def staff_texts(seen: Sequence[Section]) -> dict[int, str]:
    """The last version of each."""
    rows = StaffText.objects.filter(section__in=[row.pk for row in seen]).order_by("section", "number")
    return {row.section_id: row.text for row in rows}


def part(found: Whole, section: Section) -> Placed | None:
    """One section of it; None for who does not see it."""
    return next((placed for placed in found.sections if placed.section.pk == section.pk), None)


def roles(plan: Plan, section: Section | None = None, *, is_staff: bool) -> list[str]:
    """Those that have a pack: of a section, or of the whole plan. Two queries."""
    of = Q(section=section) if section is not None else Q(section__plan=plan)
    shown = ~Q(section__contribution__state__in=OUT) if is_staff else Q(section__contribution__state=State.PUBLISHED)
    if not is_staff and not plan.is_open:
        return []
    measures = Measure.objects.filter(of & shown, is_retired=False)
    cards = Card.objects.filter(of & shown if is_staff else of & shown & Q(is_open=True))
    return once([*measures.values_list("role", flat=True), *cards.values_list("role", flat=True)])


def once(written: Iterable[str]) -> list[str]:
    """Each role once, however it is written, in the order of the alphabet."""
    found: dict[str, str] = {}
    for role in written:
        if role.strip():
            found.setdefault(fold(role.strip()), role.strip())
    return [found[key] for key in sorted(found)]


def without_people(found: Whole) -> Whole:
    """The same plan without its directory and without anybody's details."""
    return replace(found, sections=[nameless(placed) for placed in found.sections])


def nameless(placed: Placed) -> Placed:
    if placed.listed is None:
        return placed
    if placed.listed.type.is_never_open:
        return replace(placed, listed=None)
    rows = (row.entry for row in placed.listed.rows)
    shown = entries.built(placed.listed.type, rows, is_staff=False)
    return replace(placed, listed=shown)
