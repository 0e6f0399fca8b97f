"""What losses cost: person-hours without service, by place, by vulnerability, and when vital functions break.

A person-hour is one person without one service for one hour: a home without water and telephone counts twice.
"""

from dataclasses import dataclass

import numpy as np

from boucle.before.dominos.engine.model import Column, Floats, Longs, Model
from boucle.before.dominos.engine.timeline import Losses

HOUR = 60


@dataclass(frozen=True)
class Tally:
    """Person-hours: `total`, and in the order of the names of each column of the services."""

    total: float
    by_place: Floats
    by_vulnerability: Floats
    by_kind: Floats
    share: float  # of all person-hours that were to be served within the horizon: 1 - Q over time, 0 to 1


@dataclass(frozen=True)
class Break:
    """The first loss of a vital function: its kind as a place in the names, the service and the minute."""

    kind: int
    service: int
    minute: int


def tally(model: Model, losses: Losses) -> Tally:
    services = model.services
    by_place, by_vulnerability, by_kind = (
        by(column, model, losses)[0] for column in (services.place, services.vulnerability, services.kind)
    )
    total = float(cost(model, losses).sum()) / HOUR
    served = int(services.people.sum()) * losses.horizon / HOUR
    return Tally(total, by_place, by_vulnerability, by_kind, total / served if served else 0.0)


def cost(model: Model, losses: Losses) -> Longs:
    """Person-minutes of each loss."""
    return model.services.people[losses.service // copies_of(model, losses)] * losses.minutes


def by(column: Column, model: Model, losses: Losses) -> Floats:
    """Person-hours by copy of the territory and by name of the column."""
    copies, width = copies_of(model, losses), len(column.names)
    service, copy = np.divmod(losses.service, copies)
    found = np.bincount(copy * width + column.codes[service], cost(model, losses), copies * width)
    return found.reshape(copies, width) / HOUR


def by_copy(model: Model, losses: Losses) -> Floats:
    """Person-hours of each copy of the territory."""
    copies = copies_of(model, losses)
    return np.bincount(losses.service % copies, cost(model, losses), copies) / HOUR


def copies_of(model: Model, losses: Losses) -> int:
    """How many copies of the territory were run together; of one without services there is one."""
    return max(losses.services // max(len(model), 1), 1)


def breaks(model: Model, losses: Losses) -> list[Break]:
    """The first loss of each vital function that breaks, the earliest first."""
    rows = np.flatnonzero(model.services.is_vital[losses.service])
    rows = rows[np.lexsort((losses.service[rows], losses.wave[rows], losses.start[rows]))]
    kinds, firsts = np.unique(model.services.kind.codes[losses.service[rows]], return_index=True)
    found = sorted(zip(firsts.tolist(), kinds.tolist(), strict=True))
    return [Break(kind, int(losses.service[rows[at]]), int(losses.start[rows[at]])) for at, kind in found]
