"""Lists as JSON (a theme, a box) and searches by words, beside the same SQL served bare.

python -m benchmarks.lists [number of fiches]
"""

import random
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import quote

from benchmarks import ground, web

DISTINCT, REPEATED = 0.25, 1 / 3  # floors
MANY = 3000  # addresses, more than a run can ask for twice where they must be distinct


def main() -> None:
    ground.fiches(int(sys.argv[1]) if sys.argv[1:] else 10_000)
    chance = random.Random(1)
    held = [measure(name, make(chance)) for name, make in PATHS.items()]
    if not all(held):
        raise SystemExit("A path is under its floor.")


def measure(name: str, addresses: list[str]) -> bool:
    statements = {address: recorded(address) for address in addresses}
    with web.both({"statements": statements}) as ports:
        questions = [web.request(address) for address in addresses]
        distinct = web.compare(f"{name}, distinct", ports, questions, DISTINCT)
        return web.compare(f"{name}, repeated", ports, questions[:20], REPEATED) and distinct


def recorded(address: str) -> list[tuple[str, list[Any]]]:
    """The statements that the answer to an address runs, in the form of the driver."""
    from django.db import connection
    from django.test import RequestFactory

    from boucle.during.initiatives.views.listing import listing_page

    found: list[tuple[str, list[Any]]] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        driver = sql if connection.vendor == "postgresql" else sql.replace("%s", "?").replace("%%", "%")
        found.append((driver, list(params or [])))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        listing_page(RequestFactory().get(address), slug=address.split("/")[2])
    return found


def places(*levels: str) -> list[Any]:
    """The most populated territories of these levels, which are open: their lists fill a page."""
    from boucle.foundation.territories.models import Territory

    rows = Territory.objects.filter(level__in=levels, country="FR")
    if "commune" in levels:
        rows = rows.filter(lat__isnull=False)
    chosen = list(rows.order_by("-population", "code")[:100])
    Territory.objects.filter(pk__in=[place.pk for place in chosen]).update(is_open=True)
    return chosen


def by_theme(chance: random.Random) -> list[str]:
    from boucle.foundation.situations.models import Theme

    slugs = list(Theme.objects.filter(parent=None).order_by("slug").values_list("slug", flat=True))
    large = places("region", "country")[:14]
    pairs: Iterable[tuple[Any, str]] = [(place, slug) for place in large for slug in slugs]
    numbers = range(15)  # what nobody reads makes another address, and the same statements
    found = [f"/t/{place.slug}/list/?format=json&theme={slug}&n={n}" for place, slug in pairs for n in numbers]
    return shuffled(chance, found)


def by_words(chance: random.Random) -> list[str]:
    words = "soupe couvertures téléphone enfants électrogène eau vélos batteries repas bois samedi infirmière".split()
    found = [
        f"/t/{town.slug}/list/?format=json&q={quote(f'{one} {other}')}"
        for town in places("region", "department")
        for one, other in (chance.sample(words, 2) for _ in range(30))
    ]
    return shuffled(chance, found)


def by_box(chance: random.Random) -> list[str]:
    found = []
    for town in places("commune") * 30:
        lat, lon = town.lat + chance.gauss(0, 0.2), town.lon + chance.gauss(0, 0.2)
        zone = f"{lon - 0.4:.5f},{lat - 0.3:.5f},{lon + 0.4:.5f},{lat + 0.3:.5f}"
        found.append(f"/t/france/list/?format=json&zone={zone}")
    return shuffled(chance, found)


def shuffled(chance: random.Random, addresses: list[str]) -> list[str]:
    unique = sorted(set(addresses))
    chance.shuffle(unique)
    return unique[:MANY]


PATHS = {"list, a theme": by_theme, "list, a box": by_box, "search by words": by_words}

if __name__ == "__main__":
    main()
