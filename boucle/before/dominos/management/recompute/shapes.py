"""What `boucle recompute dominos` prints, key by key: times in hours from the start, services by their ids."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
from django.utils.translation import gettext as _

from boucle.before.dominos.engine import deadlocks as locks
from boucle.before.dominos.engine import draws, equity, tally
from boucle.before.dominos.engine import measures as engine
from boucle.before.dominos.engine import ranking as ranks
from boucle.before.dominos.engine import tornado as bars
from boucle.before.dominos.engine import why as chains
from boucle.before.dominos.engine.measures import Measure
from boucle.before.dominos.engine.model import Floats, Model
from boucle.before.dominos.engine.reading_plan import Plan
from boucle.before.dominos.engine.sheets import Problem
from boucle.before.dominos.engine.timeline import NEVER, NOBODY, Losses

HOUR = 60
FAMILY = 30  # services whose pairs are ranked


def shape(town: Model, plan: Plan, losses: Losses) -> dict[str, Any]:
    found = tally.tally(town, losses)
    services = town.services
    return {
        "horizon": hours(losses.horizon),
        "services": shape_services(town, plan, losses),
        "places": by_name(services.place.names, found.by_place),
        "vulnerability": by_name(services.vulnerability.names, found.by_vulnerability),
        "kinds": by_name(services.kind.names, found.by_kind),
        "person_hours": found.total,
        "share": found.share,
        "vital": [
            {"kind": services.kind.names[one.kind], "service": services.ids[one.service], "at": hours(one.minute)}
            for one in tally.breaks(town, losses)
        ],
        "equity": asdict(equity.of_outages(town, plan.outages, losses.horizon)),
        "deadlocks": {
            "after": deadlocks(town, locks.after(town, losses.down_at(losses.horizon - 1))),
            "black_start": deadlocks(town, locks.black_start(town)),
        },
    }


def hours(minute: int) -> float | None:
    return None if minute == NEVER else minute / HOUR


def by_name(names: Sequence[str], person_hours: Floats) -> dict[str, Any]:
    return {name: {"person_hours": one} for name, one in zip(names, person_hours.tolist(), strict=True) if name or one}


def shape_services(town: Model, plan: Plan, losses: Losses) -> dict[str, Any]:
    ids = town.services.ids
    found: dict[str, Any] = {one: {"lost": [], "wave": None, "because": None} for one in ids}
    columns = (losses.service, losses.start, losses.end, losses.wave, losses.because, losses.outage)
    for service, start, end, wave, because, outage in zip(*(column.tolist() for column in columns), strict=True):
        one = found[ids[service]]
        if not one["lost"]:
            one["wave"] = wave
            one["because"] = ids[because] if because != NOBODY else plan.events[outage] or None
        one["lost"].append([start / HOUR, hours(end)])
    return found


def deadlocks(town: Model, found: list[locks.Deadlock]) -> list[dict[str, Any]]:
    return [{"loop": [town.services.ids[row] for row in one.loop], "held": one.held} for one in found]


def problem(told: Problem) -> dict[str, Any]:
    return {"line": told.line, "reason": _(told.sentence) % told.values, "kept": told.is_kept}


def measures(town: Model, plan: Plan, horizon: int, given: Sequence[Measure]) -> list[dict[str, Any]]:
    return [
        {
            "measure": one.measure.name,
            "before": one.before,
            "after": one.after,
            "spared": one.spared,
            "price": one.measure.price,
            "places": {
                name: {"spared": spared}
                for name, spared in zip(town.services.place.names, one.spared_by_place.tolist(), strict=True)
                if name or spared
            },
        }
        for one in engine.compare(town, plan.outages, horizon, given)
    ]


def bands(town: Model, plan: Plan, horizon: int, number: int, seed: int, how: Mapping[str, Any]) -> dict[str, Any]:
    found = draws.draw(town, plan.outages, horizon, number, seed, **how)
    services = town.services
    return {
        "draws": number,
        "seed": seed,
        "person_hours": asdict(draws.band(found.total)),
        "places": bands_by_name(services.place.names, found.by_place),
        "vulnerability": bands_by_name(services.vulnerability.names, found.by_vulnerability),
        "vital": vital_bands(services.kind.names, found),
        "services": {services.ids[row]: found.lost[row] / number for row in np.flatnonzero(found.lost).tolist()},
    }


def bands_by_name(names: Sequence[str], columns: Floats) -> dict[str, Any]:
    shown = [at for at, name in enumerate(names) if name or columns[:, at].any()]
    return {names[at]: asdict(draws.band(columns[:, at])) for at in shown}


def vital_bands(names: Sequence[str], found: draws.Draws) -> dict[str, Any]:
    """The share of draws in which a function breaks, and when, in hours, where it does."""
    broken = found.breaks != NEVER
    return {
        names[at]: {"share": float(broken[:, at].mean()), **asdict(draws.band(found.breaks[broken[:, at], at] / HOUR))}
        for at in np.flatnonzero(broken.any(axis=0)).tolist()
    }


def ranking(town: Model, horizon: int, number: int, how: Mapping[str, Any]) -> dict[str, Any]:
    single = ranks.single(town, horizon, **how)
    among = np.array([one.services[0] for one in single[:FAMILY]], np.int64)
    pairs = ranks.pairs(town, horizon, among=among, **how)[:number]
    return {"single": [case(town, one) for one in single[:number]], "pairs": [case(town, one) for one in pairs]}


def case(town: Model, one: ranks.Case) -> dict[str, Any]:
    names = [town.services.ids[row] for row in one.services]
    return {"services": names, "person_hours": one.person_hours, "more": one.more}


def tornado(town: Model, plan: Plan, horizon: int) -> list[dict[str, Any]]:
    kinds = town.services.kind.names
    return [
        {"kind": kinds[one.kind], "supplier_kind": kinds[one.supplier_kind], "least": one.least, "most": one.most}
        for one in bars.tornado(town, plan.outages, horizon)
    ]


def why(town: Model, plan: Plan, losses: Losses, service: int) -> list[dict[str, Any]]:
    return [
        {
            "service": town.services.ids[step.service],
            "at": hours(step.start),
            "wave": step.wave,
            "event": plan.events[step.outage] or None if step.outage != NOBODY else None,
        }
        for step in chains.chain(losses, service)
    ]
