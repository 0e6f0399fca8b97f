"""Many small runs of one territory at once: each is a copy beside the others, as many as memory holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from boucle.before.dominos.engine import run, spread, tally
from boucle.before.dominos.engine.model import Floats, Longs, Model
from boucle.before.dominos.engine.timeline import Outages

SIZE = 20_000_000  # services and gates side by side, that most cases never touch


@dataclass(frozen=True)
class Work:
    """What every process reads: cases last `length` minutes of a run of `horizon`."""

    model: Model
    length: int
    horizon: int


def costs(model: Model, lost: Sequence[Longs] | Longs, length: int, horizon: int, **how: Any) -> Floats:
    """Person-hours of each case, in which the services of its row of `lost` are out from the start, so many minutes."""
    parts = list(chunks(np.asarray(lost, np.int64), model))
    found = spread.spread(chunk_costs, Work(model, length, horizon), parts, **how)
    return np.concatenate([np.empty(0), *found])


def chunks(lost: Longs, model: Model) -> Iterator[Longs]:
    """Parts of a fixed size: the answer does not depend on who computes them."""
    step = max(1, SIZE // (len(model) + model.gates + 1))
    for first in range(0, len(lost), step):
        yield lost[first : first + step]


def chunk_costs(work: Work, lost: Longs) -> Floats:
    services = (lost * len(lost) + np.arange(len(lost))[:, None]).ravel()
    start = np.zeros(len(services), np.int32)
    outages = Outages(services, start, start + np.int32(work.length))
    return tally.by_copy(work.model, run.run(work.model, outages, work.horizon, copies=len(lost), explains=False))
