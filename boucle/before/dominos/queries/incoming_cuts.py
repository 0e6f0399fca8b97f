"""Schedules from a file, cut by cut: those that are new, beside those that are there already."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from boucle.before.dominos.engine import cells, reading_plan, sheets
from boucle.before.dominos.engine.sheets import Problem
from boucle.before.dominos.models import Inventory, Schedule, Service
from boucle.before.dominos.queries.incoming_shapes import DATED, Incoming, NewCut, NewSchedule
from boucle.foundation.core import sentences, text

NAMES = {**reading_plan.SCHEDULE, "horaire": "event", "schedule": "event", "jour": "day", "saison": "season"}
COLUMNS = ("event", "day", "season", "tranche", "service", "from", "to")

UNNAMED = sentences.gettext_noop("The row names no schedule: write its name under “event”.")
UNDATED = sentences.gettext_noop("No schedule “%(value)s” is there yet: a new one needs its day, such as 2026-11-18.")
SEVERAL = sentences.gettext_noop("Several schedules are named “%(value)s”: say the day of this one.")
ENDLESS = sentences.gettext_noop("The cut has no end.")
OVERLAP = sentences.gettext_noop("Another cut of the same one is not over by then.")
TWICE = sentences.gettext_noop("The row says again what line %(line)s says.")

Target = tuple[str, str]  # a tranche or a service's code, the other one empty
Time = tuple[int, int]  # minutes from the midnight that the schedule's day begins with


@dataclass
class Known:
    """A schedule of the inventory or of the file, and the cuts of each target: `lines` says which row brought one."""

    brought: NewSchedule
    cuts: dict[Target, list[Time]] = field(default_factory=dict)
    lines: dict[tuple[Target, Time], int] = field(default_factory=dict)


def read_cuts(inventory: Inventory, there: dict[str, Service], file: BinaryIO, found: Incoming) -> None:
    """Rows that are there are counted, rows that cannot be are told. Raises Refusal for a file without `from`."""
    problems: list[Problem] = []
    tranches = {one.tranche for one in there.values()} - {""}
    known = [standing(row) for row in inventory.schedules.prefetch_related("cuts__service")]
    for block in sheets.blocks(file, NAMES, ("from",), problems):
        columns = {name: block.get(name) for name in COLUMNS}
        for at, line in enumerate(block.lines.tolist()):
            cell = {name: column[at] for name, column in columns.items()}
            try:
                take_cut(known, cell, line, target_of(cell, tranches, there), found)
            except sentences.Refusal as refused:
                problems.append(Problem(line, refused.sentence, refused.values))
    found.schedules = [one.brought for one in known if one.brought.cuts]
    found.problems += [("schedules", one) for one in sorted(problems, key=lambda one: one.line)]


def standing(row: Schedule) -> Known:
    found = Known(NewSchedule(row.name, row.day, row.season, row.pk))
    for cut in row.cuts.all():
        target = ("", cut.service.code) if cut.service else (cut.tranche, "")
        found.cuts.setdefault(target, []).append((cut.start, cut.end))
    return found


def target_of(cell: dict[str, str], tranches: Iterable[str], there: dict[str, Service]) -> Target:
    tranche, service = cell["tranche"], cell["service"]
    if bool(tranche) == bool(service):
        raise sentences.Refusal(reading_plan.BOTH if tranche else reading_plan.NEITHER)
    if service and service not in there:
        raise sentences.Refusal(reading_plan.SERVICE, value=service)
    if tranche and tranche not in tranches:
        raise sentences.Refusal(reading_plan.TRANCHE, value=tranche)
    return tranche, service


def take_cut(known: list[Known], cell: dict[str, str], line: int, target: Target, found: Incoming) -> None:
    time = time_of(cell)
    one = schedule_of(known, cell)
    if (target, time) in one.lines:
        raise sentences.Refusal(TWICE, line=one.lines[target, time])
    others = one.cuts.setdefault(target, [])
    if time in others:
        found.unchanged_cuts += 1
    elif any(start < time[1] and time[0] < end for start, end in others):
        raise sentences.Refusal(OVERLAP)
    else:
        others.append(time)
        one.brought.cuts.append(NewCut(*target, *time))
    one.lines[target, time] = line


def time_of(cell: dict[str, str]) -> Time:
    start, end = cells.hour(cell["from"]), cells.hour(cell["to"])
    if not 0 <= start <= cells.LONGEST:
        raise sentences.Refusal(reading_plan.START, value=cell["from"])
    if math.isnan(end):
        raise sentences.Refusal(ENDLESS)
    times = round(60 * start), round(60 * min(end, cells.LONGEST + 1))
    if end > cells.LONGEST or times[1] <= times[0]:
        raise sentences.Refusal(reading_plan.END, value=cell["to"])
    return times


def schedule_of(known: list[Known], cell: dict[str, str]) -> Known:
    """The one of this name, and of this day where a day is said; or a new one."""
    name = text.clean_line(cell["event"])[:120]
    if not name:
        raise sentences.Refusal(UNNAMED)
    day = day_of(cell["day"])
    same = [one for one in known if one.brought.name == name and day in (None, one.brought.day)]
    if len(same) > 1 and day is None:
        raise sentences.Refusal(SEVERAL, value=name)
    if same:
        return same[0]
    if day is None:
        raise sentences.Refusal(UNDATED, value=name)
    made = Known(NewSchedule(name, day, text.clean_line(cell["season"])[:60]))
    known.append(made)
    return made


def day_of(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise sentences.Refusal(DATED, value=typed) from None
