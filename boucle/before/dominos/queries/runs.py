"""A schedule run through a town: what falls, when, on what reserve each still stands."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from boucle.before.dominos.engine import run, tally
from boucle.before.dominos.engine.model import Flags
from boucle.before.dominos.engine.tally import Tally
from boucle.before.dominos.engine.timeline import NEVER, Losses, Outages
from boucle.before.dominos.models import Cut, Schedule
from boucle.before.dominos.queries import towns
from boucle.before.dominos.queries.towns import Town

AFTER = 24 * 60  # minutes computed after the last cut ends
MARGIN = 30  # minutes shown before the first cut and after the last return
STEP = 5  # minutes of the slider


@dataclass(frozen=True)
class Ran:
    town: Town
    schedule: Schedule
    cuts: list[Cut]
    outages: Outages
    horizon: int
    losses: Losses
    tally: Tally
    milliseconds: float

    @property
    def is_empty(self) -> bool:
        return not len(self.outages)

    @property
    def direct(self) -> float:
        """Person-hours of what the cuts hit themselves."""
        cost = tally.cost(self.town.model, self.losses)
        return float(cost[self.losses.wave == 0].sum()) / tally.HOUR

    @property
    def ricochet(self) -> float:
        return self.tally.total - self.direct


def ran(schedule: Schedule, *, is_whole: bool) -> Ran:
    began = time.perf_counter()
    found = towns.town(schedule.inventory, is_whole=is_whole)
    cuts = list(schedule.cuts.all())
    outages = hits(found, cuts)
    horizon = max((cut.end for cut in cuts), default=0) + AFTER
    losses = run.run(found.model, outages, horizon)
    counted = tally.tally(found.model, losses)
    return Ran(found, schedule, cuts, outages, horizon, losses, counted, 1000 * (time.perf_counter() - began))


def hits(town: Town, cuts: Sequence[Cut]) -> Outages:
    """Each service of each tranche cut, in the order of the cuts; a service that is not of this town is left out."""
    members: dict[str, list[int]] = {}
    for row, service in enumerate(town.services):
        if service.tranche:
            members.setdefault(service.tranche, []).append(row)
    lines = [(row, cut.start, cut.end) for cut in cuts for row in of_cut(town, members, cut)]
    columns = np.array(lines, np.int64).reshape(-1, 3)
    return Outages(columns[:, 0], columns[:, 1].astype(np.int32), columns[:, 2].astype(np.int32))


def of_cut(town: Town, members: dict[str, list[int]], cut: Cut) -> list[int]:
    if cut.service_id is None:
        return members.get(cut.tranche, [])
    return [town.rows[cut.service_id]] if cut.service_id in town.rows else []


def window(found: Ran) -> tuple[int, int]:
    """The minutes that the picture shows: from before the first cut to after the last return."""
    starts, ends = [cut.start for cut in found.cuts], [cut.end for cut in found.cuts]
    back = found.losses.end[found.losses.end != NEVER]
    last = max([*ends, int(back.max(initial=0))], default=0)
    first = max(0, min(starts, default=0) - MARGIN)
    return first - first % MARGIN, min(found.horizon, last + MARGIN + (-last % MARGIN))


def reserve_at(found: Ran, minute: int) -> Flags:
    """Which services are up in this minute though supply is missing behind one of their gates."""
    given, down = found.town.model, found.losses.down_at(minute)
    gate = np.repeat(np.arange(given.gates), np.diff(given.fed_from))
    missing = np.bincount(gate, down[given.suppliers], given.gates)
    standing = np.zeros(len(given), bool)
    standing[given.gate_service[missing > given.slack]] = True
    return standing & ~down


def touched(found: Ran) -> Flags:
    """Services that are lost, or that stand on a reserve at some moment: those whose gate was ever short of supply."""
    given = found.town.model
    seen = np.zeros(len(given), bool)
    seen[found.losses.service] = True
    for minute in sorted({int(at) for at in found.losses.start}):
        seen |= reserve_at(found, minute)
    return seen


Span = tuple[int, int]


def lost_spans(found: Ran, row: int) -> list[Span]:
    rows = found.losses.of(row)
    ends = np.minimum(found.losses.end[rows], found.horizon)
    return list(zip(found.losses.start[rows].tolist(), ends.tolist(), strict=True))


def reserve_spans(found: Ran, row: int) -> list[Span]:
    """When it stands on a reserve: a gate is short of supply, and it is not lost."""
    given = found.town.model
    short: list[Span] = []
    for gate in range(int(given.gate_from[row]), int(given.gate_from[row + 1])):
        suppliers = given.suppliers[given.fed_from[gate] : given.fed_from[gate + 1]]
        spans = [span for supplier in suppliers.tolist() for span in lost_spans(found, supplier)]
        short += beyond(spans, int(given.slack[gate]))
    return without(joined(short), lost_spans(found, row))


def beyond(spans: Iterable[Span], slack: int) -> list[Span]:
    """When more than `slack` of these spans run at once."""
    moves = sorted([(start, 1) for start, _ in spans] + [(end, -1) for _, end in spans])
    found, count, began = [], 0, 0
    for minute, step in moves:
        was, count = count > slack, count + step
        if count > slack and not was:
            began = minute
        elif was and count <= slack and minute > began:
            found.append((began, minute))
    return found


def joined(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    left = list(spans)
    for low, high in holes:
        cut = [part for start, end in left for part in ((start, min(end, low)), (max(start, high), end))]
        left = [(start, end) for start, end in cut if start < end]
    return sorted(set(left))
