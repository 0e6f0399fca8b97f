"""A territory as arrays: services, the gates through which supply reaches them, and who feeds each gate.

A service with several kinds of supply has a gate for each. Compiled once; every run reads it and none changes it.
"""

from dataclasses import dataclass, field, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from boucle.before.dominos.enums import Gate

Ints: TypeAlias = NDArray[np.int32]
Longs: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]

ALL, ANY, SOME, NETWORK = GATES = (Gate.ALL.value, Gate.ANY.value, Gate.SOME.value, Gate.NETWORK.value)


@dataclass(frozen=True)
class Column:
    """A column of words as integers: `names[codes[row]]`."""

    names: list[str]
    codes: Ints


@dataclass(frozen=True)
class Services:
    """One row for each service. `people` served, at least 0; `restart` in minutes once supply is back."""

    ids: list[str]
    names: list[str]
    people: Longs
    restart: Ints
    is_vital: Flags
    kind: Column
    network: Column
    place: Column
    vulnerability: Column
    tranche: Column

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True)
class Dependencies:
    """One row for each dependency: `service` needs `supplier`, both as rows of the services.

    `gate` is a place in GATES; `need` the k of "k of n"; `group` joins rows of one gate, -1 for none. `low`, `likely`
    and `high` are the autonomy in minutes; `failure` the probability that it is not there; `refill` how many sixtieths
    of an hour of supply give an hour of autonomy back, 0 at once.
    """

    service: Ints
    supplier: Ints
    gate: NDArray[np.int8]
    need: Ints
    group: Ints
    low: Ints
    likely: Ints
    high: Ints
    failure: Floats
    refill: Ints

    def __len__(self) -> int:
        return len(self.service)


@dataclass(frozen=True)
class Model:
    """Gates are sorted by service: those of row s are `gate_from[s]:gate_from[s + 1]`.

    A gate holds while at most `slack` of its suppliers are down. `suppliers[fed_from[g]:fed_from[g + 1]]` feed gate g;
    `feeds[feeds_from[s]:feeds_from[s + 1]]` are the gates that service s feeds. `row` is the dependency that each
    entry of `suppliers` was. `in_loop`: services that depend on themselves, by whatever way.
    """

    services: Services
    gate_service: Ints
    gate_from: Longs
    slack: Ints
    autonomy: Ints
    low: Ints
    high: Ints
    failure: Floats
    refill: Ints
    fed_from: Longs
    suppliers: Ints
    row: Longs
    feeds_from: Longs
    feeds: Ints
    in_loop: Flags
    has_refill: bool = field(default=False)

    def __len__(self) -> int:
        return len(self.feeds_from) - 1

    @property
    def gates(self) -> int:
        return len(self.slack)

    def with_autonomy(self, autonomy: Ints) -> "Model":
        """The same territory with other autonomies, in minutes, one for each gate: likely, least and most alike."""
        return replace(self, autonomy=autonomy, low=autonomy, high=autonomy)


def compile(services: Services, given: Dependencies) -> Model:  # noqa: A001  # what it does is to compile
    """Rows of one gate stand in any order. The gate takes the autonomy of its first row; an "all" without a group has
    a gate for each row, with its own autonomy."""
    order, is_first = gates_of(services, given)
    firsts = order[is_first]
    gate = (np.cumsum(is_first) - 1).astype(np.int32)
    sizes = np.bincount(gate, minlength=len(firsts))
    feeding = np.argsort(given.supplier[order], kind="stable")
    refill = given.refill[firsts]
    return Model(
        services=services,
        gate_service=given.service[firsts],
        gate_from=ends(np.bincount(given.service[firsts], minlength=len(services))),
        slack=(sizes - needed(given, firsts, sizes)).astype(np.int32),
        autonomy=given.likely[firsts],
        low=given.low[firsts],
        high=given.high[firsts],
        failure=given.failure[firsts],
        refill=refill,
        fed_from=ends(sizes),
        suppliers=given.supplier[order],
        row=order,
        feeds_from=ends(np.bincount(given.supplier, minlength=len(services))),
        feeds=gate[feeding],
        in_loop=loops(given, len(services)),
        has_refill=bool(refill.any()),
    )


def loops(given: Dependencies, count: int) -> Flags:
    """Which services are in a cycle of dependencies; none depends on itself at once."""
    edges = coo_array((np.ones(len(given), np.int8), (given.supplier, given.service)), shape=(count, count))
    _, codes = connected_components(edges.tocsr(), connection="strong")
    found: Flags = np.bincount(codes)[codes] > 1 if count else np.zeros(0, bool)
    return found


def gates_of(services: Services, given: Dependencies) -> tuple[Longs, Flags]:
    """The rows in the order of their gates, and which of them is the first of its gate."""
    networks = len(services.network.names) + 1
    per_network = np.where(given.gate == GATES.index(NETWORK), services.network.codes[given.supplier] + 1, 0)
    label = ((given.group.astype(np.int64) + 1) * networks + per_network) * len(GATES) + given.gate
    key = given.service * (label.max(initial=0) + 1) + label
    order = np.argsort(key, kind="stable")
    is_alone = (given.gate == GATES.index(ALL)) & (given.group < 0)
    is_first = is_alone[order]
    is_first[:1] = True
    is_first[1:] |= key[order][1:] != key[order][:-1]
    return order, is_first


def needed(given: Dependencies, firsts: Longs, sizes: Longs) -> Longs:
    kind = given.gate[firsts]
    some = np.where(kind == GATES.index(SOME), given.need[firsts], 1)
    found: Longs = np.where(kind == GATES.index(ALL), sizes, some)
    return found


def ends(counts: Longs) -> Longs:
    found = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=found[1:])
    return found
