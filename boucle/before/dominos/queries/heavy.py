"""What the worker computes of a schedule: bands, measures with theirs, rankings, tornado. Kept as JSON.

Services are kept by their codes, times in minutes, amounts in person-hours. All of it follows from the inventory, the
schedule, the seed and the number of draws.
"""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from boucle.before.dominos.engine import deadlocks, draws, measures, ranking, run, tornado
from boucle.before.dominos.engine.timeline import NEVER
from boucle.before.dominos.enums import Change
from boucle.before.dominos.models import Computed, Measure, Part
from boucle.before.dominos.queries import runs
from boucle.before.dominos.queries.runs import Ran
from boucle.before.dominos.queries.towns import Town

PAIRED = 30  # the costliest services, two by two
SHOWN = 20
LENGTH = 4 * 60  # minutes that a service is lost for, alone or with another
LEAST = 1.0  # person-hours: less is a rounding
LEVELS = (0.05, 0.95)
STEPS = ("bands", "measures", "single", "pairs", "tornado", "deadlocks")


def compute(row: Computed, done: Callable[[int], object] = lambda step: None) -> dict[str, Any]:
    """Step after step; `done` is told the number of each."""
    found = runs.ran(row.schedule, is_whole=row.is_whole)
    result: dict[str, Any] = {}
    for number, (name, value) in enumerate(steps(found, row), start=1):
        result[name] = value
        done(number)
    return result


def steps(found: Ran, row: Computed) -> Iterator[tuple[str, Any]]:
    drawn = draws.draw(found.town.model, found.outages, found.horizon, row.draws, row.seed)
    yield "bands", bands(found, drawn)
    yield "measures", compared(found, row, drawn)
    alone = ranking.single(found.town.model, horizon(), length=LENGTH)
    yield "single", [told(found.town, case) for case in alone[:SHOWN] if case.person_hours]
    among = np.array([case.services[0] for case in alone[:PAIRED]], np.int64)
    both = ranking.pairs(found.town.model, horizon(), length=LENGTH, among=among) if len(among) > 1 else []
    yield (
        "pairs",
        [told(found.town, case) for case in sorted(both, key=lambda one: -one.more)[:SHOWN] if case.more >= LEAST],
    )
    yield "tornado", widths(found)
    left = deadlocks.after(found.town.model, found.losses.down_at(found.horizon - 1))
    yield "deadlocks", loops(found.town, left)


def horizon() -> int:
    return LENGTH + runs.AFTER


def bands(found: Ran, drawn: draws.Draws) -> dict[str, Any]:
    """Of the total, and of what is lost by ricochet: the direct losses are the same in every draw."""
    low, high = np.quantile(drawn.total, LEVELS).tolist() if len(drawn.total) else (0.0, 0.0)
    kinds = found.town.model.services.kind.names
    breaks = {
        kind: [None if one == NEVER else int(one) for one in np.quantile(drawn.breaks[:, at], LEVELS, method="nearest")]
        for at, kind in enumerate(kinds)
        if (drawn.breaks[:, at] != NEVER).any()
    }
    lost = {
        found.town.services[row].code: int(drawn.lost[row])
        for row in np.flatnonzero(drawn.lost).tolist()
        if found.town.services[row].is_vital
    }
    return {
        "total": [low, high],
        "ricochet": [max(0.0, low - found.direct), max(0.0, high - found.direct)],
        "breaks": breaks,
        "lost": lost,
    }


def compared(found: Ran, row: Computed, before: draws.Draws) -> list[dict[str, Any]]:
    """Each measure: what it spares by the likely autonomies, and nine times in ten, draw against the same draw."""
    inventory = row.schedule.inventory
    given = {one.name: one for one in inventory.measures.prefetch_related("parts")}
    asked = [pieces(found.town, one) for one in given.values()]
    spared = measures.compare(found.town.model, found.outages, found.horizon, [one for one in asked if one.parts])
    return [
        {
            "id": given[one.measure.name].pk,
            "name": one.measure.name,
            "spared": one.spared,
            "band": band(found, row, one.measure, before),
            "vital": vital_saved(found, one.measure),
        }
        for one in spared
    ]


def band(found: Ran, row: Computed, measure: measures.Measure, before: draws.Draws) -> list[float]:
    model, outages, later = measures.apply(found.town.model, found.outages, measure)
    after = draws.draw(model, outages, found.horizon, row.draws, row.seed, later=later)
    bounds: list[float] = np.quantile(before.total - after.total, LEVELS).tolist()
    return bounds


def vital_saved(found: Ran, measure: measures.Measure) -> list[str]:
    """Vital services that are lost without it, and not with it."""
    model, outages, later = measures.apply(found.town.model, found.outages, measure)
    left = set(run.run(model, outages, found.horizon, later=later).service.tolist())
    lost = sorted(set(found.losses.service.tolist()) - left)
    return [found.town.services[row].code for row in lost if found.town.services[row].is_vital]


def pieces(town: Town, given: Measure) -> measures.Measure:
    """A measure as the engine takes it; changes to services that this town does not have are left out."""
    parts = [one for one in given.parts.all() if is_there(town, one)]
    return measures.Measure(
        given.name,
        tuple(
            measures.Part(
                town.rows[one.service_id],
                one.change,
                one.value if one.change == Change.FAILURE else float(round(60 * one.value)),
                town.rows[one.supplier_id] if one.supplier_id is not None else measures.EVERY,
                one.start,
            )
            for one in parts
        ),
        given.cost,
    )


def is_there(town: Town, part: Part) -> bool:
    return part.service_id in town.rows and (part.supplier_id is None or part.supplier_id in town.rows)


def told(town: Town, case: ranking.Case) -> dict[str, Any]:
    return {
        "services": [town.services[row].code for row in case.services],
        "cost": case.person_hours,
        "more": case.more,
    }


def widths(found: Ran) -> list[dict[str, Any]]:
    kinds = found.town.model.services.kind.names
    bars = tornado.tornado(found.town.model, found.outages, found.horizon)
    return [
        {"kind": kinds[one.kind], "supplier": kinds[one.supplier_kind], "least": one.least, "most": one.most}
        for one in bars[:SHOWN]
        if one.width
    ]


def loops(town: Town, found: list[deadlocks.Deadlock]) -> list[dict[str, Any]]:
    return [{"loop": [town.services[row].code for row in one.loop], "held": one.held} for one in found[:SHOWN]]
