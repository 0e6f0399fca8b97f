"""One run: from outages to losses, event by event, every service that moves in a minute at once."""

import numpy as np

from boucle.before.dominos.engine.later import KINDS, NOTHING, RESTART, Later
from boucle.before.dominos.engine.model import Ints, Longs, Model
from boucle.before.dominos.engine.queue import Queue
from boucle.before.dominos.engine.state import ONE, State, latest_first
from boucle.before.dominos.engine.timeline import NEVER, NOBODY, Losses, Outages

NONE = np.empty(0, np.int64)


def run(
    model: Model,
    outages: Outages,
    horizon: int,
    *,
    copies: int = 1,
    autonomy: Ints | None = None,
    explains: bool = True,
    later: Later = NOTHING,
) -> Losses:
    """Every loss before minute `horizon`.

    With `copies`, so many territories side by side, each with its own outages (service s * copies + c). `autonomy`
    in minutes, one for each gate, or for each gate of each copy; by default the likely one. Unless it `explains`, waves
    and causes are not looked for and losses come in any order: when only the times count. What changes `later` names
    gates and services alike.
    """
    autonomy = model.autonomy if autonomy is None else autonomy
    one = Run(outages, horizon, State(model, copies, autonomy, explains=explains, later=later))
    while event := one.queue.next():
        one.live(*event)
    return one.losses()


