"""Small territories for the tests of the engine, from a few words."""

from dataclasses import replace

import numpy as np

from boucle.before.dominos.engine import later as changes
from boucle.before.dominos.engine import model
from boucle.before.dominos.engine.later import Later
from boucle.before.dominos.engine.model import Column, Dependencies, Model, Services
from boucle.before.dominos.engine.timeline import Losses, Outages
from boucle.before.dominos.enums import Change
from tests.before.dominos.engine.slow import Case


def services(count: int, restart: tuple[int, ...] = (), people: int = 1) -> Services:
    ids = [f"s{number}" for number in range(count)]
    nothing = Column([""], np.zeros(count, np.int32))
    return Services(
        ids, ids, np.full(count, people, np.int64), np.array(restart or (0,) * count, np.int32),
        np.zeros(count, bool), nothing, nothing, nothing, nothing, nothing,
    )  # fmt: skip


def of(case: Case) -> Model:
    """Each gate of the case as rows of its own group."""
    rows = [
        (gate.service, supplier, 2, gate.need, group, gate.autonomy, gate.refill)
        for group, gate in enumerate(case.gates)
        for supplier in gate.suppliers
    ]
    columns = [np.array(column, np.int32) for column in zip(*rows, strict=True)] or [np.empty(0, np.int32)] * 7
    service, supplier, kind, need, group, autonomy, refill = columns
    given = Dependencies(
        service, supplier, kind.astype(np.int8), need, group, autonomy, autonomy, autonomy, np.zeros(len(rows)), refill
    )
    town = model.compile(services(len(case.restart), case.restart), given)
    return replace(town, has_refill=town.has_refill or any(one[0] == "refill" for one in case.changes))


def later(case: Case) -> Later:
    """What changes on the way; the gates of a model are sorted by service, and by group within one."""
    order = sorted(range(len(case.gates)), key=lambda at: (case.gates[at].service, at))
    return changes.later([
        (Change(what), row if what == "restart" else order.index(row), minute, value)
        for what, row, minute, value in case.changes
    ])  # fmt: skip


def outages(*rows: tuple[int, int, int]) -> Outages:
    table = np.array(rows, np.int64).reshape(-1, 3)
    return Outages(table[:, 0], table[:, 1].astype(np.int32), table[:, 2].astype(np.int32))


def downs(losses: Losses) -> list[set[int]]:
    return [set(np.flatnonzero(losses.down_at(minute)).tolist()) for minute in range(losses.horizon)]
