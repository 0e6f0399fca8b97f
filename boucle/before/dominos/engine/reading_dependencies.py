"""Dependencies from a file: rows checked one by one, then gates as a whole."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from boucle.before.dominos.engine import cells, sheets
from boucle.before.dominos.engine.model import ALL, GATES, SOME, Dependencies, Flags, Longs, Services, gates_of
from boucle.before.dominos.engine.sheets import Block, Problem
from boucle.foundation.core.sentences import gettext_noop as _

NAMES = {
    "dependant": "service", "fournisseur": "supplier", "porte": "gate", "groupe": "group", "autonomie": "autonomy",
    "autonomie_min": "autonomy_min", "autonomie_max": "autonomy_max", "panne": "failure", "recharge": "refill",
}  # fmt: skip
TIMES = ("autonomy_min", "autonomy", "autonomy_max", "refill")

UNKNOWN = _("No service has the id “%(value)s”.")
ITSELF = _("“%(value)s” cannot depend on itself.")
GATE = _("“%(value)s” is no gate: all, any, some or network.")
HOURS = _("“%(value)s” is no number of hours, 0 or more, in the column “%(column)s”.")
ORDER = _("The likely autonomy lies between the least and the most: %(value)s does not.")
LIKELY = _("A least or a most autonomy needs a likely one in the column “autonomy”.")
FAILURE = _("“%(value)s” is no probability, from 0 to 1.")
COUNT = _("“%(value)s” is no number of suppliers, 1 or more, in the column “k”.")
TWICE = _("This dependency is there twice: the first row counts.")
TOO_MANY = _("The gate needs %(need)s suppliers and has %(size)s: its rows are set aside.")
DIFFERS = _("The figures differ from those of the first row of this gate, which count.")


def dependencies(file: BinaryIO, services: Services, problems: list[Problem]) -> Dependencies:
    rows = {one: row for row, one in enumerate(services.ids)}
    groups = cells.Words()
    parts: list[Dependencies] = []
    lines = [np.empty(0, np.int64)]
    for block in sheets.blocks(file, NAMES, ("service", "supplier"), problems):
        part = columns(block, rows, groups)
        kept = check(block, part, problems)
        parts.append(picked(part, kept))
        lines.append(block.lines[kept])
    return whole_gates(services, joined(parts), np.concatenate(lines), problems)


def joined(parts: list[Dependencies]) -> Dependencies:
    none, no_gate, no_share = np.empty(0, np.int32), np.empty(0, np.int8), np.empty(0)
    parts = parts or [Dependencies(none, none, no_gate, none, none, none, none, none, no_share, none)]
    return Dependencies(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Dependencies)))


def columns(block: Block, rows: dict[str, int], groups: cells.Words) -> Dependencies:
    """Every row of the block, whether it holds or not."""
    low, likely, high, refill = (cells.hours(block.get(name)) for name in TIMES)
    need = cells.numbers(block.get("k"))
    codes = {gate: code for code, gate in enumerate(GATES)} | {"": GATES.index(ALL)}
    named = block.get("group")
    return Dependencies(
        service=cells.places(block.get("service"), rows),
        supplier=cells.places(block.get("supplier"), rows),
        gate=np.array([codes.get(gate.lower(), -1) for gate in block.get("gate")], np.int8),
        need=np.where(np.isfinite(need), np.clip(need, 0, 2**30), 0).astype(np.int32),
        group=np.where([bool(name) for name in named], groups.codes(named), -1).astype(np.int32),
        low=cells.minutes(np.where(np.isnan(low), likely, low)),
        likely=cells.minutes(likely),
        high=cells.minutes(np.where(np.isnan(high), likely, high)),
        failure=np.nan_to_num(cells.numbers(block.get("failure"))),
        refill=cells.minutes(refill),
    )


def check(block: Block, part: Dependencies, problems: list[Problem]) -> Longs:
    """The rows that are taken."""
    is_good = np.ones(len(block.lines), bool)

    def refuse(is_bad: Flags, sentence: str, column: str) -> None:
        sheets.refuse(is_good, is_bad, sentence, block, column, problems)

    refuse(part.service < 0, UNKNOWN, "service")
    refuse(part.supplier < 0, UNKNOWN, "supplier")
    refuse(part.service == part.supplier, ITSELF, "service")
    refuse(part.gate < 0, GATE, "gate")
    found = {name: cells.hours(block.get(name)) for name in TIMES}
    for name, hours in found.items():
        refuse((hours < 0) | np.isinf(hours), HOURS, name)
    is_bound = ~np.isnan(found["autonomy_min"]) | ~np.isnan(found["autonomy_max"])
    refuse(is_bound & np.isnan(found["autonomy"]), LIKELY, "autonomy")
    refuse((part.low > part.likely) | (part.likely > part.high), ORDER, "autonomy")
    refuse((part.failure < 0) | (part.failure > 1), FAILURE, "failure")
    count = cells.numbers(block.get("k"))
    refuse((part.gate == GATES.index(SOME)) & ~((count >= 1) & (count == np.rint(count))), COUNT, "k")
    return np.flatnonzero(is_good)


def picked(given: Dependencies, kept: NDArray[Any]) -> Dependencies:
    return Dependencies(*(getattr(given, field.name)[kept] for field in fields(given)))


def whole_gates(services: Services, given: Dependencies, lines: Longs, problems: list[Problem]) -> Dependencies:
    """Without rows that are there twice, nor gates that need more suppliers than they have."""
    twice = doubles(services, given)
    problems += [Problem(int(lines[row]), TWICE) for row in np.flatnonzero(twice)]
    given, lines = picked(given, ~twice), lines[~twice]
    order, is_first = gates_of(services, given)
    gate = np.cumsum(is_first) - 1
    first = order[is_first][gate]
    names = ("need", "low", "likely", "high", "failure", "refill")
    differs = np.any([getattr(given, name)[order] != getattr(given, name)[first] for name in names], axis=0)
    problems += [Problem(int(lines[row]), DIFFERS, is_kept=True) for row in np.sort(order[differs])]
    sizes = np.bincount(gate, minlength=1)[gate]
    need = np.where(given.gate[first] == GATES.index(SOME), given.need[first], 0)
    broken = order[need > sizes]
    problems += told(zip(lines[broken], need[need > sizes], sizes[need > sizes], strict=True))
    kept = np.ones(len(given), bool)
    kept[broken] = False
    return picked(given, kept)


def doubles(services: Services, given: Dependencies) -> Flags:
    """Rows of one gate, or of one "all" without a group, that name the same supplier as a row before."""
    pair = given.service.astype(np.int64) * max(len(services), 1) + given.supplier
    kind = (given.group.astype(np.int64) + 1) * len(GATES) + given.gate
    order = np.lexsort((kind, pair))
    twice = np.zeros(len(given), bool)
    twice[order[1:]] = (pair[order][1:] == pair[order][:-1]) & (kind[order][1:] == kind[order][:-1])
    return twice


def told(found: Iterable[tuple[int, int, int]]) -> list[Problem]:
    return [Problem(int(line), TOO_MANY, {"need": int(need), "size": int(size)}) for line, need, size in found]
