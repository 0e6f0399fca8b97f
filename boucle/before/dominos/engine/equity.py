"""How fairly a rotation shares its hours out among people.

Gini: half the mean difference between two people over the mean, 0 when all are cut alike. Jain, Chiu and Hawe (1984):
(Σx)² / (n·Σx²), 1 when all are cut alike, 1/n when one bears everything. Each person counts once.
"""

from dataclasses import dataclass

import numpy as np

from boucle.before.dominos.engine.model import Floats, Longs, Model
from boucle.before.dominos.engine.timeline import Outages


@dataclass(frozen=True)
class Equity:
    """`mean` hours cut per person; `never`: share of people who are not cut. None where nobody is cut, or is there."""

    mean: float
    never: float | None
    gini: float | None
    jain: float | None
    worst_to_mean: float | None


def of_outages(model: Model, outages: Outages, horizon: int) -> Equity:
    """Among the people of services that a rotation could cut, those with a tranche, and of those that are cut."""
    hours = np.zeros(len(model))
    lasting = np.minimum(outages.end, horizon) - np.minimum(outages.start, horizon)
    np.add.at(hours, outages.service, lasting / 60)
    names = np.array(model.services.tranche.names)[model.services.tranche.codes] if len(model) else np.empty(0, str)
    counted = (names != "") | (hours > 0)
    return equity(hours[counted], model.services.people[counted])


def equity(hours: Floats, people: Longs) -> Equity:
    """`hours` of each group, `people` in it."""
    there = people > 0
    hours, weight = np.asarray(hours, float)[there], np.asarray(people, float)[there]
    count, total = float(weight.sum()), float((hours * weight).sum())
    if not count:
        return Equity(0.0, None, None, None, None)
    never = float(weight[hours == 0].sum()) / count
    if not total:
        return Equity(0.0, never, None, None, None)
    jain = total**2 / (count * float((weight * hours**2).sum()))
    return Equity(total / count, never, gini(hours, weight), jain, float(hours.max()) * count / total)


def gini(hours: Floats, weight: Floats) -> float:
    """One minus twice the area under the Lorenz curve."""
    order = np.argsort(hours)
    people = np.concatenate(([0.0], np.cumsum(weight[order]))) / weight.sum()
    borne = np.concatenate(([0.0], np.cumsum((hours * weight)[order]))) / (hours * weight).sum()
    return float(1 - ((borne[1:] + borne[:-1]) * np.diff(people)).sum())