class Run:
    def __init__(self, outages: Outages, horizon: int, state: State) -> None:
        self.outages, self.horizon, self.state = outages, horizon, state
        self.queue = Queue(horizon)
        every = np.arange(len(outages))
        self.queue.add("start", every, outages.start)
        self.queue.add("end", every, outages.end)
        self.queue.add("change", np.arange(len(state.later)), state.later.minute)
        self.found: list[tuple[Longs | Ints, ...]] = []

    def live(self, minute: int, events: dict[str, Longs]) -> None:
        """One minute. What was up stays up unless its loss is proved; what was down stays down unless its return is.

        The order matters only to losses and returns of one minute. Returns count first, so that nobody falls between
        two feeders that take turns; then losses; then returns that stood on what has just been lost are undone.
        """
        state, started, ended, ready = self.state, events["start"], events["end"], events["service"]
        renewed, held = self.renew(events["change"], minute) if len(events["change"]) else (NONE, NONE)
        ready = np.concatenate((ready, held))
        moved = [self.hit(started, ended, minute), state.expire(np.concatenate((events["gate"], renewed)), minute)]
        freed = self.outages.service[ended]
        returned, opened = self.come_back(np.concatenate((freed, ready)), minute)
        moved += opened
        asked = np.concatenate(moved)
        while True:
            fallen, shut = self.fall(asked, minute)
            moved += shut
            if not self.is_doubtful(returned, fallen):
                break
            doubted = state.fall(returned[~state.is_down[returned]], minute)
            returned, opened = self.come_back(returned, minute)
            moved += [doubted, *opened]
            asked = np.concatenate((doubted, *opened))
        hit = self.outages.service[started]
        self.close(np.concatenate((hit, freed, ready, state.service_of(np.concatenate(moved)))), minute)
        if not len(renewed):
            return
        draining = renewed[state.was_unmet[renewed] & ~state.is_shut[renewed]]
        self.queue.add("gate", draining, minute + state.reserve(draining, minute))

    def renew(self, changes: Longs, minute: int) -> tuple[Longs, Longs]:
        """Reserves and restarts become others: the gates of the former, the services that may be back by them."""
        state, later = self.state, self.state.later
        opened, gates = state.renew(changes, minute)
        restarts = changes[later.what[changes] == KINDS.index(RESTART)]
        for service, lag in zip(later.row[restarts].tolist(), later.value[restarts].tolist(), strict=True):
            free_since = state.ready_at[service] - 1 - state.restart[service]
            state.restart[service] = lag
            if state.ready_at[service]:
                state.ready_at[service] = max(minute, free_since + int(lag)) + 1
        waiting = later.row[restarts]
        waiting = state.each_service(waiting[state.ready_at[waiting] > 0])
        is_ready = state.ready_at[waiting] == minute + 1
        self.queue.add("service", waiting[~is_ready], state.ready_at[waiting[~is_ready]] - 1)
        return gates, np.concatenate((state.service_of(opened), waiting[is_ready]))

    def hit(self, started: Longs, ended: Longs, minute: int) -> Longs:
        """Outages end and begin: the gates behind the services that were up."""
        state = self.state
        np.subtract.at(state.hits, self.outages.service[ended], ONE)
        np.add.at(state.hits, self.outages.service[started], ONE)
        services = self.outages.service[started]
        fresh = ~state.is_down[services] & (state.hits[services] > 0)
        services, rows = services[fresh], started[fresh]
        state.outage[services[::-1]] = rows[::-1]
        state.wave[services], state.because[services], state.since[services] = 0, NOBODY, minute
        return state.fall(state.each_service(services), minute)

    def come_back(self, asked: Longs, minute: int) -> tuple[Longs, list[Longs]]:
        """Who of these, and of whom they feed, returns: the least set that is proved. And the gates behind them."""
        state, returned = self.state, [NONE]
        opened: list[Longs] = []
        while len(asked):
            is_free = state.is_down[asked] & (state.lost_at[asked] > 0)
            is_free &= (state.hits[asked] == 0) & (state.blocked[asked] == 0)
            asked = asked[is_free]
            lag = state.of_services(state.restart, asked)
            asked = state.each_service(asked[(lag == 0) | (state.ready_at[asked] == minute + 1)])
            returned.append(asked)
            gates = state.rise(asked)
            opened.append(gates)
            asked = state.service_of(gates)
        return np.concatenate(returned), opened

    def fall(self, gates: Longs, minute: int) -> tuple[Longs, list[Longs]]:
        """Wave after wave, who cannot last behind these gates; and the gates that shut, one array for each wave."""
        state, fallen = self.state, [NONE]
        shut: list[Longs] = []
        while True:
            gates = gates[state.is_shut[gates]]
            services = state.service_of(gates)
            up = ~state.is_down[services]
            gates, services = gates[up], services[up]
            if not len(gates):
                return np.concatenate(fallen), shut
            if state.explains:
                self.explain(gates, services, minute)
            fallen.append(state.each_service(services))
            gates = state.fall(fallen[-1], minute)
            shut.append(gates)

    def explain(self, gates: Longs, services: Longs, minute: int) -> None:
        """The cause of a loss: of the gates that shut now, the one of the earliest wave."""
        state = self.state
        new = state.lost_at[services] == 0
        gates = gates[new]
        gates = latest_first(gates, state.breaker_wave[gates])
        services = state.service_of(gates)
        state.because[services] = state.breaker[gates]
        state.wave[services] = state.breaker_wave[gates] + 1
        state.since[services] = np.where(state.was_unmet[gates], state.changed[gates], minute)
        state.outage[services] = NOBODY

    def is_doubtful(self, returned: Longs, fallen: Longs) -> bool:
        """Whether a loop alone may hold somebody who came back in this minute: one of it stood on what fell.

        Services that hold one another without a proof, each standing on another of them, close a circle; and the first
        of them to return had a supplier then, which has fallen since. Outside circles a return stays proved, or its
        gate shuts.
        """
        state = self.state
        if not len(returned) or not len(fallen):
            return False
        turning = returned[state.of_services(state.model.in_loop, returned)]
        if not len(turning) or state.is_down[turning].all():
            return False
        behind = state.service_of(state.fed_by(fallen)[0])
        behind = behind[state.of_services(state.model.in_loop, behind)]
        return bool((~state.is_down[behind] & (state.lost_at[behind] > 0)).any())

    def close(self, services: Longs, minute: int) -> None:
        """The minute is over: losses are noted, reserves and restarts begin."""
        state = self.state
        self.queue.add("gate", *state.settle(minute))
        services = state.each_service(services)
        is_down, was_down = state.is_down[services], state.lost_at[services] > 0
        self.note(services[was_down & ~is_down], minute)
        state.lost_at[services[is_down & ~was_down]] = minute + 1
        down = services[is_down]
        is_free = (state.blocked[down] == 0) & (state.hits[down] == 0)
        state.ready_at[services[~is_down]] = 0
        state.ready_at[down[~is_free]] = 0
        starting = down[is_free]
        starting = starting[state.ready_at[starting] == 0]
        when = minute + state.of_services(state.restart, starting)
        state.ready_at[starting] = when + 1
        self.queue.add("service", starting, when)

    def note(self, services: Longs, end: int) -> None:
        state = self.state
        columns: tuple[Longs | Ints, ...] = (
            services,
            state.lost_at[services] - 1,
            np.full(len(services), end, np.int32),
        )
        if state.explains:
            columns += tuple(column[services] for column in (state.wave, state.because, state.since, state.outage))
        self.found.append(columns)
        state.lost_at[services] = 0

    def losses(self) -> Losses:
        self.note(np.flatnonzero(self.state.lost_at), NEVER)
        columns = [np.concatenate(parts) for parts in zip(*self.found, strict=True)]
        if not self.state.explains:
            return Losses(len(self.state.is_down), self.horizon, *columns, *[NONE] * 4)
        order = np.argsort(columns[0] * np.int64(self.horizon) + columns[1])  # no two of one service begin together
        return Losses(len(self.state.is_down), self.horizon, *(column[order] for column in columns))
