"""Equal shares with their completion, 10,000 voters and 200 projects, in two towns: tastes alike, and a few favourites.

    python -m benchmarks.equal_shares

The limit is what no count can avoid: each time that shares are raised, one look at every project, where numpy sums what
its supporters have. Reading the ballots into arrays is measured apart.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from boucle.together.consultations.engine import allocation, equal_shares, payments

VOTERS, PROJECTS, BUDGET = 10_000, 200, 1_000_000
CHOICES = 10  # approvals of one voter, about
BOUND = 2.0  # seconds
FLOOR = 1 / 60
SEED = 20260101


def main() -> None:
    worst = 0.0
    for town, skew in (("tastes alike", 0.0), ("a few favourites", 1.0)):
        costs, ballots = made(skew)
        reading, problem = measured(partial(allocation.problem, costs, ballots, BUDGET))
        print(f"{town}: {problem.given.nnz} approvals read in {reading:.2f} s")
        for satisfaction in equal_shares.SATISFACTIONS:
            seconds, found = measured(partial(equal_shares.allocate, problem, satisfaction=satisfaction, step=1))
            raises = raises_of(problem, satisfaction)
            limit, _ = measured(partial(sums, problem, raises))
            line = f"  by {satisfaction}: {len(found.winners)} winners, {found.spent} spent, {raises} counts"
            print(f"{line}, {seconds:.2f} s; limit {limit:.3f} s, ratio 1/{seconds / limit:.0f}")
            worst = max(worst, seconds)
            if limit / seconds < FLOOR:
                raise SystemExit(f"the ratio is under 1/{1 / FLOOR:.0f}")
    print(f"slowest {worst:.2f} s, bound {BOUND:.0f} s")
    if worst > BOUND:
        raise SystemExit(f"slower than {BOUND:.0f} s")


def made(skew: float) -> tuple[dict[str, int], list[dict[str, int]]]:
    """Costs from some hundreds to some hundred thousands; the n-th project is wanted like 1 / n to the skew."""
    chance = np.random.default_rng(SEED)
    wanted = -skew * np.log(np.arange(1, PROJECTS + 1))
    ranked = np.argsort(-(wanted + chance.gumbel(size=(VOTERS, PROJECTS))), axis=1)
    choices = 1 + chance.poisson(CHOICES, VOTERS)
    ballots = [dict.fromkeys(map(str, row[:number]), 1) for row, number in zip(ranked, choices, strict=True)]
    costs = chance.lognormal(10, 0.8, PROJECTS) // 100 * 100 + 500
    return {str(at): int(cost) for at, cost in enumerate(costs)}, ballots


def raises_of(problem: allocation.Problem, satisfaction: str) -> int:
    """How many counts it took: from the share of each voter in the last one."""
    purse = equal_shares.raised(payments.Count(problem, satisfaction), 1)
    share = (purse.left.sum() + purse.spent) / VOTERS
    return round(share - BUDGET / VOTERS) + 2


def sums(problem: allocation.Problem, times: int) -> None:
    left = np.ones(VOTERS)
    supporters = np.split(problem.given.indices, problem.given.indptr[1:-1])
    for _ in range(times):
        for who in supporters:
            left[who].sum()


def measured(run: Callable[[], Any]) -> tuple[float, Any]:
    """The fastest of three, in seconds."""
    times = []
    for _ in range(3):
        begun = time.perf_counter()
        found = run()
        times.append(time.perf_counter() - begun)
    return min(times), found


if __name__ == "__main__":
    main()
