"""The state of a run, minute by minute, and the few moves that change it.

Every array begins at zero, which is how a territory begins (all up, every reserve full): the memory of what no outage
reaches is never touched, and a thousand copies of a territory cost what their losses cost.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from boucle.before.dominos.engine.later import AUTONOMY, KINDS, NOTHING, REFILL, RESTART, Later
from boucle.before.dominos.engine.model import Flags, Ints, Longs, Model

HOUR = 60  # minutes, and the unit of refill
ONE = np.int32(1)  # of the type that it is added to: ten times as fast


class State:
    """`copies` of one territory, interleaved: service s of copy c is s * copies + c, and gates likewise.

    What happens to one service in many copies at about one time lies side by side in memory: half the time of copies
    one after the other. Times are kept plus one, so that 0 says none: `lost_at` of a service, `ready_at` when it
    restarts.
    """

    def __init__(
        self, model: Model, copies: int, autonomy: Ints, *, explains: bool = True, later: Later = NOTHING
    ) -> None:
        self.model, self.copies, self.explains, self.later = model, copies, explains, later
        services, gates = copies * len(model), copies * model.gates
        self.autonomy = own(autonomy, gates, later.of(AUTONOMY))
        self.refill = own(model.refill, gates, later.of(REFILL))
        self.restart = own(model.services.restart, services, later.of(RESTART))
        self.is_down = np.zeros(services, bool)
        self.hits = np.zeros(services, np.int32)  # outages that keep it out
        self.blocked = np.zeros(services, np.int32)  # gates that keep it out
        self.lost_at, self.ready_at, self.wave, self.since, self.outage = (
            np.zeros(services, np.int32) for _ in range(5)
        )
        self.because = np.zeros(services, np.int64)
        self.over = -np.repeat(model.slack, copies)  # suppliers down, beyond what the gate can spare
        self.is_shut = np.zeros(gates, bool)  # supply is missing and the reserve is empty
        self.was_unmet = np.zeros(gates, bool)  # supply was missing before this minute
        self.changed = np.zeros(gates, np.int32)  # when `was_unmet` last changed
        self.renewed = np.zeros(gates if len(later) else 0, np.int32)  # when its reserve last became another one
        self.used = np.zeros(gates if model.has_refill else 0, np.int64)  # of the reserve, when it last changed
        self.breaker = np.zeros(gates, np.int64)
        self.breaker_wave = np.zeros(gates, np.int32)
        self.crossed: list[Longs] = []
        self.service_marks, self.gate_marks = np.zeros(services, np.int32), np.zeros(gates, np.int32)

    # Where things are

    def service_of(self, gates: Longs) -> Longs:
        if self.copies == 1:
            return self.model.gate_service[gates].astype(np.int64)
        local, copy = np.divmod(gates, self.copies)
        found: Longs = self.model.gate_service[local] * np.int64(self.copies) + copy
        return found

    def of_gates(self, values: NDArray[np.int32], gates: Longs) -> Ints:
        """The values of gates: one for each gate of each copy, or the same in every copy."""
        return values[gates] if len(values) == len(self.over) else values[gates // self.copies]

    def of_services(self, values: NDArray[Any], services: Longs) -> NDArray[Any]:
        """The values of services: one for each service of each copy, or the same in every copy."""
        return values[services] if len(values) == len(self.is_down) else values[services // self.copies]

    def fed_by(self, services: Longs) -> tuple[Longs, Longs]:
        """Gates that these services feed, and how many each of them feeds."""
        local, copy = np.divmod(services, self.copies) if self.copies > 1 else (services, None)
        first = self.model.feeds_from[local]
        counts = self.model.feeds_from[local + 1] - first
        places = np.repeat(first - (np.cumsum(counts) - counts), counts)
        places += np.arange(len(places))
        gates = self.model.feeds[places].astype(np.int64)
        return (gates if copy is None else gates * self.copies + np.repeat(copy, counts)), counts

    def each_service(self, services: Longs) -> Longs:
        return each(services, self.service_marks)

    def each_gate(self, gates: Longs) -> Longs:
        return each(gates, self.gate_marks)

    # Moves: each returns the gates that shut or opened; those whose supply came or went are kept in `crossed`

    def fall(self, services: Longs, minute: int) -> Longs:
        """They go down."""
        if self.explains:
            services = latest_first(services, self.wave[services])
        self.is_down[services] = True
        gates, counts = self.fed_by(services)
        edges = self.count(gates, ONE)
        if self.explains:
            self.blame(edges, gates, np.repeat(services, counts))
        broken = self.crossing(gates[edges])
        is_shut = self.reserve(broken, minute) < 1
        return self.turn(broken[is_shut], ONE)

    def blame(self, edges: Longs, gates: Longs, suppliers: Longs) -> None:
        """Who broke each gate that held until this minute: of several, the last in this order stays."""
        edges = edges[~self.was_unmet[gates[edges]]]
        self.breaker[gates[edges]] = suppliers[edges]
        self.breaker_wave[gates[edges]] = self.wave[suppliers[edges]]

    def rise(self, services: Longs) -> Longs:
        """They come up."""
        self.is_down[services] = False
        gates, _ = self.fed_by(services)
        met = self.crossing(gates[self.count(gates, -ONE)])
        return self.turn(met[self.is_shut[met]], -ONE)

    def expire(self, gates: Longs, minute: int) -> Longs:
        """Reserves that may be empty now."""
        gates = self.each_gate(gates[~self.is_shut[gates]])
        gates = gates[self.is_unmet(gates)]
        return self.turn(gates[self.reserve(gates, minute) < 1], ONE)

    def count(self, gates: Longs, change: np.int32) -> Longs:
        """One supplier more, or less, is missing behind each of these gates, named once for each: the places of those
        whose supply came or went."""
        was_unmet = self.over[gates] > 0
        np.add.at(self.over, gates, change)
        return np.flatnonzero(was_unmet != (self.over[gates] > 0))

    def crossing(self, gates: Longs) -> Longs:
        """Each of them once, kept until the minute settles."""
        found = self.each_gate(gates)
        self.crossed.append(found)
        return found

    def turn(self, gates: Longs, change: np.int32) -> Longs:
        """These gates, all different, shut or open."""
        self.is_shut[gates] = change > 0
        np.add.at(self.blocked, self.service_of(gates), change)
        return gates

    def is_unmet(self, gates: Longs) -> Flags:
        return self.over[gates] > 0

    def reserve(self, gates: Longs, minute: int) -> Longs:
        """Whole minutes that each gate can still last at this minute, by what it was before."""
        full = self.of_gates(self.autonomy, gates).astype(np.int64)
        if not self.model.has_refill:
            full -= self.was_unmet[gates] * (minute - self.began(gates))
            return full
        rate = np.maximum(self.of_gates(self.refill, gates), 1).astype(np.int64)
        left: Longs = (full * rate - self.drawn(gates, minute)) // rate
        return left

    def drawn(self, gates: Longs, minute: int) -> Longs:
        """What is used of each reserve, in minutes times its refill: whole numbers, so that nothing is rounded."""
        refill = self.of_gates(self.refill, gates).astype(np.int64)
        rate = np.maximum(refill, 1)
        full = self.of_gates(self.autonomy, gates) * rate
        past = (minute - self.began(gates)).astype(np.int64)
        drained = np.minimum(self.used[gates] + rate * past, full)
        filled = np.where(refill > 0, np.maximum(self.used[gates] - HOUR * past, 0), 0)
        return np.where(self.was_unmet[gates], drained, filled)

    def began(self, gates: Longs) -> Ints:
        """Since when each reserve is drawn or fills."""
        return np.maximum(self.changed[gates], self.renewed[gates]) if len(self.renewed) else self.changed[gates]

    def renew(self, changes: Longs, minute: int) -> tuple[Longs, Longs]:
        """These rows of `later` hold from now on: the gates that open, and those whose reserve is another one."""
        for change in changes.tolist():
            what, at, value = (column[change] for column in (self.later.what, self.later.row, self.later.value))
            if KINDS[what] == REFILL:
                gate = np.array([at])
                left = self.reserve(gate, minute)
                self.refill[at] = value
                self.used[at] = (int(self.of_gates(self.autonomy, gate)[0]) - left[0]) * max(int(value), 1)
                self.renewed[at] = minute
            elif KINDS[what] == AUTONOMY:
                self.autonomy[at], self.renewed[at] = value, minute
                if self.model.has_refill:
                    self.used[at] = 0
        is_reserve = np.isin(self.later.what[changes], (KINDS.index(AUTONOMY), KINDS.index(REFILL)))
        gates = self.each_gate(self.later.row[changes[is_reserve]])
        opened = gates[self.is_shut[gates]]
        return self.turn(opened[self.reserve(opened, minute) >= 1], -ONE), gates

    def settle(self, minute: int) -> tuple[Longs, Longs]:
        """The minute is over: gates whose supply changed drain from now on, or fill. Those that drain, and how long."""
        gates = self.each_gate(np.concatenate(self.crossed))
        self.crossed.clear()
        changed = gates[self.is_unmet(gates) != self.was_unmet[gates]]
        draining = changed[~self.was_unmet[changed] & ~self.is_shut[changed]]
        lasting = self.reserve(draining, minute)
        if self.model.has_refill:
            self.used[changed] = self.drawn(changed, minute)
        self.was_unmet[changed] ^= True
        self.changed[changed] = minute
        return draining, minute + lasting


def own(values: Ints, size: int, changes: Longs) -> Ints:
    """Values of its own for each copy of the territory, where some are to change."""
    return np.repeat(values, size // max(len(values), 1)) if len(changes) else values


def latest_first(numbers: Longs, waves: Ints) -> Longs:
    """By wave, then by number, from the last to the first."""
    size = int(numbers.max(initial=0)) + 1
    found: Longs = np.sort(waves * np.int64(size) + numbers)[::-1] % size
    return found


def each(numbers: Longs, marks: Ints) -> Longs:
    """Every number once, the last of each kept in place; `marks` then says where. No sorting."""
    places = np.arange(len(numbers), dtype=np.int32)
    marks[numbers] = places
    found: Longs = numbers[marks[numbers] == places]
    return found
