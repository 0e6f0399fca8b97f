"""What a run found: every loss of every service, as arrays."""

from dataclasses import dataclass

import numpy as np

from boucle.before.dominos.engine.model import Flags, Ints, Longs

NEVER = int(np.iinfo(np.int32).max)  # minutes: what is not back before the horizon
NOBODY = -1


@dataclass(frozen=True)
class Outages:
    """What is cut from outside: `service` is out from minute `start` to minute `end`, NEVER when it stays out."""

    service: Longs
    start: Ints
    end: Ints

    def __len__(self) -> int:
        return len(self.service)

    def in_each(self, copies: int) -> "Outages":
        """The same in every one of so many copies of a territory."""
        service = np.add.outer(self.service * copies, np.arange(copies)).ravel()
        return Outages(service, np.repeat(self.start, copies), np.repeat(self.end, copies))


@dataclass(frozen=True)
class Losses:
    """One row for each loss, sorted by service, then by start; all times in minutes.

    `end` is NEVER when the service is not back before the `horizon`. `wave` is 0 for what an outage hit. `because` is
    the supplier whose loss broke the gate, at minute `since`; or NOBODY, and then `outage` is a row of the outages.
    Of a run that does not explain, only `service`, `start` and `end` are there, in any order.
    With several copies of a territory in one run, the service of copy c is its row * copies + c.
    """

    services: int
    horizon: int
    service: Longs
    start: Ints
    end: Ints
    wave: Ints
    because: Longs
    since: Ints
    outage: Ints

    def __len__(self) -> int:
        return len(self.service)

    @property
    def minutes(self) -> Longs:
        """How long each loss lasts within the horizon."""
        return np.minimum(self.end, self.horizon).astype(np.int64) - self.start

    def first(self) -> Longs:
        """The row of the first loss of each service that has one."""
        is_first = np.ones(len(self), bool)
        is_first[1:] = self.service[1:] != self.service[:-1]
        return np.flatnonzero(is_first)

    def of(self, service: int) -> slice:
        """The rows of one service, in order."""
        low, high = np.searchsorted(self.service, [service, service + 1])
        return slice(int(low), int(high))

    def at(self, service: int, minute: int) -> int:
        """The row of the loss of this service that this minute is in, NOBODY when it is up."""
        rows = self.of(service)
        row = rows.start + int(np.searchsorted(self.start[rows], minute, side="right")) - 1
        return row if row >= rows.start and minute < self.end[row] else NOBODY

    def down_at(self, minute: int) -> Flags:
        """Which services are down in this minute, one flag for each."""
        found = np.zeros(self.services, bool)
        found[self.service[(self.start <= minute) & (minute < self.end)]] = True
        return found
