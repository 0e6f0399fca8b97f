"""What a measure would spare: the same outages before and after, the best measure first."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from boucle.before.dominos.engine import run, tally
from boucle.before.dominos.engine.model import Floats, Longs, Model
from boucle.before.dominos.engine.timeline import Outages
from boucle.before.dominos.enums import Change

EVERY = -1


@dataclass(frozen=True)
class Part:
    """One change to one service; `supplier` says behind which of its gates, EVERY for all.

    `value` in minutes for an autonomy or a restart, in sixtieths for a refill, from 0 to 1 for a failure.
    """

    service: int
    what: str
    value: float = 0.0
    supplier: int = EVERY


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
        changed, left = apply(model, outages, measure)
        after = tally.tally(changed, run.run(changed, left, horizon))
        found.append(Benefit(measure, before.total, after.total, before.by_place - after.by_place))
    return sorted(found, key=lambda benefit: (-benefit.spared, benefit.measure.name))


def apply(model: Model, outages: Outages, measure: Measure) -> tuple[Model, Outages]:
    """The territory with the measure, and what is still cut."""
    for part in measure.parts:
        if part.what == Change.SHELTERED:
            kept = outages.service != part.service
            outages = Outages(outages.service[kept], outages.start[kept], outages.end[kept])
        elif part.what == Change.RESTART:
            restart = model.services.restart.copy()
            restart[part.service] = part.value
            model = replace(model, services=replace(model.services, restart=restart))
        else:
            model = reserve(model, part)
    return model, outages


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
