"""An inventory as the engine reads it: compiled once for each revision, kept in this process."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any

import numpy as np

from boucle.before.dominos.engine import model
from boucle.before.dominos.engine.model import Column, Dependencies, Model, Services
from boucle.before.dominos.models import Dependency, Inventory, Service
from boucle.before.dominos.queries import finding

MOST = 16  # inventories kept, the last read stay


@dataclass(frozen=True)
class Town:
    """`services[row]` and `needs[model.row[entry]]` are the rows of the engine's arrays."""

    model: Model
    services: list[Service]
    needs: list[Dependency]
    rows: dict[int, int]  # by primary key of a service
    is_whole: bool


kept: OrderedDict[tuple[Any, ...], Town] = OrderedDict()
lock = Lock()


def town(inventory: Inventory, *, is_whole: bool) -> Town:
    """Of the open services, or of all. A rewritten inventory has another revision, a remade one another moment."""
    key = (inventory.pk, inventory.created_at, inventory.revision, is_whole)
    with lock:
        if key in kept:
            kept.move_to_end(key)
            return kept[key]
    found = compiled(inventory, is_whole)
    with lock:
        kept[key] = found
        while len(kept) > MOST:
            kept.popitem(last=False)
    return found


def compiled(inventory: Inventory, is_whole: bool) -> Town:
    services = list(finding.services(inventory, is_whole=is_whole).order_by("code"))
    rows = {service.pk: row for row, service in enumerate(services)}
    needs = among(inventory, rows)
    return Town(model.compile(arrays(services), edges(needs, rows)), services, needs, rows, is_whole)


def among(inventory: Inventory, rows: dict[int, int]) -> list[Dependency]:
    """Dependencies whose two ends are there; "at least k" asks for no more than are left."""
    found = Dependency.objects.filter(service__inventory=inventory).order_by("service__code", "pk")
    left = [one for one in found if one.service_id in rows and one.supplier_id in rows]
    sizes: dict[tuple[int, str, str], int] = {}
    for one in left:
        sizes[gate(one)] = sizes.get(gate(one), 0) + 1
    for one in left:
        one.need = min(one.need, sizes[gate(one)])
    return left


def gate(one: Dependency) -> tuple[int, str, str]:
    return (one.service_id, one.gate, one.group)


def arrays(services: Sequence[Service]) -> Services:
    return Services(
        ids=[one.code for one in services],
        names=[one.name for one in services],
        people=np.array([one.people for one in services], np.int64),
        restart=np.array([one.restart for one in services], np.int32),
        is_vital=np.array([one.is_vital for one in services], bool),
        kind=column([one.kind for one in services]),
        network=column([one.network for one in services]),
        place=column([one.place.name if one.place else "" for one in services]),
        vulnerability=column([one.vulnerability for one in services]),
        tranche=column([one.tranche for one in services]),
    )


def column(words: Sequence[str]) -> Column:
    names = sorted(set(words))
    places = {name: at for at, name in enumerate(names)}
    return Column(names, np.array([places[word] for word in words], np.int32))


def edges(needs: Sequence[Dependency], rows: dict[int, int]) -> Dependencies:
    groups = {name: at for at, name in enumerate(sorted({one.group for one in needs} - {""}))}

    def ints(name: str) -> Any:
        return np.array([getattr(one, name) for one in needs], np.int32)

    return Dependencies(
        service=np.array([rows[one.service_id] for one in needs], np.int32),
        supplier=np.array([rows[one.supplier_id] for one in needs], np.int32),
        gate=np.array([model.GATES.index(one.gate) for one in needs], np.int8),
        need=ints("need"),
        group=np.array([groups.get(one.group, -1) for one in needs], np.int32),
        low=ints("low"),
        likely=ints("likely"),
        high=ints("high"),
        failure=np.array([one.failure for one in needs], np.float64),
        refill=ints("refill"),
    )
