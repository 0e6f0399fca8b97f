"""Inventories that reach their state by the real actions: a feeder, a mast, a pump, a reservoir, homes."""

import itertools
import uuid
from datetime import date
from typing import Any

from boucle.before.dominos import actions
from boucle.before.dominos.models import Dependency, Inventory, Schedule, Service
from boucle.before.dominos.queries.incoming_shapes import Said
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.guard import forms as guard
from boucle.foundation.territories.models import Territory
from tests.factories import accounts, contributions

numbers = itertools.count(1)
EVENING = (17 * 60, 20 * 60)
VISIT = Said("visite inventée", "measured", date(2026, 10, 6))


def keeper(inventory: Inventory) -> User:
    """Who made it, and coordinates its territory."""
    assert inventory.created_by is not None
    return inventory.created_by


def inventory(territory: Territory | None = None, *, is_open: bool = True, user: User | None = None) -> Inventory:
    place = territory or contributions.commune()
    holder = user or accounts.coordinator(place)
    made = actions.create(territory=place, user=holder, name=f"Inventaire inventé {next(numbers)}")
    return actions.open_to_public(inventory=made, user=holder) if is_open else made


def service(of: Inventory, code: str, kind: str = "other", **fields: Any) -> Service:
    values: dict[str, Any] = {"name": f"Service {code}", "kind": kind, "place": of.territory, **fields}
    return actions.write_service(inventory=of, user=keeper(of), code=code, said=VISIT, **values)


def need(service: Service, *suppliers: Service, likely: int = 0, **fields: Any) -> Dependency:
    values: dict[str, Any] = {"low": likely, "likely": likely, "high": likely, **fields}
    made = actions.write_need(
        inventory=service.inventory,
        user=keeper(service.inventory),
        service=service,
        suppliers=suppliers,
        said=VISIT,
        **values,
    )
    return made[0]


def schedule(of: Inventory, tranche: str = "4", name: str = "Coupure du soir", season: str = "hiver") -> Schedule:
    """Cut from 17:00 to 20:00."""
    made = actions.write_schedule(inventory=of, user=keeper(of), name=name, day=date(2026, 11, 18), season=season)
    actions.add_cut(schedule=made, user=keeper(of), tranche=tranche, start=EVENING[0], end=EVENING[1])
    return made


def guarded(**changes: str) -> dict[str, str]:
    """What the form of a challenge carries, given out a minute ago."""
    stamp = guard.STAMP.sign(str(int(clock.now().timestamp()) - 60))
    return {"key": str(uuid.uuid4()), "stamp": stamp, **changes}


def town(territory: Territory | None = None, *, is_open: bool = True) -> Inventory:
    """The story of the reference page, small: at 17:00 the feeder and the pump, at 17:30 the mast, at 18:10 the water;
    two closed sites of four and three people."""
    made = inventory(territory, is_open=is_open)
    feeder = service(made, "feeder", "feeder", name="Courant de Bron", people=11_900, tranche="4", lat=45.73, lon=4.91)
    other = service(made, "other", "feeder", name="Courant voisin", people=3_000, tranche="5", lat=45.74, lon=4.92)
    mast = service(
        made, "mast", "mast", name="Relais du Ry", people=7_400, restart=40, is_vital=True, lat=45.731, lon=4.911
    )
    pump = service(made, "pump", "pump", name="Pompage", restart=20, lat=45.732, lon=4.912)
    water = service(made, "water", "reservoir", name="Eau du Thier", people=5_200, restart=55, is_vital=True)
    school = service(made, "school", "school", name="École", people=200, vulnerability="children")
    need(mast, feeder, low=20, likely=30, high=40)
    need(pump, feeder)
    need(water, pump, low=50, likely=70, high=100)
    need(school, other, likely=60)
    for number, people in ((1, 4), (2, 3)):
        hidden = service(
            made, f"secret{number}", "devices", name=f"Personne cachée {number}", people=people, is_open=False,
            vulnerability="devices", is_vital=True, lat=45.7333, lon=4.9133,
        )  # fmt: skip
        need(hidden, feeder, likely=120)
    actions.write_measure(
        inventory=made,
        user=keeper(made),
        name="Batteries au relais",
        pieces=[actions.Piece(mast, "autonomy", 4, feeder)],
        cost=18_000,
        delay="au printemps",
    )
    made.refresh_from_db()
    return made
