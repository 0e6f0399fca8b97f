"""The map of opinions, from the votes as they came in to groups, their stability and what bridges them.

    python -m benchmarks.opinions

1,000,000 and 2,000,000 votes of 10,000 people on 300 statements, each in a process of its own, whose peak memory is
all that it holds, libraries included. The limit is `scipy.sparse.linalg.svds`, two components of the same last votes:
what any map must at least do, once. The map up to its groups is held to it; their stability, which makes the components
again for each new draw of people, is held with everything else to a second. The export as CSV is read beside.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from scipy import sparse
from scipy.sparse import linalg

from boucle.together.consultations.engine import bridges, opinions, representative, votes

PEOPLE, STATEMENTS = 10_000, 300
SIZES = (1_000_000, 2_000_000)
SECONDS, MEMORY_MIB = 1.0, 400.0  # of the first size
TWICE = 2.0  # at most, for twice the votes
MOST_TIMES = 5.0  # of the limit
TURNS = 5
SEED = 20260101
CAMPS, NOISE = 3, 0.4
WHOLE, GROUPS = opinions.Limits(), opinions.Limits(resamples=0)


def main() -> None:
    if len(sys.argv) > 1:
        print(json.dumps(measured(int(sys.argv[1]))))
        return
    small, large = (apart(size) for size in SIZES)
    faults = []
    for size, found in zip(SIZES, (small, large), strict=True):
        ratio = found["map"] / found["svds"]
        print(
            f"{size:9,} votes  map {found['map']:.3f} s, ×{ratio:.1f} of svds {found['svds']:.3f} s"
            f" (≤ ×{MOST_TIMES:.0f});"
            f" with stability {found['all']:.2f} s; peak {found['peak']:.0f} MiB, {found['before']:.0f} of it before;"
            f" {found['groups']} groups; its CSV read in {found['csv']:.2f} s"
        )
        faults += ["too far from svds"] * (ratio > MOST_TIMES)
    slower, heavier = large["all"] / small["all"], large["peak"] / small["peak"]
    print(f"twice the votes: time ×{slower:.2f}, peak ×{heavier:.2f} (≤ ×{TWICE:.0f})")
    faults += ["too slow"] * (small["all"] > SECONDS) + ["too heavy"] * (small["peak"] > MEMORY_MIB)
    faults += ["grows faster than the votes"] * (max(slower, heavier) > TWICE)
    if faults:
        raise SystemExit(f"The map of opinions: {', '.join(faults)}.")


def apart(size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.opinions", str(size)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measured(size: int) -> dict[str, float]:
    """The peak is read before svds and the CSV, no part of the map. Turns alternate: a neighbour slows both."""
    lines = made(size)
    before = peak()
    first, found = timed(lambda: mapped(lines, WHOLE))
    after = peak()
    matrix = last(lines)
    whole, groups, limit = [first], [], []
    for _ in range(TURNS):
        limit.append(timed(lambda: linalg.svds(matrix, k=2, random_state=SEED))[0])
        groups.append(timed(lambda: mapped(lines, GROUPS))[0])
        whole.append(timed(lambda: mapped(lines, WHOLE))[0])
    times = {"all": min(whole), "map": min(groups), "svds": min(limit), "csv": read(lines)}
    return {**times, "peak": after, "before": before, "groups": found.count}


def made(size: int) -> tuple[np.ndarray[Any, Any], ...]:
    """Votes of three camps, as they come in: people and statements by chance, some statements more than once."""
    chance = np.random.default_rng(SEED)
    people = chance.integers(0, PEOPLE, size, dtype=np.int32)
    statements = chance.integers(0, STATEMENTS, size, dtype=np.int32)
    leaning = chance.integers(-1, 2, (CAMPS, STATEMENTS), dtype=np.int8)
    values = leaning[people % CAMPS, statements]
    stray = chance.random(size, dtype=np.float32) < NOISE
    values[stray] = chance.integers(-1, 2, int(stray.sum()), dtype=np.int8)
    return people, statements, values, np.arange(size)


def mapped(lines: tuple[Any, ...], limits: opinions.Limits) -> opinions.Map:
    """All that a page of the map shows."""
    collected = votes.collect(*lines)
    found = opinions.chart(collected, limits)
    counts = representative.tally(collected.matrix, found.all_labels(len(collected.participants)), found.count)
    representative.chosen(counts)
    bridges.bridges(counts)
    representative.interval(counts.agree, counts.seen)
    return found


def last(lines: tuple[Any, ...]) -> sparse.csr_array:
    matrix = votes.collect(*lines).matrix
    seen = np.nonzero(matrix != votes.NOT_SEEN)
    return sparse.csr_array((matrix[seen].astype(np.float64), seen), shape=matrix.shape)


def read(lines: tuple[Any, ...]) -> float:
    from boucle.together.consultations.management.recompute import polis

    people, statements, values, moments = lines
    with TemporaryDirectory() as folder:
        path = Path(folder) / "votes.csv"
        table = np.column_stack((moments, statements, people, values))
        np.savetxt(path, table, "%d", ",", header="timestamp,comment-id,voter-id,vote", comments="")
        return timed(lambda: polis.votes(path))[0]


def timed(run: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = run()
    return time.perf_counter() - began, found


def peak() -> float:
    """The most that this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
