"""Which projects a budget funds, by order of votes; and, for each project, the reason why or why not.

*City greedy* goes through the projects from the most voted and skips those that cost more than what is left; *without
skip* it stops at the first of them. Equal shares are in `equal_shares`.

Order, also where two projects tie: more points, then more voters, then the lower cost, then the identifier (numbers
as numbers: 9 before 10). On approvals points and voters are the same. Money is in whole units, so everything here is
exact.

A project without any vote, or with fewer points than the threshold, is never funded, however cheap: it is set aside
before the count and stops nobody. A project that costs nothing and has votes always is, unless the count has stopped.
Of two incompatible projects the first to be funded keeps its place; the other one is passed over, and says because of
which.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np
import scipy

FUNDED, COMPLETED = "funded", "completed"
NO_VOTES, BELOW_THRESHOLD, OVER_BUDGET = "no_votes", "below_threshold", "over_budget"
OVER_LEFT, STOPPED, INCOMPATIBLE, SHORT = "over_left", "stopped", "incompatible", "supporters_short"
WINNING = (FUNDED, COMPLETED)


@dataclass(frozen=True)
class Reason:
    """Why a project is funded or not, with its figures; those that do not apply are None.

    `reason`: funded (by the rule), completed (with what equal shares left); no_votes, below_threshold, over_budget
    (costs more than everything), over_left (costs more than was left), stopped (`because` of the project that did not
    fit), incompatible (`because` of the one funded before), supporters_short (equal shares without completion).
    `place`: 1 for the most voted. `left_before`: money left when its turn came. Equal shares: `supporters` who paid,
    `paid_most` by one of them; of who lost, `supporters_have` in money at the end.
    """

    id: str
    reason: str
    votes: int
    points: int
    cost: int
    place: int
    left_before: int | None = None
    threshold: int | None = None
    because: str | None = None
    supporters: int | None = None
    paid_most: float | None = None
    supporters_have: float | None = None

    def figures(self) -> dict[str, object]:
        return {name: value for name, value in asdict(self).items() if value is not None}


@dataclass(frozen=True)
class Allocation:
    """`winners` in the order in which they were funded; `explained` has every project, in the order of votes."""

    winners: tuple[str, ...]
    spent: int
    explained: dict[str, Reason]


@dataclass(frozen=True)
class Problem:
    """Projects, what voters gave them (sparse, voters × projects, no stored zero) and what may be spent."""

    ids: tuple[str, ...]
    costs: tuple[int, ...]
    given: "scipy.sparse.csc_array"
    budget: int
    threshold: int = 0
    incompatible: tuple[tuple[str, str], ...] = ()

    @cached_property
    def votes(self) -> list[int]:
        return [int(number) for number in np.diff(self.given.indptr)]

    @cached_property
    def points(self) -> list[int]:
        return [int(number) for number in np.asarray(self.given.sum(axis=0)).ravel()]

    @cached_property
    def order(self) -> list[int]:
        """Positions of the projects, the first served first."""
        return sorted(
            range(len(self.ids)),
            key=lambda at: (-self.points[at], -self.votes[at], self.costs[at], natural(self.ids[at])),
        )

    @cached_property
    def place(self) -> dict[int, int]:
        return {at: place for place, at in enumerate(self.order, 1)}

    @cached_property
    def against(self) -> dict[int, frozenset[int]]:
        at = {name: position for position, name in enumerate(self.ids)}
        found: dict[int, set[int]] = {position: set() for position in range(len(self.ids))}
        for one, other in self.incompatible:
            found[at[one]].add(at[other])
            found[at[other]].add(at[one])
        return {position: frozenset(others - {position}) for position, others in found.items()}

    def reason(self, at: int, code: str, **figures: object) -> Reason:
        return Reason(
            id=self.ids[at],
            reason=code,
            votes=self.votes[at],
            points=self.points[at],
            cost=self.costs[at],
            place=self.place[at],
            **figures,  # type: ignore[arg-type]  # each figure has its own type
        )


def problem(
    costs: Mapping[str, int],
    ballots: Sequence[Mapping[str, int]],
    budget: int,
    *,
    threshold: int = 0,
    incompatible: Iterable[tuple[str, str]] = (),
) -> Problem:
    """Costs and budget in whole units of money; of each ballot the points that it gives (see `ballots.points`).

    ValueError for a negative cost or budget, and for an unknown project in a ballot or in an incompatible pair.
    """
    if budget < 0 or min(costs.values(), default=0) < 0:
        raise ValueError("costs and the budget are 0 or more")
    at = {name: position for position, name in enumerate(costs)}
    pairs = tuple(incompatible)
    marks = [(voter, name, number) for voter, ballot in enumerate(ballots) for name, number in ballot.items() if number]
    if unknown := {name for _, name, _ in marks}.union(*pairs) - at.keys():
        raise ValueError(f"no such project: {sorted(unknown)}")
    rows = [voter for voter, _, _ in marks]
    columns = [at[name] for _, name, _ in marks]
    numbers = [number for _, _, number in marks]
    given = scipy.sparse.csc_array((numbers, (rows, columns)), shape=(len(ballots), len(at)), dtype=np.int64)
    return Problem(tuple(at), tuple(costs.values()), given, budget, threshold, pairs)


def natural(name: str) -> tuple[int, int, str]:
    """Numbers as numbers, before words."""
    return (0, int(name), name) if name.isdecimal() else (1, 0, name)


def set_aside(asked: Problem, at: int) -> Reason | None:
    """Why a project is not counted at all."""
    if asked.points[at] <= 0:
        return asked.reason(at, NO_VOTES)
    if asked.points[at] < asked.threshold:
        return asked.reason(at, BELOW_THRESHOLD, threshold=asked.threshold)
    return None


def greedy(asked: Problem, *, skips: bool = True) -> Allocation:
    """City greedy; without `skips`, the first project that costs more than what is left ends the count."""
    explained = fill(asked, {}, asked.budget, code=FUNDED, skips=skips)
    return allocation(asked, explained)


def fill(asked: Problem, funded: dict[int, Reason], left: int, *, code: str, skips: bool = True) -> dict[int, Reason]:
    """`funded`, then each of the other projects in order, with its reason."""
    explained = dict(funded)
    winners = set(funded)
    stopper: int | None = None
    for at in asked.order:
        if at in funded:
            continue
        explained[at] = set_aside(asked, at) or turn(asked, at, winners, left, code, stopper)
        if explained[at].reason == code:
            winners.add(at)
            left -= asked.costs[at]
        elif not skips and stopper is None and explained[at].reason in (OVER_LEFT, OVER_BUDGET):
            stopper = at
    return explained


def turn(asked: Problem, at: int, winners: set[int], left: int, code: str, stopper: int | None) -> Reason:
    if stopper is not None:
        return asked.reason(at, STOPPED, left_before=left, because=asked.ids[stopper])
    if rivals := asked.against[at] & winners:
        first = min(rivals, key=asked.place.__getitem__)
        return asked.reason(at, INCOMPATIBLE, left_before=left, because=asked.ids[first])
    if asked.costs[at] > left:
        return asked.reason(at, OVER_BUDGET if asked.costs[at] > asked.budget else OVER_LEFT, left_before=left)
    return asked.reason(at, code, left_before=left)


def allocation(asked: Problem, explained: dict[int, Reason]) -> Allocation:
    """`explained` holds the winners in the order in which they were funded."""
    winners = [at for at, why in explained.items() if why.reason in WINNING]
    return Allocation(
        winners=tuple(asked.ids[at] for at in winners),
        spent=sum(asked.costs[at] for at in winners),
        explained={asked.ids[at]: explained[at] for at in asked.order},
    )
