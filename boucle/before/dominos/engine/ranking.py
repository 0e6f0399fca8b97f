"""Which service costs most when it is lost alone (N-1), and which two when they are lost together (N-2)."""

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from boucle.before.dominos.engine import cases
from boucle.before.dominos.engine.model import Longs, Model


@dataclass(frozen=True)
class Case:
    """Services that are lost together, and the person-hours that it costs; `more` than the sum of each alone."""

    services: tuple[int, ...]
    person_hours: float
    more: float = 0.0


def single(
    model: Model, horizon: int, *, length: int | None = None, among: Longs | None = None, **how: Any
) -> list[Case]:
    """Each service lost alone from the start, for `length` minutes (the whole horizon), the costliest first.

    `among`: only these. `how`: workers, cluster (see spread).
    """
    rows = np.arange(len(model)) if among is None else among
    costs = cases.costs(model, rows[:, None], length or horizon, horizon, **how)
    order = np.lexsort((rows, -costs))
    return [Case((int(rows[at]),), float(costs[at])) for at in order]


def pairs(model: Model, horizon: int, *, length: int | None = None, among: Longs, **how: Any) -> list[Case]:
    """Every two of these services lost together, the costliest first; a pair with `more` stood in for one another."""
    found = single(model, horizon, length=length, among=among, **how)
    alone = {case.services[0]: case.person_hours for case in found}
    both = np.array(list(combinations(sorted(alone), 2)), np.int64).reshape(-1, 2)
    costs = cases.costs(model, both, length or horizon, horizon, **how)
    order = np.lexsort((both[:, 1], both[:, 0], -costs))
    named = [(tuple(both[at].tolist()), float(costs[at])) for at in order]
    return [Case(two, cost, cost - alone[two[0]] - alone[two[1]]) for two, cost in named]
