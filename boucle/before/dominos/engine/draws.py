"""Monte-Carlo: the same outages with autonomies drawn by lot, and how far the results spread.

Each gate's autonomy follows the triangular law of its least, likely and most, rounded to the minute; with the
probability `failure` its backup does not start, and it has none. Draw number i takes its seed from (seed, i) alone.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from boucle.before.dominos.engine import later as changes
from boucle.before.dominos.engine import run, spread, tally
from boucle.before.dominos.engine.later import NOTHING, Later
from boucle.before.dominos.engine.model import Floats, Ints, Longs, Model
from boucle.before.dominos.engine.timeline import NEVER, Losses, Outages

SIZE = 14_000_000  # services and gates drawn together
LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Draws:
    """One row for each draw: person-hours by place and by vulnerability, and the first loss of each kind that is
    vital, in minutes, NEVER when it holds. `lost[service]`: in how many draws it is lost at all."""

    by_place: Floats
    by_vulnerability: Floats
    breaks: Ints
    lost: Longs

    @property
    def total(self) -> Floats:
        found: Floats = self.by_place.sum(axis=1)
        return found


@dataclass(frozen=True)
class Band:
    """The mean, and the bounds between which nine draws in ten lie, around the middle one."""

    mean: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Work:
    model: Model
    outages: Outages
    horizon: int
    seed: int
    later: Later


def draw(
    model: Model, outages: Outages, horizon: int, draws: int, seed: int, *, later: Later = NOTHING, **how: Any
) -> Draws:
    """`later`: what changes while the run goes on. `how`: workers, cluster (see spread); they change nothing of what is
    found."""
    count = min(draws, -(-draws * (len(model) + model.gates + 1) // SIZE))
    parts = [range(draws * part // count, draws * (part + 1) // count) for part in range(count)]
    found = spread.spread(some, Work(model, outages, horizon, seed, later), parts, **how)
    return Draws(
        np.concatenate([part.by_place for part in found]),
        np.concatenate([part.by_vulnerability for part in found]),
        np.concatenate([part.breaks for part in found]),
        np.sum([part.lost for part in found], axis=0),
    )


def band(values: Floats) -> Band:
    low, middle, high = np.quantile(values, LEVELS).tolist()
    return Band(float(values.mean()), low, middle, high)


def some(work: Work, numbers: range) -> Draws:
    model, copies = work.model, len(numbers)
    autonomy, later = lots(work, numbers)
    outages = work.outages.in_each(copies)
    losses = run.run(model, outages, work.horizon, copies=copies, autonomy=autonomy, explains=False, later=later)
    services = model.services
    is_lost = np.zeros(losses.services, bool)
    is_lost[losses.service] = True
    return Draws(
        tally.by(services.place, model, losses),
        tally.by(services.vulnerability, model, losses),
        first_breaks(model, losses, copies),
        is_lost.reshape(len(model), copies).sum(axis=1),
    )


def lots(work: Work, numbers: range) -> tuple[Ints, Later]:
    """What is drawn for these numbers: the autonomy of each gate of each copy, and what changes later."""
    model = work.model
    reserves, luck = (
        np.stack(one) for one in zip(*(sampled(model, work.seed, number) for number in numbers), strict=True)
    )
    autonomy = np.where(luck < model.failure, 0, reserves).astype(np.int32).T.ravel()
    return autonomy, changes.drawn(model, work.later, reserves, luck)


def autonomies(model: Model, seed: int, number: int) -> Ints:
    """Those of draw `number`, one for each gate, in minutes."""
    reserves, luck = sampled(model, seed, number)
    return np.where(luck < model.failure, 0, reserves).astype(np.int32)


def sampled(model: Model, seed: int, number: int) -> tuple[Ints, Floats]:
    """What each gate has where its backup starts, in minutes, and the luck by which it does."""
    chance = np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(number,)))
    return triangular(model, chance.random(model.gates)), chance.random(model.gates)


def triangular(model: Model, level: Floats) -> Ints:
    """The quantile at this level of each gate's triangular law, by its inverse."""
    low, middle, high = (values.astype(float) for values in (model.low, model.autonomy, model.high))
    rising, falling, width = middle - low, high - middle, high - low
    is_low = level * width < rising
    distance = np.sqrt(width * np.where(is_low, level * rising, (1 - level) * falling))
    found: Ints = np.rint(np.where(is_low, low + distance, high - distance)).astype(np.int32)
    return found


def first_breaks(model: Model, losses: Losses, copies: int) -> Ints:
    kinds = len(model.services.kind.names)
    found = np.full(copies * kinds, NEVER, np.int32)
    service, copy = np.divmod(losses.service, copies)
    vital = model.services.is_vital[service]
    place = copy * kinds + model.services.kind.codes[service]
    np.minimum.at(found, place[vital], losses.start[vital])
    return found.reshape(copies, kinds)
