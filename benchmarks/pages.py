"""A fiche, the groups of a map and answers 304, beside the same bytes served from memory.

python -m benchmarks.pages [number of fiches]
"""

import base64
import random
import sys
import time

from benchmarks import ground, web

FLOOR, FLOOR_304 = 1 / 3, 1 / 2
MANY = 40  # pages that people read at the same time


def main() -> None:
    ground.fiches(int(sys.argv[1]) if sys.argv[1:] else 10_000)
    chance = random.Random(2)
    held = [measure("fiche page", fiches(chance)), measure("map, groups", maps(chance))]
    if not all(held):
        raise SystemExit("A path is under its floor.")


def measure(name: str, addresses: list[str]) -> bool:
    with web.server("config.wsgi:application", web.PORT + 2) as port:
        answers = {address: web.get(port, address) for address in addresses}
    wrong = [address for address, (status, headers, _) in answers.items() if status != 200 or "etag" not in headers]
    if wrong:
        raise SystemExit(f"Not a ready page: {wrong[0]} ({answers[wrong[0]][0]})")
    kept = {
        address: (headers["etag"], base64.b64encode(body).decode(), list(headers.items()))
        for address, (_, headers, body) in answers.items()
    }
    with web.both({"answers": kept}) as ports:
        start_of_a_minute()
        for address in kept:
            web.get(ports[0], address)
        whole = web.compare(name, ports, [web.request(address) for address in kept], FLOOR)
        known = [web.request(address, **{"If-None-Match": tag}) for address, (tag, _, _) in kept.items()]
        return web.compare(f"{name}, 304", ports, known, FLOOR_304) and whole


def start_of_a_minute() -> None:
    """A ready page lasts until the next full minute: what is measured is a page that is ready."""
    while time.time() % 60 > 60 - 10 * web.SECONDS and web.SECONDS < 6:
        time.sleep(0.2)


def fiches(chance: random.Random) -> list[str]:
    from boucle.foundation.lifecycle.models import Contribution

    references = list(Contribution.objects.order_by("pk").values_list("reference", flat=True)[: 10 * MANY])
    return [f"/f/{reference}/" for reference in chance.sample(references, MANY)]


def maps(chance: random.Random) -> list[str]:
    found = []
    for zoom in (5, 8, 11, 14):
        width = 360 / 2**zoom * 3
        for _ in range(MANY // 4):
            west, south = 4.83 + chance.gauss(0, 1), 45.76 + chance.gauss(0, 1)
            box = f"{west:.4f},{south:.4f},{west + width:.4f},{min(south + width * 0.7, 85):.4f}"
            found.append(f"/t/france/clusters/?z={zoom}&box={box}")
    return found


if __name__ == "__main__":
    main()
