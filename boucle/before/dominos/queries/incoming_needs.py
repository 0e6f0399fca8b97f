"""Dependencies from a file, among the services of another file and those that are there already."""

from typing import BinaryIO

from boucle.before.dominos.engine import cells, model, reading_dependencies, sheets
from boucle.before.dominos.engine.model import Dependencies, Services
from boucle.before.dominos.engine.sheets import Problem
from boucle.before.dominos.models import Service
from boucle.before.dominos.queries import towns
from boucle.before.dominos.queries.incoming_shapes import EXTRA_NAMES, SOURCE, Incoming, Need, source_of
from boucle.foundation.core import sentences


def read_needs(there: dict[str, Service], file: BinaryIO, found: Incoming) -> None:
    """Dependencies among the services of the file and those that are there already."""
    problems: list[Problem] = []
    services = towns.arrays(list(there.values()))
    given = reading_dependencies.dependencies(file, services, problems)
    file.seek(0)
    groups, more = extras_of_needs(file)
    for row in range(len(given)):
        try:
            found.needs.append(need(services, given, row, groups, more, found.source))
        except sentences.Refusal as refused:
            problems.append(Problem(line_of(services, given, row, groups, more), refused.sentence, refused.values))
    found.problems += [("dependencies", one) for one in sorted(problems, key=lambda one: one.line)]


Pair = tuple[str, str, str]  # service, supplier, group
Cells = dict[Pair, tuple[int, dict[str, str]]]  # the line, and what the engine does not need


def extras_of_needs(file: BinaryIO) -> tuple[list[str], Cells]:
    """The names behind the engine's codes of groups, coded as it does, in the order in which they come; and where the
    figures of each dependency come from, by the first row that says it."""
    names, found = cells.Words(), Cells()
    for block in sheets.blocks(file, {**reading_dependencies.NAMES, **EXTRA_NAMES}, ("service",), []):
        names.codes(block.get("group"))
        columns = {name: block.get(name) for name in ("service", "supplier", "group", *SOURCE)}
        for at, line in enumerate(block.lines.tolist()):
            cell = {name: column[at] for name, column in columns.items()}
            found.setdefault((cell["service"], cell["supplier"], cell["group"]), (line, cell))
    return list(names.known), found


def pair(services: Services, given: Dependencies, row: int, groups: list[str]) -> Pair:
    group = int(given.group[row])
    service, supplier = services.ids[given.service[row]], services.ids[given.supplier[row]]
    return service, supplier, groups[group] if group >= 0 else ""


def line_of(services: Services, given: Dependencies, row: int, groups: list[str], more: Cells) -> int:
    return more[pair(services, given, row, groups)][0]


def need(services: Services, given: Dependencies, row: int, groups: list[str], more: Cells, source: str) -> Need:
    service, supplier, group = pair(services, given, row, groups)
    fields = {
        "gate": model.GATES[given.gate[row]],
        "need": max(1, int(given.need[row])),
        "group": group[:40],
        "failure": float(given.failure[row]),
        **{name: int(getattr(given, name)[row]) for name in ("low", "likely", "high", "refill")},
    }
    return Need(service, supplier, fields, source_of(source, more[service, supplier, group][1]))
