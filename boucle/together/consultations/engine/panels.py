"""The panels that hold the quotas, as numbers of people of each type, and their fairest mix (told in `sortition`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from boucle.together.consultations.engine import quotas

PULL = 0.8  # towards the prices of the best bound
GAP = 1e-5  # how far from the optimum the least probability may stay

Composition = tuple[int, ...]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Feasible:
    """`members`: people of each type. `holds`: quotas × types, 1 where a type has the quota's value."""

    members: Floats
    holds: "scipy.sparse.csr_array"
    asked: tuple[quotas.Quota, ...]
    size: int

    @staticmethod
    def of(
        categories: Sequence[str],
        members: Mapping[quotas.Traits, Sequence[str]],
        asked: Sequence[quotas.Quota],
        size: int,
    ) -> "Feasible":
        at = {category: position for position, category in enumerate(categories)}
        holds = [[float(values[at[quota.category]] == quota.value) for values in members] for quota in asked]
        numbers = np.array([len(names) for names in members.values()], dtype=float)
        table = np.array(holds, dtype=float).reshape(len(asked), len(members))
        return Feasible(numbers, scipy.sparse.csr_array(table), tuple(asked), size)

    def best(self, prices: Floats) -> Composition | None:
        """The panel that is worth most, at a price for a person of each type; None when no panel holds the quotas."""
        least = [float(quota.least) for quota in self.asked]
        most = [float(quota.most) for quota in self.asked]
        found = scipy.optimize.milp(
            -prices,
            integrality=np.ones_like(prices),
            options={"mip_rel_gap": 0},
            bounds=scipy.optimize.Bounds(0, self.members),
            constraints=[
                scipy.optimize.LinearConstraint(self.holds, least, most),
                scipy.optimize.LinearConstraint(np.ones((1, len(prices))), self.size, self.size),
            ],
        )
        return None if found.x is None else tuple(int(number) for number in np.rint(found.x))


def maximin(feasible: Feasible) -> list[tuple[Composition, float]]:
    """Panels and their probabilities. Infeasible, with the smallest relaxation, when there is no panel at all.

    Any prices bound the least probability from above, by what the best panel is worth at them. New panels are asked for
    at prices between the best bound's and the present ones, which swing less (Wentges 1997); when that finds nothing
    new, at the present ones.
    """
    found = covering(feasible)
    can = np.array(found).sum(axis=0) > 0
    bound, steady, pull = np.inf, np.zeros(len(can)), 0.0
    while True:
        mix, prices, least = mixed(np.array(found), feasible.members, can)
        asked = pull * steady + (1 - pull) * prices
        panel = feasible.best(asked) or found[0]
        if (worth := float(np.dot(asked, panel))) < bound:
            bound, steady = worth, asked
        is_better = panel not in found and float(np.dot(prices, panel)) > least + GAP / 10
        if bound <= least + GAP or (not pull and not is_better):
            return [(panel, float(chance)) for panel, chance in zip(found, mix, strict=True) if chance > 0]
        pull = PULL if is_better else 0.0
        if is_better:
            found.append(panel)


def covering(feasible: Feasible) -> list[Composition]:
    """Panels in which everyone who can be drawn is met at least once."""
    found: list[Composition] = []
    unmet = np.ones(len(feasible.members))
    while unmet.any():
        panel = feasible.best(unmet / feasible.members)
        if panel is None:
            raise quotas.Infeasible(list(relaxed(feasible)))
        met = np.array(panel) > 0
        if found and not (met & (unmet > 0)).any():
            break
        found.append(panel)
        unmet[met] = 0
    return found or [tuple(0 for _ in feasible.members)]


def mixed(found: NDArray[np.int64], members: Floats, can: NDArray[np.bool_]) -> tuple[Floats, Floats, float]:
    """The mix of these panels whose least probability is greatest; the price of one person of each type; the least.

    All people's prices make 1.
    """
    chances = (found / members).T[can]
    panels, types = len(found), len(chances)
    solved = scipy.optimize.linprog(
        np.append(np.zeros(panels), -1.0),
        A_ub=np.hstack([-chances, np.ones((types, 1))]),
        b_ub=np.zeros(types),
        A_eq=np.append(np.ones(panels), 0.0)[None, :],
        b_eq=[1.0],
        bounds=[(0, None)] * (panels + 1),
        method="highs",
    )
    prices = np.zeros(len(members))
    prices[can] = np.maximum(-solved.ineqlin.marginals, 0)
    return solved.x[:-1], prices / (prices.sum() or 1) / members, float(solved.x[-1])


def relaxed(feasible: Feasible) -> Iterator[quotas.Relaxed]:
    """The fewest people by which minima must fall or maxima rise; of two ways the solver's first.

    Variables: people of each type, then how much each minimum falls, then how much each maximum rises.
    """
    types, number = len(feasible.members), len(feasible.asked)
    least = np.array([quota.least for quota in feasible.asked], dtype=float)
    most = np.array([quota.most for quota in feasible.asked], dtype=float)
    eye, none = scipy.sparse.eye_array(number), scipy.sparse.csr_array((number, number))
    found = scipy.optimize.milp(
        np.concatenate([np.zeros(types), np.ones(2 * number)]),
        integrality=np.ones(types + 2 * number),
        bounds=scipy.optimize.Bounds(0, np.concatenate([feasible.members, least, np.full(number, np.inf)])),
        constraints=[
            scipy.optimize.LinearConstraint(scipy.sparse.hstack([feasible.holds, eye, none]), least, np.inf),
            scipy.optimize.LinearConstraint(scipy.sparse.hstack([feasible.holds, none, -eye]), -np.inf, most),
            scipy.optimize.LinearConstraint(
                np.concatenate([np.ones(types), np.zeros(2 * number)])[None, :], feasible.size, feasible.size
            ),
        ],
    )
    falls, rises = np.rint(found.x[types:]).astype(int).reshape(2, number)
    for quota, fall, rise in zip(feasible.asked, falls, rises, strict=True):
        if fall:
            yield quotas.Relaxed(quota.category, quota.value, "min", quota.least, quota.least - int(fall))
        if rise:
            yield quotas.Relaxed(quota.category, quota.value, "max", quota.most, quota.most + int(rise))
