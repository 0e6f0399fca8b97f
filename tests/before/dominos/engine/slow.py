"""The engine told slowly: minute by minute, with sets, straight from the definition. It shares no code with it."""

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Gate:
    """`service` needs `need` of `suppliers`; autonomy in minutes, refill in sixtieths of supply per autonomy."""

    service: int
    suppliers: tuple[int, ...]
    need: int
    autonomy: int
    refill: int = 0


@dataclass(frozen=True)
class Case:
    """`outages`: (service, from, to), in minutes; `changes`: (what, gate or service, from, new value)."""

    restart: tuple[int, ...]
    gates: tuple[Gate, ...]
    outages: tuple[tuple[int, int, int], ...]
    horizon: int
    changes: tuple[tuple[str, int, int, int], ...] = ()


def downs(case: Case) -> list[set[int]]:
    """Which services are down in each minute."""
    everybody = set(range(len(case.restart)))
    gates, restart = list(case.gates), list(case.restart)
    rate = [max(gate.refill, 1) for gate in gates]
    level = [gate.autonomy * each for gate, each in zip(gates, rate, strict=True)]
    up, waited, found = everybody, dict.fromkeys(everybody, 0), []
    for minute in range(case.horizon):
        for what, at, _minute, value in (one for one in case.changes if one[2] == minute):
            change(what, at, value, gates, restart, rate, level, up)
        hit = {service for service, start, end in case.outages if start <= minute < end}

        def is_kept_out(service: int, alive: set[int], hit: set[int] = hit, level: list[int] = level) -> bool:
            shut = (
                not holds(gate, alive) and level[at] < rate[at]
                for at, gate in enumerate(gates)
                if gate.service == service
            )
            return service in hit or any(shut)

        up = settled(up, everybody, is_kept_out, {one for one in everybody if waited[one] >= restart[one]})
        for service in everybody:
            waited[service] = 0 if service in up or is_kept_out(service, up) else waited[service] + 1
        for at, gate in enumerate(gates):
            if not holds(gate, up):
                level[at] = max(0, level[at] - rate[at])
            else:
                full = gate.autonomy * rate[at]
                level[at] = min(full, level[at] + 60) if gate.refill else full
        found.append(everybody - up)
    return found


def change(what, at, value, gates, restart, rate, level, up):  # type: ignore[no-untyped-def]  # as above
    """A new reserve is full; a new refill keeps the whole minutes that are left, or fills at once what is supplied."""
    if what == "restart":
        restart[at] = value
    elif what == "autonomy":
        gates[at] = replace(gates[at], autonomy=value)
        level[at] = value * rate[at]
    elif what == "refill":
        left = level[at] // rate[at] if value or not holds(gates[at], up) else gates[at].autonomy
        gates[at], rate[at] = replace(gates[at], refill=value), max(value, 1)
        level[at] = left * rate[at]


def holds(gate: Gate, alive: set[int]) -> bool:
    return sum(supplier in alive for supplier in gate.suppliers) >= gate.need


def settled(up, everybody, is_kept_out, ready):  # type: ignore[no-untyped-def]  # the definition reads better bare
    """The greatest set of those that were up which holds with the least set of returns that it proves."""
    kept = {service for service in up if not is_kept_out(service, everybody)}
    while True:
        alive = with_returns(kept, everybody - up, is_kept_out, ready)
        left = {service for service in kept if not is_kept_out(service, alive)}
        if left == kept:
            return alive
        kept = left


def with_returns(kept, down, is_kept_out, ready):  # type: ignore[no-untyped-def]
    alive = set(kept)
    while True:
        more = {service for service in down - alive if service in ready and not is_kept_out(service, alive)}
        if not more:
            return alive
        alive |= more
