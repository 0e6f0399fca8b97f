"""Dominoes: one run of 1,000,000 services and 3,000,000 dependencies over two days of rotation, beside its limit.

    python -m benchmarks.dominos [services]

The limit is one product of the same dependencies, as a sparse matrix, with a vector, for each minute at which something
changes: what a cascade by matrices cannot avoid. Then half of it, for growth; then a commune.
"""

import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from benchmarks import valleys
from boucle.before.dominos.engine import model, run, tally

SERVICES, COMMUNE = 1_000_000, 500
BOUND, SMALL_BOUND = 5.0, 0.2  # seconds
MEMORY = 1536  # MiB
GROWTH = 2.6  # twice the dependencies
FLOOR = 1 / 8


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else SERVICES
    half, _ = timed(count // 2)
    seconds, limit = timed(count)
    small, _ = timed(COMMUNE, runs=5)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"growth ×{seconds / half:.2f} for twice the dependencies, bound ×{GROWTH}")
    print(f"memory {memory:.0f} MiB, bound {MEMORY} MiB")
    print(f"a commune {small * 1000:.0f} ms, bound {SMALL_BOUND * 1000:.0f} ms")
    over = {
        "time": seconds > BOUND,
        "commune": small > SMALL_BOUND,
        "memory": memory > MEMORY,
        "ratio": limit / seconds < FLOOR,
        "growth": seconds > half * GROWTH,
    }
    if any(over.values()):
        raise SystemExit("over its bound: " + ", ".join(name for name, is_over in over.items() if is_over))


def timed(count: int, runs: int = 2) -> tuple[float, float]:
    services, given, outages = valleys.valley(count)
    compiling, town = measured(lambda: model.compile(services, given), 1)
    seconds, losses = measured(lambda: run.run(town, outages, valleys.HORIZON), runs)
    minutes = len(np.unique(np.concatenate((losses.start, losses.end))))
    matrix = csr_array((np.ones(len(given), np.float32), (given.service, given.supplier)), shape=(count, count))
    state = np.ones(count, np.float32)
    product, _ = measured(lambda: matrix @ state, 3)
    hours = tally.tally(town, losses).total
    print(f"{count} services, {len(given)} dependencies: compiled in {compiling:.2f} s; {len(losses)} losses", end=", ")
    print(f"{minutes} minutes, {hours:.0f} person-hours in {seconds:.2f} s;", end=" ")
    print(f"limit {product * minutes:.2f} s, ratio {product * minutes / seconds:.2f}")
    return seconds, product * minutes


def measured(work: Callable[[], Any], runs: int) -> tuple[float, Any]:
    """The fastest, in seconds."""
    times = []
    for _ in range(runs):
        begun = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - begun)
    return min(times), found


if __name__ == "__main__":
    main()
