"""One count of equal shares: what people hold, what they pay, in which order (the rule is told in `equal_shares`)."""

import heapq
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from boucle.together.consultations.engine import allocation

COST, NUMBER = "cost", "number"
TOLERANCE = 1e-9
TIED = 1e-8  # more than this apart, two rho are not tied

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Payment:
    """`paid`: by each of the project's supporters, in the order of `Supporters.who`."""

    at: int
    rho: float
    paid: Floats


@dataclass
class Supporters:
    """Those for whom a project is worth something, and how much; `least`: rho when everyone can pay their part."""

    who: NDArray[np.intp]
    worth: Floats
    cost: int

    def __post_init__(self) -> None:
        self.total = float(self.worth.sum())
        self.most = float(self.worth.max()) if self.worth.size else 0.0
        self.least = self.cost / self.total if self.total else np.inf


@dataclass
class Purse:
    """What each voter has left while projects are funded one after the other."""

    left: Floats
    spent: int
    payments: list[Payment]
    blocked: set[int]

    def copy(self) -> "Purse":
        return Purse(self.left.copy(), self.spent, list(self.payments), set(self.blocked))


@dataclass(frozen=True)
class Count:
    """The supporters of each project that counts, by position."""

    asked: allocation.Problem
    satisfaction: str

    @cached_property
    def supporters(self) -> dict[int, Supporters]:
        """Of the projects that may be funded, in the order that decides ties."""
        given, costs = self.asked.given, self.asked.costs
        found = {}
        for at in self.asked.order:
            if allocation.set_aside(self.asked, at) is None:
                rows = slice(given.indptr[at], given.indptr[at + 1])
                worth = np.maximum(given.data[rows], 0).astype(float)
                # A project that costs nothing is worth its points: rho is 0 either way.
                worth = worth * costs[at] if self.satisfaction == COST and costs[at] else worth
                kept = worth > 0
                found[at] = Supporters(given.indices[rows][kept].astype(np.intp), worth[kept], costs[at])
        return found


class Certain:
    """The first projects that are funded whatever the share, as long as all their supporters can pay their full part.

    In the order of their least rho, each is the best until somebody cannot pay: a higher share funds them again, for
    the same payments. They are paid once, and every raise starts after them.
    """

    def __init__(self, count: Count) -> None:
        self.count = count
        supporters = count.supporters
        self.line = [
            at for _, _, at in sorted((tied(one.least), rank, at) for rank, (at, one) in enumerate(supporters.items()))
        ]
        self.reached = 0
        self.purse = Purse(np.zeros(count.asked.given.shape[0]), 0, [], set())

    def begin(self, amount: float) -> Purse:
        """A purse with that share, where the certain projects are already paid."""
        purse = self.purse
        while self.reached < len(self.line):
            at = self.line[self.reached]
            one = self.count.supporters[at]
            if at not in purse.blocked:
                paid = one.worth * one.least
                if (amount + purse.left[one.who] < paid).any():
                    break
                fund(self.count, purse, Payment(at, one.least, paid))
            self.reached += 1
        begun = purse.copy()
        begun.left += amount
        return begun


def shared(count: Count, amount: float, certain: Certain | None = None) -> Purse:
    """One count with that share for each voter; it stops as soon as more than the budget is spent."""
    purse = (certain or Certain(count)).begin(amount)
    ranks = {at: rank for rank, at in enumerate(count.supporters)}
    funded = {payment.at for payment in purse.payments}
    line = [
        (tied(one.least), ranks[at], at) for at, one in count.supporters.items() if at not in funded | purse.blocked
    ]
    heapq.heapify(line)
    fresh: dict[int, tuple[int, float]] = {}  # rho, and after how many payments it was found
    while line and purse.spent <= count.asked.budget:
        _, rank, at = heapq.heappop(line)
        if at in purse.blocked:
            continue
        one = count.supporters[at]
        when, rho = fresh.get(at, (-1, one.least))
        if when == len(purse.payments):
            paid = np.minimum(purse.left[one.who], rho * one.worth)
            fund(count, purse, Payment(at, rho, paid))
            continue
        # What people have left only shrinks: an old rho is a floor of the new one, and what is out of reach stays so.
        rho, exact = least_rho(one, purse.left[one.who], rho, line[0][0] if line else np.inf)
        if rho < np.inf:
            fresh[at] = (len(purse.payments) if exact else -1, rho)
            heapq.heappush(line, (tied(rho), rank, at))
    return purse


def least_rho(one: Supporters, left: Floats, floor: float, rival: float) -> tuple[float, bool]:
    """Least rho at which the supporters pay the cost; infinite when they do not have it. True: it is exact.

    Those who would pay less than their part pay all that they have, and the others share the rest: rho rises until
    nobody else falls short. Once it is above the rival's, a floor of it is enough for now.
    """
    if not one.cost:
        return 0.0, True
    if floor == one.least and left.min() >= floor * one.most:
        return floor, True
    if left.sum() < one.cost * (1 - TOLERANCE):
        return float(np.inf), True
    rho, short = floor, -1
    able = left / one.worth
    while True:
        poor = able < rho
        if (number := int(np.count_nonzero(poor))) == short:
            return rho, True
        short = number
        rest = one.total - float(one.worth[poor].sum())
        if number == len(able):
            return float(able.max()), True
        rho = max(rho, (one.cost - float(left[poor].sum())) / rest)
        if rho > rival * (1 + TIED):
            return rho, False


def fund(count: Count, purse: Purse, payment: Payment) -> None:
    who = count.supporters[payment.at].who
    purse.left[who] -= payment.paid
    purse.spent += count.asked.costs[payment.at]
    purse.payments.append(payment)
    purse.blocked |= count.asked.against[payment.at]


def tied(rho: float) -> float:
    return float(f"{rho:.8e}")
