"""Which autonomy matters: the cost of the same outages with one family of gates at its least, then at its most.

A family is the gates of services of one kind that suppliers of one kind feed: "masts, by feeders".
"""

from dataclasses import dataclass

import numpy as np

from boucle.before.dominos.engine import run, tally
from boucle.before.dominos.engine.model import Flags, Floats, Model
from boucle.before.dominos.engine.timeline import Outages

SIZE = 4_000_000  # gates of the copies that are run together


@dataclass(frozen=True)
class Bar:
    """Kinds as places in their names; person-hours with the family at its least and at its most autonomy."""

    kind: int
    supplier_kind: int
    least: float
    most: float

    @property
    def width(self) -> float:
        return abs(self.least - self.most)


def tornado(model: Model, outages: Outages, horizon: int) -> list[Bar]:
    """A bar for each family whose autonomies are not sure, the widest first."""
    kinds = model.services.kind
    count = len(kinds.names)
    supplier = model.suppliers[model.fed_from[:-1]]
    family = kinds.codes[model.gate_service].astype(np.int64) * count + kinds.codes[supplier]
    unsure = np.unique(family[model.low < model.high])
    step = max(1, SIZE // (2 * max(model.gates, 1)))
    parts = [unsure[first : first + step] for first in range(0, len(unsure), step)]
    costs = [part_costs(model, outages, horizon, [family == one for one in part.tolist()]) for part in parts]
    both = np.concatenate([np.empty((0, 2)), *costs])
    found = zip(unsure.tolist(), both.tolist(), strict=True)
    bars = [Bar(one // count, one % count, least, most) for one, (least, most) in found]
    return sorted(bars, key=lambda bar: (-bar.width, bar.kind, bar.supplier_kind))


def part_costs(model: Model, outages: Outages, horizon: int, families: list[Flags]) -> Floats:
    each = [np.where(one, values, model.autonomy) for one in families for values in (model.low, model.high)]
    autonomy, copies = np.stack(each, axis=1).ravel(), len(each)
    losses = run.run(model, outages.in_each(copies), horizon, copies=copies, autonomy=autonomy, explains=False)
    return tally.by_copy(model, losses).reshape(-1, 2)
