"""Outages and measures from files."""

from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from boucle.before.dominos.engine import cells, measures, sheets
from boucle.before.dominos.engine.measures import EVERY, Measure, Part
from boucle.before.dominos.engine.model import Flags, Longs, Services
from boucle.before.dominos.engine.schedule import members
from boucle.before.dominos.engine.sheets import Block, Problem
from boucle.before.dominos.engine.timeline import NEVER, Outages
from boucle.before.dominos.enums import Change
from boucle.foundation.core.sentences import gettext_noop as _

SCHEDULE = {"debut": "from", "de": "from", "fin": "to", "a": "to", "evenement": "event"}
MEASURES = {
    "mesure": "measure", "changement": "change", "valeur": "value", "fournisseur": "supplier", "prix": "price",
    "debut": "from", "de": "from",
}  # fmt: skip

SERVICE = _("No service has the id “%(value)s”.")
TRANCHE = _("No service is in the tranche “%(value)s”.")
NEITHER = _("The row names neither a service nor a tranche.")
BOTH = _("The row names a service and a tranche: one of the two.")
START = _("“%(value)s” is no hour, 0 or more, counted from the start.")
END = _("“%(value)s” is no hour after the beginning of the outage.")
OVERLAP = _("This outage begins before another one of the same service is over.")
NO_NAME = _("The measure has no name.")
CHANGE = _("“%(value)s” is no change: autonomy, refill, failure, restart or sheltered.")
VALUE = _("“%(value)s” is no value of this change.")
PRICE = _("“%(value)s” is no price, 0 or more.")


@dataclass(frozen=True)
class Plan:
    """`events[row]` and `lines[row]` of what each outage comes from."""

    outages: Outages
    events: list[str]
    lines: Longs
    problems: list[Problem]


def schedule(file: BinaryIO, services: Services) -> Plan:
    """Raises Refusal when the file has no header or lacks a column."""
    rows, tranches = {one: row for row, one in enumerate(services.ids)}, members(services)
    problems: list[Problem] = []
    who, parts, events = [np.empty(0, np.int64)], [np.empty((0, 3), np.int64)], []
    for block in sheets.blocks(file, SCHEDULE, ("from",), problems):
        start, end, kept = times(block, rows, tranches, problems)
        for at in kept.tolist():
            name = block.get("tranche")[at]
            found = tranches[name] if name else np.array([rows[block.get("service")[at]]])
            who.append(found)
            parts.append(np.broadcast_to([start[at], end[at], block.lines[at]], (len(found), 3)))
            events += [block.get("event")[at] or name] * len(found)
    service, table = np.concatenate(who), np.concatenate(parts)
    left = np.flatnonzero(apart(service, table, problems))
    outages = Outages(service[left], table[left, 0].astype(np.int32), table[left, 1].astype(np.int32))
    return Plan(outages, [events[at] for at in left.tolist()], table[left, 2], problems)


def times(
    block: Block, rows: dict[str, int], tranches: dict[str, Longs], problems: list[Problem]
) -> tuple[Longs, Longs, Longs]:
    """When each outage begins and ends, in minutes, and which rows are taken."""
    is_good = np.ones(len(block.lines), bool)

    def refuse(is_bad: Flags, sentence: str, column: str) -> None:
        sheets.refuse(is_good, is_bad, sentence, block, column, problems)

    services, names = block.get("service"), block.get("tranche")
    has_service, has_tranche = np.array([bool(one) for one in services]), np.array([bool(one) for one in names])
    refuse(~has_service & ~has_tranche, NEITHER, "service")
    refuse(has_service & has_tranche, BOTH, "service")
    refuse(has_service & (cells.places(services, rows) < 0), SERVICE, "service")
    refuse(has_tranche & np.array([name not in tranches for name in names]), TRANCHE, "tranche")
    starts, ends = cells.hours(block.get("from")), cells.hours(block.get("to"))
    refuse(~(starts >= 0) | np.isinf(starts), START, "from")
    start = cells.minutes(starts).astype(np.int64)
    end = np.where(np.isnan(ends), NEVER, cells.minutes(ends))
    refuse((end <= start) | np.isinf(ends), END, "to")
    return start, end, np.flatnonzero(is_good)


def apart(service: Longs, table: Longs, problems: list[Problem]) -> Flags:
    """Without the rows of the file that begin during an outage of the same service."""
    kept = np.ones(len(service), bool)
    while True:
        left = np.flatnonzero(kept)
        order = left[np.lexsort((table[left, 2], table[left, 0], service[left]))]
        is_same = service[order][1:] == service[order][:-1]
        late = order[1:][is_same & (table[order[1:], 0] < table[order[:-1], 1])]
        if not len(late):
            return kept
        lines = np.unique(table[late, 2])
        problems += [Problem(int(line), OVERLAP) for line in lines]
        kept &= ~np.isin(table[:, 2], lines)


def read_measures(file: BinaryIO, services: Services) -> tuple[list[Measure], list[Problem]]:
    """Rows of one name are one measure. Raises Refusal when the file lacks a column."""
    rows = {one: row for row, one in enumerate(services.ids)}
    problems: list[Problem] = []
    parts: dict[str, list[Part]] = {}
    prices: dict[str, float] = {}
    for block in sheets.blocks(file, MEASURES, ("measure", "service", "change"), problems):
        for at, name in enumerate(block.get("measure")):
            row = {
                column: block.get(column)[at] for column in ("service", "change", "value", "supplier", "price", "from")
            }
            fault = fault_of(name, row, rows)
            if fault:
                problems.append(Problem(int(block.lines[at]), fault[0], {"value": fault[1]}))
                continue
            parts.setdefault(name, []).append(part_of(row, rows))
            if row["price"]:
                prices[name] = prices.get(name, 0.0) + cells.number(row["price"])
    return [Measure(name, tuple(found), prices.get(name)) for name, found in parts.items()], problems


def fault_of(name: str, row: dict[str, str], rows: dict[str, int]) -> tuple[str, str] | None:
    if not name:
        return NO_NAME, ""
    for column in ("service", "supplier"):
        if (row[column] or column == "service") and row[column] not in rows:
            return SERVICE, row[column]
    if row["change"] not in Change.values:
        return CHANGE, row["change"]
    value, price = value_of(row), cells.number(row["price"])
    most = 1.0 if row["change"] == Change.FAILURE else cells.LONGEST
    if row["change"] != Change.SHELTERED and not 0 <= value <= most:
        return VALUE, row["value"]
    if row["from"] and not 0 <= cells.hour(row["from"]) <= cells.LONGEST:
        return START, row["from"]
    return (PRICE, row["price"]) if price < 0 or price == cells.WRONG else None


def value_of(row: dict[str, str]) -> float:
    return cells.number(row["value"]) if row["change"] == Change.FAILURE else cells.hour(row["value"])


def part_of(row: dict[str, str], rows: dict[str, int]) -> measures.Part:
    value = value_of(row) if row["change"] != Change.SHELTERED else 0.0
    if row["change"] in (Change.AUTONOMY, Change.REFILL, Change.RESTART):
        value = float(round(value * 60))
    start = round(60 * cells.hour(row["from"])) if row["from"] else 0
    return Part(rows[row["service"]], row["change"], value, rows.get(row["supplier"], EVERY), start)
