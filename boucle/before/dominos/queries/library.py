"""The library of typical services and rules, and what its rules would add to an inventory. Writes nothing."""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from boucle.before.dominos.models import Dependency, Inventory, Service
from boucle.foundation.core import tiles

DATA = Path(__file__).resolve().parent.parent / "data" / "library.json"
FARTHEST = 20_000  # metres: no street is fed from further


@dataclass(frozen=True)
class Rule:
    code: str
    service: str  # kinds
    supplier: str
    low: int
    likely: int
    high: int
    failure: float
    refill: int
    sentence: str  # in English: translated where it is shown
    source: str
    dated_on: date
    country: str = ""


@dataclass(frozen=True)
class Addition:
    """A dependency that a rule would write; `former`: the one of an older rule, whose figures it changes."""

    rule: Rule
    service: Service
    supplier: Service
    metres: float | None  # between them, where both are placed
    former: Dependency | None = None


@functools.cache
def data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return found


def rules() -> list[Rule]:
    return [made(one) for one in data()["rules"]]


def made(one: dict[str, Any]) -> Rule:
    fields = {name: one[name] for name in Rule.__dataclass_fields__ if name in one}
    return Rule(**fields, dated_on=date.fromisoformat(one["date"]))


def typical(kind: str) -> dict[str, Any]:
    """Restart, vulnerability and source of a kind of service, where the library knows it."""
    found: dict[str, Any] = data()["kinds"].get(kind, {})
    return found


def preview(inventory: Inventory, chosen: Sequence[Rule]) -> list[Addition]:
    """What these rules would write, in their order. What is there already by hand stays: a service that depends on any
    supplier of that kind is left alone, unless this very rule wrote it and says something else today."""
    services = list(inventory.services.select_related("place"))
    by_kind: dict[str, list[Service]] = {}
    for one in services:
        by_kind.setdefault(one.kind, []).append(one)
    kinds = {one.pk: one.kind for one in services}
    needs = list(Dependency.objects.filter(service__inventory=inventory).select_related("supplier", "service"))
    found: list[Addition] = []
    fed = {(one.service_id, kinds[one.supplier_id]) for one in needs}
    for rule in chosen:
        for service in by_kind.get(rule.service, []):
            if (service.pk, rule.supplier) in fed:
                continue
            supplier = nearest(service, by_kind.get(rule.supplier, []))
            if supplier is not None:
                found.append(Addition(rule, service, supplier, metres(service, supplier)))
                fed.add((service.pk, rule.supplier))
    return found + updates(needs, chosen)


def updates(needs: Sequence[Dependency], chosen: Sequence[Rule]) -> list[Addition]:
    """Dependencies that a rule wrote and nobody touched since, whose figures the library says otherwise today."""
    by_code = {rule.code: rule for rule in chosen}
    return [
        Addition(rule, one.service, one.supplier, metres(one.service, one.supplier), one)
        for one in needs
        if (rule := by_code.get(one.by_rule)) is not None and differs(one, rule)
    ]


def differs(one: Dependency, rule: Rule) -> bool:
    return any(getattr(one, name) != getattr(rule, name) for name in ("low", "likely", "high", "failure", "refill"))


def nearest(service: Service, suppliers: Sequence[Service]) -> Service | None:
    """The one of its tranche, of its street, of its commune: same tranche first, then the nearest placed one, then the
    only one of the commune."""
    others = [one for one in suppliers if one.pk != service.pk]
    same = [one for one in others if service.tranche and one.tranche == service.tranche]
    placed = [(found, one) for one in same or others if (found := metres(service, one)) is not None]
    near = [(found, one) for found, one in placed if found <= FARTHEST]
    if near:
        return min(near, key=lambda pair: (pair[0], pair[1].code))[1]
    if len(same) == 1:
        return same[0]
    here = [one for one in others if one.place_id is not None and one.place_id == service.place_id]
    return here[0] if len(here) == 1 and not placed else None


def metres(service: Service, other: Service) -> float | None:
    if service.lat is None or service.lon is None or other.lat is None or other.lon is None:
        return None
    return tiles.distance(service.lat, service.lon, other.lat, other.lon)
