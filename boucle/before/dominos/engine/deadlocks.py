"""Black start: once everything is mended from outside, what cannot restart because it waits for itself.

Services restart when every gate holds. The least set of returns leaves the loops that wait for one another, and what
hangs behind them. Reserves are empty by then, and do not help.
"""

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from boucle.before.dominos.engine.model import Flags, Longs, Model
from boucle.before.dominos.engine.state import State


@dataclass(frozen=True)
class Deadlock:
    """`loop`: each waits for the next, the last for the first. `held`: how many services wait behind it, itself too."""

    loop: tuple[int, ...]
    held: int


def after(model: Model, is_down: Flags) -> list[Deadlock]:
    """Loops among these services that stay down, when every outage is over. The one that holds most comes first."""
    stuck = np.flatnonzero(stay_down(model, is_down))
    return loops(stuck, waits(model, stuck)) if len(stuck) else []


def black_start(model: Model) -> list[Deadlock]:
    """Loops that stay down after everything was: they need a reserve, or an order, from outside."""
    return after(model, np.ones(len(model), bool))


def stay_down(model: Model, is_down: Flags) -> Flags:
    """Which of these do not return when all the others are up and no outage lasts."""
    state = State(model, 1, np.zeros_like(model.autonomy))
    state.fall(np.flatnonzero(is_down), 0)
    waiting = np.flatnonzero(is_down)
    while len(waiting):
        free = state.each_service(waiting[state.is_down[waiting] & (state.blocked[waiting] == 0)])
        waiting = state.service_of(state.rise(free))
    return state.is_down


def waits(model: Model, stuck: Longs) -> Longs:
    """For each service that is stuck, one that it waits for: the first of its gates that does not hold."""
    place = np.full(len(model), -1, np.int64)
    place[stuck] = np.arange(len(stuck))
    edge_gate = np.repeat(np.arange(model.gates), np.diff(model.fed_from))
    missing = np.bincount(edge_gate, place[model.suppliers] >= 0, model.gates)
    edges = np.flatnonzero((missing > model.slack)[edge_gate] & (place[model.suppliers] >= 0))[::-1]
    found = np.zeros(len(stuck), np.int64)
    waiting = place[model.gate_service[edge_gate[edges]]]
    found[waiting[waiting >= 0]] = place[model.suppliers[edges[waiting >= 0]]]
    return found


def loops(stuck: Longs, following: Longs) -> list[Deadlock]:
    """Everybody waits for one: whoever follows comes into a loop, and each has one."""
    count = len(stuck)
    graph = coo_array((np.ones(count, np.int8), (np.arange(count), following)), (count, count)).tocsr()
    _, knot = connected_components(graph, connection="strong")
    _, family = connected_components(graph, connection="weak")
    held = np.bincount(family)
    sizes = np.bincount(knot)
    _, firsts = np.unique(np.where(sizes[knot] > 1, knot, -1), return_index=True)
    found = [
        Deadlock(tuple(stuck[around(int(first), following)].tolist()), int(held[family[first]]))
        for first in firsts
        if sizes[knot[first]] > 1
    ]
    return sorted(found, key=lambda one: (-one.held, one.loop))


def around(first: int, following: Longs) -> list[int]:
    found = [first]
    while (after := int(following[found[-1]])) != first:
        found.append(after)
    return found
