"""Territories of any size for the measures of dominoes: feeders in tranches, then what stands on them."""

import numpy as np

from boucle.before.dominos.engine.model import ALL, ANY, GATES, Column, Dependencies, Services
from boucle.before.dominos.engine.schedule import Cut, outages
from boucle.before.dominos.engine.timeline import Outages

SEED = 20260101
HORIZON = 48 * 60  # minutes
TRANCHES, WINDOW = 8, 180
PLACES = 300
AUTONOMIES = np.array([0, 0, 30, 60, 120, 240, 480, 1440], np.int32)


def valley(count: int) -> tuple[Services, Dependencies, Outages]:
    """Three dependencies for each service; one feeder for a hundred services; the 8 tranches in turn, two days long."""
    chance = np.random.default_rng(SEED)
    feeders = max(TRANCHES, count // 100)
    services = made(count, feeders, chance)
    given = depending(count, feeders, chance)
    cuts = [Cut(f"t{at % TRANCHES}", start, start + WINDOW) for at, start in enumerate(range(0, HORIZON, WINDOW))]
    return services, given, outages(services, cuts)


def made(count: int, feeders: int, chance: np.random.Generator) -> Services:
    rows = np.arange(count)
    ids = [f"s{row}" for row in range(count)]
    nothing = Column([""], np.zeros(count, np.int32))
    tranche = np.where(rows < feeders, rows % TRANCHES + 1, 0).astype(np.int32)
    return Services(
        ids=ids,
        names=ids,
        people=chance.integers(0, 500, count),
        restart=chance.choice(np.array([0, 15, 60], np.int32), count),
        is_vital=rows % 10 == 0,
        kind=nothing,
        network=nothing,
        place=Column([str(place) for place in range(PLACES)], (rows % PLACES).astype(np.int32)),
        vulnerability=nothing,
        tranche=Column(["", *(f"t{at}" for at in range(TRANCHES))], tranche),
    )


def depending(count: int, feeders: int, chance: np.random.Generator) -> Dependencies:
    """Half of them on a feeder, the others on any service before; three in ten needed alone, the others any of them."""
    edges = 3 * count
    service = chance.integers(feeders, count, edges)
    supplier = np.where(
        chance.random(edges) < 0.5,
        chance.integers(0, feeders, edges),
        (chance.random(edges) * service).astype(np.int64),
    )
    likely = chance.choice(AUTONOMIES, edges)
    return Dependencies(
        service=service.astype(np.int32),
        supplier=supplier.astype(np.int32),
        gate=np.where(chance.random(edges) < 0.3, GATES.index(ALL), GATES.index(ANY)).astype(np.int8),
        need=np.ones(edges, np.int32),
        group=np.full(edges, -1, np.int32),
        low=likely // 2,
        likely=likely,
        high=likely * 2,
        failure=np.full(edges, 0.05),
        refill=np.zeros(edges, np.int32),
    )
