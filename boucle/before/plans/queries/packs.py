"""The pack of a role: all that it does, from everywhere in the plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from boucle.before.plans.enums import Discipline
from boucle.before.plans.models import Card, Entry, Measure, Person
from boucle.before.plans.queries import entries
from boucle.before.plans.queries.papers import Placed, Whole
from boucle.foundation.core.text import fold


@dataclass(frozen=True)
class Task:
    """A measure with the section that it comes from."""

    measure: Measure
    placed: Placed


@dataclass(frozen=True)
class Pack:
    """All that a role does: its measures in the order of time, its cards, what it says, whom it calls."""

    role: str
    tasks: Sequence[Task]
    cards: Sequence[Card]
    messages: Sequence[entries.Row]
    people: Sequence[entries.Row]
    sections: Sequence[Placed]


def pack(found: Whole, role: str) -> Pack | None:
    """A role as measures and cards name it, or a discipline (`d4`); None for one that the plan does not know."""
    wanted = fold(role.strip())
    name = next((each for each in found.roles if fold(each) == wanted), "")
    discipline = wanted if wanted in Discipline.values else ""
    if not name and not discipline:
        return None
    tasks = [
        Task(measure, placed) for placed in found.sections for measure in placed.measures if is_for(measure, wanted)
    ]
    cards = [card for card in found.cards if is_for(card, wanted)]
    mine = {task.placed.section.pk for task in tasks} | {card.section_id for card in cards}
    sections = [each for each in found.sections if each.section.pk in mine or each.section.discipline == wanted]
    disciplines = {task.measure.discipline for task in tasks} | {card.discipline for card in cards}
    disciplines = (disciplines | {discipline}) - {""}
    return Pack(
        role=name or str(Discipline(discipline).label),
        tasks=sorted(tasks, key=lambda task: (task.measure.minutes is None, task.measure.minutes or 0)),
        cards=cards,
        messages=said(found, sections, disciplines),
        people=called(found, wanted, disciplines),
        sections=sections,
    )


def is_for(row: Measure | Card, wanted: str) -> bool:
    return fold(row.role) == wanted or row.discipline == wanted


def said(found: Whole, sections: Sequence[Placed], disciplines: set[str]) -> list[entries.Row]:
    """The messages of its sections; those who inform have them all."""
    seen = found.sections if Discipline.D5 in disciplines else sections
    return rows_of(seen, "message")


def called(found: Whole, wanted: str, disciplines: set[str]) -> list[entries.Row]:
    """Who fills the role, and those of its disciplines."""
    rows = rows_of(found.sections, "person")
    return [row for row in rows if is_called(row.entry, wanted, disciplines)]


def is_called(entry: Entry, wanted: str, disciplines: set[str]) -> bool:
    return isinstance(entry, Person) and (fold(entry.function) == wanted or entry.discipline in disciplines)


def rows_of(sections: Sequence[Placed], model: str) -> list[entries.Row]:
    rows = (row for placed in sections if placed.listed for row in placed.listed.rows)
    return [row for row in rows if row.entry._meta.model_name == model]
