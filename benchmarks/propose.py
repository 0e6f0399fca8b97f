"""Fiches proposed by sixteen programs at once, beside the same rows inserted raw, one durable transaction each.

    python -m benchmarks.propose [--postgresql]

Both write the same tables of the same database, in turn; SQLite syncs each transaction (`synchronous=FULL`).
"""

import os
import random
import selectors
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import orjson

from benchmarks import ground, raw, web
from tests import postgresql
from tests.journeys import serving

FLOOR = 1 / 20
WRITERS = 16
ROUNDS = 3  # of each, in turn: a busy neighbour of the machine slows both
PROPOSED = int(os.environ.get("BENCH_PROPOSED", "600"))  # in a round
INSERTED = 5 * PROPOSED
TOWN = "69266"


def main() -> None:
    if "--postgresql" not in sys.argv[1:]:
        return measure()
    with postgresql.server() as url:
        host = url.split("host=")[1]
        subprocess.run([postgresql.binaries() / "createdb", "-h", host, "-U", "boucle", "boucle"], check=True)
        os.environ["DATABASE_URL"] = url
        return measure()


def measure() -> None:
    key = prepare()
    server = serving.start(dict(os.environ), "--workers", "2", "--without-worker")
    try:
        compare(int(server.address.rsplit(":", 1)[1]), questions(key))
    finally:
        server.stop()


def prepare() -> str:
    """An empty database with one open town, and the key of a program that may write there."""
    shutil.rmtree(ground.FILES / "propose", ignore_errors=True)
    ground.start("propose")
    from boucle.commons.opendata import actions as programs
    from boucle.foundation.situations import actions as situations
    from boucle.foundation.territories import actions, data
    from boucle.foundation.territories.models import Territory

    actions.load(places=data.places(countries=["FR"], departments=["69"]))
    situations.load_themes()
    actions.open_territory(territory=Territory.objects.get(code=TOWN))
    return programs.create_key(name="benchmark", per_hour=1_000_000)


def compare(port: int, asked: Iterator[bytes]) -> None:
    propose(port, asked, WRITERS)  # every process has its connections
    before = rows()
    with raw.noted() as one:
        propose(port, asked, 1)
    each = [now - then for now, then in zip(rows(), before, strict=True)]
    proposed, inserted, failures = 0.0, 0.0, 0
    for _ in range(ROUNDS):
        before = rows()
        seconds, failed = propose(port, asked, PROPOSED)
        if rows() != [then + (PROPOSED - failed) * more for then, more in zip(before, each, strict=True)]:
            raise SystemExit("Rows of fiches that were acknowledged are not there.")
        proposed, failures = proposed + seconds, failures + failed
        inserted += raw.insert(one, INSERTED, WRITERS)
    report(ROUNDS * PROPOSED / proposed, ROUNDS * INSERTED / inserted, failures)


def rows() -> list[int]:
    from boucle.foundation.lifecycle.models import Contact, Contribution, Delivery, Revision, Transition
    from boucle.foundation.messages.models import Letter

    return [table.objects.count() for table in (Contribution, Revision, Transition, Contact, Delivery, Letter)]


def report(ours: float, limit: float, failures: int) -> None:
    ratio = ours / limit
    print(
        f"propose, {WRITERS} writers  {ours:7.1f}/s  raw, durable {limit:7.0f}/s  ratio {ratio:.3f} (floor {FLOOR:.3f})"
        f"  {failures} failed, none lost of {ROUNDS * PROPOSED}"
    )
    if ratio < FLOOR or failures:
        raise SystemExit("Proposals failed." if failures else "Under the floor.")


def questions(key: str) -> Iterator[bytes]:
    """Requests without end, each another fiche with a key of its own."""
    chance = random.Random(ground.SEED)
    number = 0
    while True:
        number += 1
        content = orjson.dumps(fiche(chance, number))
        lines = [
            "POST /api/v1/fiches HTTP/1.1",
            "Host: localhost",
            f"Authorization: Bearer {key}",
            f"Idempotency-Key: fiche-{number}",
            "Content-Type: application/json",
            f"Content-Length: {len(content)}",
        ]
        yield ("\r\n".join(lines) + "\r\n\r\n").encode() + content


def fiche(chance: random.Random, number: int) -> dict[str, Any]:
    return {
        "title": f"{chance.choice(ground.THINGS)} {number}",
        "text": " ".join(chance.sample(ground.PHRASES, 4)),
        "theme": "repas-chauds",
        "territory": TOWN,
        "address": f"{number % 200} rue du Lac",
        "lat": round(45.7705 + chance.uniform(-0.005, 0.005), 6),
        "lon": round(4.8889 + chance.uniform(-0.005, 0.005), 6),
        "hours": "Mo-Fr 09:00-18:00",
        "organisation": chance.choice(ground.HOLDERS),
        "audiences": ["families"],
        "contact": {"name": "Personne inventée", "email": f"fiche-{number}@example.org"},
    }


def propose(port: int, asked: Iterator[bytes], count: int) -> tuple[float, int]:
    """Sends that many, one at a time on each connection; returns the seconds that it took and how many failed."""
    selector = selectors.DefaultSelector()
    began, left, failures = time.perf_counter(), count, 0
    for _ in range(min(WRITERS, count)):
        connection = web.Connection(port)
        connection.ask(next(asked))
        selector.register(connection.socket, selectors.EVENT_READ, connection)
        left -= 1
    while selector.get_map():
        for key, _ in selector.select(60):
            connection = key.data
            if not connection.is_done():
                continue
            failures += connection.status != 201
            if left:
                connection.ask(next(asked))
                left -= 1
            else:
                selector.unregister(connection.socket)
                connection.socket.close()
    return time.perf_counter() - began, failures


if __name__ == "__main__":
    main()
