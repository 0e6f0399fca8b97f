"""Which name each group of a map has, and which names have lost their group."""

import dataclasses
from dataclasses import dataclass

from boucle.together.consultations.engine import naming
from boucle.together.consultations.models import Consultation, GroupName
from boucle.together.consultations.queries.opinion_map import Ready


@dataclass(frozen=True)
class Names:
    """`given`: by group; `fallen`: those that no group resembles any more."""

    given: dict[int, GroupName]
    fallen: list[GroupName]


def of(consultation: Consultation, found: Ready) -> Names:
    """One query."""
    rows = list(consultation.group_names.all())
    matches = naming.matched([row.leans for row in rows], leans(found)) if rows else {}
    given = {group: rows[at] for group, at in matches.items()}
    return Names(given, [row for at, row in enumerate(rows) if at not in matches.values()])


def leans(found: Ready) -> list[dict[str, float]]:
    return naming.leans(found.counts, found.statements)


def named(consultation: Consultation, found: Ready) -> Ready:
    """The map, with the names of its groups. What is kept of a map holds none: a name may change without it."""
    return with_names(found, of(consultation, found))


def with_names(found: Ready, names: Names) -> Ready:
    told = {group: naming.Name(row.name, row.sentence) for group, row in names.given.items()}
    return dataclasses.replace(found, names=told)
