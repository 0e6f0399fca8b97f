"""What a measure would spare: the same outages before and after, the best measure first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from boucle.before.dominos.engine import later, run, tally
from boucle.before.dominos.engine.later import Later
from boucle.before.dominos.engine.model import Floats, Longs, Model
from boucle.before.dominos.engine.timeline import Outages
from boucle.before.dominos.enums import Change

EVERY = -1


@dataclass(frozen=True)
class Part:
    """One change to one service; `supplier` says behind which of its gates, EVERY for all.

    `value` in minutes for an autonomy or a restart, in sixtieths for a refill, from 0 to 1 for a failure; it holds from
    minute `start` of the run.
    """

    service: int
    what: str
    value: float = 0.0
    supplier: int = EVERY
    start: int = 0


@dataclass(frozen=True)
class Measure:
    name: str
    parts: tuple[Part, ...]
    price: float | None = None


@dataclass(frozen=True)
class Benefit:
    """Person-hours before, after and spared, by place too."""

    measure: Measure
    before: float
    after: float
    spared_by_place: Floats

    @property
    def spared(self) -> float:
        return self.before - self.after


def compare(model: Model, outages: Outages, horizon: int, measures: Sequence[Measure]) -> list[Benefit]:
    before = tally.tally(model, run.run(model, outages, horizon))
    found = []
    for measure in measures:
        changed, left, then = apply(model, outages, measure)
        after = tally.tally(changed, run.run(changed, left, horizon, later=then))
        found.append(Benefit(measure, before.total, after.total, before.by_place - after.by_place))
    return sorted(found, key=lambda benefit: (-benefit.spared, benefit.measure.name))


def apply(model: Model, outages: Outages, measure: Measure) -> tuple[Model, Outages, Later]:
    """The territory with the measure, what is still cut, and what changes after the beginning."""
    rows: list[tuple[Change, int, int, float]] = []
    for part in measure.parts:
        if part.what == Change.SHELTERED:
            outages = sheltered(outages, part)
        elif part.start:
            rows += [(Change(part.what), row, part.start, part.value) for row in rows_of(model, part)]
        elif part.what == Change.RESTART:
            restart = model.services.restart.copy()
            restart[part.service] = part.value
            model = replace(model, services=replace(model.services, restart=restart))
        else:
            model = reserve(model, part)
    has_refill = model.has_refill or any(what == Change.REFILL and value for what, *_, value in rows)
    return replace(model, has_refill=has_refill), outages, later.later(rows)


def sheltered(outages: Outages, part: Part) -> Outages:
    """Its service is out at no minute from the part's beginning on."""
    is_its = outages.service == part.service
    end = np.where(is_its, np.minimum(outages.end, part.start), outages.end).astype(np.int32)
    kept = outages.start < end
    return Outages(outages.service[kept], outages.start[kept], end[kept])


def rows_of(model: Model, part: Part) -> list[int]:
    """Its service for a restart, else its gates."""
    return [part.service] if part.what == Change.RESTART else gates_of(model, part).tolist()


def reserve(model: Model, part: Part) -> Model:
    gates = gates_of(model, part)
    names = {Change.AUTONOMY: ("autonomy", "low", "high"), Change.REFILL: ("refill",), Change.FAILURE: ("failure",)}
    changed = {}
    for name in names[Change(part.what)]:
        changed[name] = getattr(model, name).copy()
        changed[name][gates] = part.value
    found = replace(model, **changed)
    return replace(found, has_refill=bool(found.refill.any()))


def gates_of(model: Model, part: Part) -> Longs:
    gates = np.arange(model.gate_from[part.service], model.gate_from[part.service + 1])
    if part.supplier == EVERY:
        return gates
    fed = [part.supplier in model.suppliers[model.fed_from[gate] : model.fed_from[gate + 1]] for gate in gates]
    found: Longs = gates[np.array(fed, bool)]
    return found
