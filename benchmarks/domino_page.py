"""The page of a run, for a commune of 500 services, beside the engine's own run.

    python -m benchmarks.domino_page

The page is asked for as a reader asks for it, through Django, without the ready bytes: each time another minute. The
limit is 200 ms; the engine's run of the same schedule is measured in the same turn, so that a slow machine shows.
"""

import os
import time
from collections.abc import Callable
from datetime import date
from tempfile import TemporaryDirectory
from typing import Any

SERVICES, TURNS, SECONDS = 500, 15, 0.2
PEOPLE_AT_ONCE = 20  # services that one feeder holds


def main() -> None:
    with TemporaryDirectory() as folder:
        os.environ |= {"BOUCLE_DATA": folder, "DJANGO_SETTINGS_MODULE": "config.settings", "BOUCLE_SECRET_KEY": "bench"}
        os.environ.setdefault("BOUCLE_LOG_LEVEL", "ERROR")
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        measured(made())


def made() -> Any:
    """Feeders, masts on batteries, pumps, reservoirs and homes, written as an import writes them."""
    from io import BytesIO

    from boucle.before.dominos import actions
    from boucle.before.dominos.queries import incoming
    from boucle.foundation.accounts import actions as accounts
    from boucle.foundation.accounts import rules
    from boucle.foundation.accounts.enums import Post, Right
    from boucle.foundation.territories import actions as territories
    from boucle.foundation.territories.engine.places import Place
    from boucle.foundation.territories.models import Territory

    territories.load(places=[Place("69029", "Bron", "commune", lat=45.73, lon=4.91, radius=3000)])
    place = territories.open_territory(territory=Territory.objects.get(code="69029"))
    user = accounts.create_member(email="b@bron.example", name="B", password="soupe chaude")
    offer = rules.Offer(place, None, Post.COORDINATOR, frozenset(Right))
    accounts.give(user=user, offer=offer)
    town = actions.create(territory=place, user=user, name="Commune de 500 services")
    services, needs = tables()
    read = incoming.read(town, BytesIO(services.encode()), BytesIO(needs.encode()), "bench")
    actions.take(inventory=town, user=user, read=read)
    schedule = actions.write_schedule(inventory=town, user=user, name="Un soir", day=date(2026, 11, 18))
    actions.add_cut(schedule=schedule, user=user, tranche="4", start=17 * 60, end=20 * 60)
    actions.open_to_public(inventory=town, user=user)
    return schedule


def tables() -> tuple[str, str]:
    services, needs = ["id,name,kind,people,tranche,lat,lon"], ["service,supplier,autonomy_min,autonomy,autonomy_max"]
    kinds = ("mast", "pump", "reservoir", "care_home", "school", "lift", "shop")
    for number in range(SERVICES):
        at = f"{45.70 + number % 25 / 400},{4.88 + number // 25 / 300}"
        feeder = f"s{number - number % PEOPLE_AT_ONCE}"
        if feeder == f"s{number}":
            tranche = number // PEOPLE_AT_ONCE % 8 + 1
            services.append(f"{feeder},Courant {number},feeder,1500,{tranche},{at}")
            continue
        kind = kinds[number % len(kinds)]
        services.append(f"s{number},Service {number},{kind},{10 * (number % 90)},,{at}")
        needs.append(f"s{number},{feeder},0:20,0:{30 + number % 25},1:30")
        if number % PEOPLE_AT_ONCE > 2:
            needs.append(f"s{number},s{number - 1},1:00,2:00,4:00")
    return "\n".join(services) + "\n", "\n".join(needs) + "\n"


def measured(schedule: Any) -> None:
    from django.test import Client

    from boucle.before.dominos.queries import runs

    client = Client(headers={"host": "localhost"})
    address = f"/dominos/{schedule.inventory.slug}/{schedule.slug}/"
    page = [timed(lambda minute=minute: asked(client, f"{address}?t={minute}")) for minute in minutes()]
    schedule.inventory.refresh_from_db()
    engine = [timed(lambda: runs.ran(schedule, is_whole=False)) for _ in range(TURNS)]
    middle, run = sorted(page)[TURNS // 2], sorted(engine)[TURNS // 2]
    print(f"{SERVICES} services: page {1000 * middle:.0f} ms (first {1000 * page[0]:.0f}), its run {1000 * run:.0f} ms")
    if middle > SECONDS:
        raise SystemExit(f"The page of a run takes more than {1000 * SECONDS:.0f} ms.")


def minutes() -> list[int]:
    return [17 * 60 + 5 * turn for turn in range(TURNS)]


def asked(client: Any, address: str) -> None:
    assert client.get(address).status_code == 200


def timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
