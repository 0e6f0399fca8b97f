"""Dominoes by the thousand: draws of the autonomies, and each service lost alone, on 10,000 services.

    python -m benchmarks.dominos_cases [services] [workers]

The limit of the draws is sampling alone; their bound holds for the rotations that two countries use. Cuts that follow
one another for two days without a pause, which nobody plans, are measured beside them. The limit of the services lost
alone is one product of the dependencies with the matrix of all cases, as sparse as they are: one wave of each.
"""

import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.sparse import csr_array, eye_array

from benchmarks import valleys
from boucle.before.dominos.engine import draws, model, ranking, schedule
from boucle.before.dominos.engine.model import Dependencies, Model
from boucle.before.dominos.engine.timeline import Outages

SERVICES, DRAWS = 10_000, 1000
TRANCHES = [f"t{number}" for number in range(valleys.TRANCHES)]
BELGIAN, FRENCH = ROTATIONS = "Belgian evenings", "French windows"
DRAWS_BOUND, SINGLE_BOUND = 10.0, 30.0  # seconds


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SERVICES
    workers = int(sys.argv[2]) if len(sys.argv) > 2 else None
    services, given, outages = valleys.valley(count)
    town = model.compile(services, given)
    sampled, _ = measured(lambda: sample(town))
    plans = {
        BELGIAN: rotated(town, schedule.belgian(2, TRANCHES)),
        FRENCH: rotated(town, schedule.french(TRANCHES, 2)),
        "cuts without a pause": outages,
    }
    spent = {name: drawn(name, town, plan, sampled, workers) for name, plan in plans.items()}
    single, cases = measured(lambda: ranking.single(town, valleys.HORIZON, workers=workers))
    wave, _ = measured(lambda: first_wave(given, count))
    print(f"{len(cases)} services lost alone in {single:.1f} s; limit {wave:.3f} s, ratio 1/{single / wave:.0f}")
    if max(spent[name] for name in ROTATIONS) > DRAWS_BOUND or single > SINGLE_BOUND:
        raise SystemExit(f"slower than {DRAWS_BOUND:.0f} s or {SINGLE_BOUND:.0f} s")


def rotated(town: Model, cuts: list[schedule.Cut]) -> Outages:
    return schedule.outages(town.services, cuts)


def drawn(name: str, town: Model, outages: Outages, sampled: float, workers: int | None) -> float:
    """Seconds of a thousand draws of two days."""
    spent, found = measured(lambda: draws.draw(town, outages, valleys.HORIZON, DRAWS, 1, workers=workers))
    print(f"{DRAWS} draws of {len(town)} services, {name}: mean {found.total.mean():.0f} person-hours", end=" ")
    print(f"in {spent:.1f} s; limit {sampled:.2f} s, ratio 1/{spent / sampled:.0f}")
    return spent


def sample(town: Model) -> None:
    for number in range(DRAWS):
        draws.autonomies(town, 1, number)


def first_wave(given: Dependencies, count: int) -> None:
    matrix = csr_array((np.ones(len(given), np.float32), (given.service, given.supplier)), shape=(count, count))
    matrix @ eye_array(count, dtype=np.float32, format="csr")


def measured(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    found = work()
    return time.perf_counter() - begun, found


if __name__ == "__main__":
    main()
