"""What changes while a run goes on: a generator that arrives at 18:00, somebody who waits at the mast from 19:00.

A new autonomy is a new reserve: full from its minute, whatever is left of the former. A new refill keeps the whole
minutes that are left. A new restart counts for who waits already. A new probability of failure asks again, with the
same luck: a reserve that was there goes on as it is, one that was not and now is begins full.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from boucle.before.dominos.engine.model import Floats, Ints, Longs, Model
from boucle.before.dominos.enums import Change

AUTONOMY, REFILL, FAILURE, RESTART = KINDS = (Change.AUTONOMY, Change.REFILL, Change.FAILURE, Change.RESTART)


@dataclass(frozen=True)
class Later:
    """One row for each change, in the order in which they are said: `what` as a place in KINDS; `row` a gate, or the
    service of a restart; from `minute`; `value` in minutes, in sixtieths for a refill, from 0 to 1 for a failure."""

    what: NDArray[np.int8]
    row: Longs
    minute: Ints
    value: Floats

    def __len__(self) -> int:
        return len(self.row)

    def of(self, what: Change) -> Longs:
        """The rows of one kind."""
        return np.flatnonzero(self.what == KINDS.index(what))


def later(rows: list[tuple[Change, int, int, float]]) -> Later:
    """From rows of what, row, minute, value; the later ones last."""
    ordered = sorted(rows, key=lambda row: row[2])
    return Later(
        np.array([KINDS.index(what) for what, *_ in ordered], np.int8),
        np.array([row for _, row, *_ in ordered], np.int64),
        np.array([minute for *_, minute, _ in ordered], np.int32),
        np.array([value for *_, value in ordered], float),
    )


NOTHING = later([])


def joined(parts: list[Later]) -> Later:
    """One after the other."""
    columns = zip(*((one.what, one.row, one.minute, one.value) for one in parts), strict=True)
    return Later(*(np.concatenate(column) for column in columns))


def drawn(model: Model, given: Later, reserves: Ints, luck: Floats) -> Later:
    """The same for copies of a territory, one for each row of `reserves` (what each gate has where its backup starts)
    and of `luck` (from 0 to 1: below its failure the backup does not start)."""
    copies = np.arange(len(luck))
    is_gate = given.what != KINDS.index(RESTART)
    gates = {
        gate: Drawn(reserves[:, gate], luck[:, gate], float(model.failure[gate]))
        for gate in given.row[is_gate].tolist()
    }
    parts = [NOTHING]
    for what, row, minute, value in zip(
        given.what, given.row.tolist(), given.minute, given.value.tolist(), strict=True
    ):
        if KINDS[what] in (RESTART, REFILL):
            parts.append(rows(what, row * len(copies) + copies, minute, np.full(len(copies), value)))
        else:
            before, gate = gates[row].there, gates[row]
            gate.change(KINDS[what], value)
            those = copies if KINDS[what] == AUTONOMY else np.flatnonzero(gate.there != before)
            parts.append(rows(KINDS.index(AUTONOMY), row * len(copies) + those, minute, gate.there[those]))
    return joined(parts)


class Drawn:
    """One gate in each copy: what it has where its backup starts, and how often that does not."""

    def __init__(self, reserves: Ints, luck: Floats, failure: float) -> None:
        self.reserves, self.luck, self.failure = reserves.astype(float), luck, failure

    @property
    def there(self) -> Floats:
        return np.where(self.luck < self.failure, 0.0, self.reserves)

    def change(self, what: Change, value: float) -> None:
        if what == FAILURE:
            self.failure = value
        else:
            self.reserves = np.full(len(self.luck), value)


def rows(what: int, row: Longs, minute: int, values: Floats) -> Later:
    """The same change of many."""
    return Later(np.full(len(row), what, np.int8), row, np.full(len(row), minute, np.int32), values)
