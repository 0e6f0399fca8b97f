"""Services from a file. A row that cannot be taken is set aside with its line and the reason; the others count.

Columns and their units: docs/reference/recompute-dominos.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np

from boucle.before.dominos.engine import cells, reading_dependencies, sheets
from boucle.before.dominos.engine.model import Dependencies, Flags, Longs, Services
from boucle.before.dominos.engine.sheets import Block, Problem
from boucle.before.dominos.enums import VITAL
from boucle.foundation.core.sentences import gettext_noop as _

NAMES = {
    "identifiant": "id", "nom": "name", "type": "kind", "reseau": "network", "commune": "place", "lieu": "place",
    "personnes": "people", "vulnerabilite": "vulnerability", "redemarrage": "restart", "vitale": "vital",
}  # fmt: skip
COLUMNS = ("id", "name", "kind", "network", "place", "people", "vulnerability", "restart", "tranche", "vital")
WORDS = ("kind", "network", "place", "vulnerability", "tranche")
YES, NO = ("1", "yes", "true", "oui", "vrai"), ("0", "no", "false", "non", "faux")

NO_ID = _("The service has no id.")
TWICE = _("“%(id)s” is there twice: the first row counts.")
PEOPLE = _("“%(value)s” is no number of people, 0 or more.")
RESTART = _("“%(value)s” is no time to restart, in hours, 0 or more.")
NOBODY = _("“%(id)s” serves nobody and feeds nothing: its losses cost nothing.")
MOST = 10**10  # people: more than there are


@dataclass(frozen=True)
class Territory:
    """`problems` by file: "services", "dependencies"."""

    services: Services
    dependencies: Dependencies
    problems: dict[str, list[Problem]]


def territory(services_file: BinaryIO, dependencies_file: BinaryIO) -> Territory:
    """Raises Refusal when a file has no header or lacks a column."""
    told: dict[str, list[Problem]] = {"services": [], "dependencies": []}
    found, lines = services(services_file, told["services"])
    given = reading_dependencies.dependencies(dependencies_file, found, told["dependencies"])
    idle = found.people == 0
    idle[given.supplier] = False
    told["services"] += [
        Problem(lines[row], NOBODY, {"id": found.ids[row]}, is_kept=True) for row in np.flatnonzero(idle)
    ]
    return Territory(found, given, told)


def services(file: BinaryIO, problems: list[Problem]) -> tuple[Services, list[int]]:
    """The services, and the line of each."""
    words = {name: cells.Words("") for name in WORDS}
    rows: dict[str, int] = {}
    parts: dict[str, list[Any]] = {name: [] for name in (*COLUMNS, "line")}
    for block in sheets.blocks(file, NAMES, ("id",), problems):
        kept = np.flatnonzero(check(block, rows, problems))
        take(block, kept, words, parts)
    columns = {name: np.concatenate([np.empty(0), *parts[name]]) for name in ("people", "restart", "vital")}
    coded = {name: np.concatenate([np.empty(0, np.int32), *parts[name]]) for name in WORDS}
    kinds = np.array([kind in VITAL for kind in words["kind"].known], bool)
    vital = np.where(np.isnan(columns["vital"]), kinds[coded["kind"]], columns["vital"] == 1)
    found = Services(
        ids=parts["id"],
        names=parts["name"],
        people=np.rint(np.nan_to_num(columns["people"])).astype(np.int64),
        restart=cells.minutes(columns["restart"]),
        is_vital=vital,
        **{name: words[name].column(coded[name]) for name in WORDS},
    )
    return found, parts["line"]


def check(block: Block, rows: dict[str, int], problems: list[Problem]) -> Flags:
    """Which rows are taken; `rows` then holds their ids."""
    people, restart = cells.numbers(block.get("people")), cells.hours(block.get("restart"))
    is_good = np.ones(len(block.lines), bool)
    sheets.refuse(is_good, (people < 0) | (people > MOST), PEOPLE, block, "people", problems)
    sheets.refuse(is_good, (restart < 0) | np.isinf(restart), RESTART, block, "restart", problems)
    for at, one in enumerate(block.get("id")):
        if not is_good[at]:
            continue
        if not one or one in rows:
            problems.append(Problem(int(block.lines[at]), TWICE if one else NO_ID, {"id": one}))
            is_good[at] = False
        else:
            rows[one] = len(rows)
    return is_good


def take(block: Block, kept: Longs, words: dict[str, cells.Words], parts: dict[str, list[Any]]) -> None:
    def column(name: str) -> Sequence[str]:
        values = block.get(name)
        return [values[at] for at in kept.tolist()]

    parts["id"] += column("id")
    parts["name"] += [name or one for name, one in zip(column("name"), column("id"), strict=True)]
    parts["line"] += block.lines[kept].tolist()
    parts["people"].append(cells.numbers(column("people")))
    parts["restart"].append(cells.hours(column("restart")))
    parts["vital"].append(cells.mapped(column("vital"), yes))
    for name in WORDS:
        parts[name].append(words[name].codes(column(name)))


def yes(cell: str) -> float:
    folded = cell.lower()
    return 1.0 if folded in YES else 0.0 if folded in NO else cells.MISSING
