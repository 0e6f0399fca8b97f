"""Votes cast by sixteen writers while the opinion map is computed again and again, beside the same rows inserted raw.

    python -m benchmarks.votes [--postgresql]

Both write the same table of the same database, in turn, one durable transaction each; on SQLite each is synced
(`synchronous=FULL`). The map is computed by a process of its own, as the worker does, without a pause.
"""

import contextlib
import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

from benchmarks import ground, raw
from tests import postgresql

FLOOR = 1 / 10
WRITERS = 16
ROUNDS = 3  # of each, in turn: a busy neighbour of the machine slows both
CAST = int(os.environ.get("BENCH_VOTES", "1600"))  # in a round
INSERTED = 3 * CAST
PEOPLE, STATEMENTS, EACH = 1000, 60, 30  # of the conversation, and votes that each person cast before
TOWN = "69266"
REFERENCE = "BENCH_CONSULTATION"


def main() -> None:
    if "--computing" in sys.argv[1:]:
        return compute()
    if "--postgresql" not in sys.argv[1:]:
        return measure()
    with postgresql.server() as url:
        host = url.split("host=")[1]
        subprocess.run([postgresql.binaries() / "createdb", "-h", host, "-U", "boucle", "boucle"], check=True)
        os.environ["DATABASE_URL"] = url
        return measure()


def measure() -> None:
    shutil.rmtree(ground.FILES / "votes", ignore_errors=True)
    ground.start("votes")
    row = conversation()
    with computed(row.pk) as maps:
        compare(row, maps)


def conversation() -> Any:
    """An open one, in an open town, with thirty thousand votes."""
    from boucle.foundation.accounts import actions as accounts
    from boucle.foundation.accounts import rules as offers
    from boucle.foundation.accounts.enums import Post, Right
    from boucle.foundation.lifecycle import rules
    from boucle.foundation.territories import actions as territories
    from boucle.foundation.territories import data
    from boucle.foundation.territories.models import Territory
    from boucle.together.consultations import actions
    from boucle.together.consultations.enums import Access, ItemType, Method

    territories.load(places=data.places(countries=["FR"], departments=["69"]))
    place = Territory.objects.get(code=TOWN)
    territories.open_territory(territory=place)
    user = accounts.create_member(email="mesure@exemple.fr", name="Mesure", password=None)
    accounts.give(user=user, offer=offers.Offer(place, None, Post.COORDINATOR, frozenset(Right)))
    row = actions.create(
        territory=place,
        user=user,
        title="Une conversation inventée",
        text="Pour mesurer.",
        method=Method.OPINIONS,
        access=Access.PUBLIC,
        is_hidden=False,
    )
    items = [
        actions.add_item(consultation=row, user=user, type=ItemType.STATEMENT, text=f"Phrase {number}.")
        for number in range(STATEMENTS)
    ]
    planned = actions.plan_round(consultation=row, user=user, items=items)
    actions.open_round(round=planned, by=rules.By(user=user))
    row.refresh_from_db()
    people(row, items)
    return row


def people(row: Any, items: list[Any]) -> None:
    """Rows written at once: what is measured comes afterwards, by the action."""
    from boucle.together.consultations.models import Voice, Vote
    from boucle.together.consultations.queries import codes

    chance = random.Random(ground.SEED)
    voices = [Voice(consultation=row, code_hash=codes.voice_print(codes.new())) for _ in range(PEOPLE)]
    Voice.objects.bulk_create(voices)
    cast = [
        Vote(consultation=row, voice=voice, item=item, value=chance.choice((1, 0, -1)))
        for voice in voices
        for item in chance.sample(items, EACH)
    ]
    Vote.objects.bulk_create(cast, batch_size=5000)


@contextlib.contextmanager
def computed(consultation_id: int) -> Iterator[list[bytes]]:
    """Within it a process computes the map without a pause; at the end the list has one line for each map."""
    environment = dict(os.environ) | {REFERENCE: str(consultation_id)}
    command = [sys.executable, "-m", "benchmarks.votes", "--computing"]
    maps: list[bytes] = []
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)
    assert process.stdout is not None
    maps.append(process.stdout.readline())  # it has begun: the first map is made
    reader = threading.Thread(target=lambda: maps.extend(process.stdout or ()), daemon=True)
    reader.start()
    try:
        yield maps
    finally:
        process.terminate()
        process.wait()
        reader.join()


def compute() -> None:
    ground.start("votes")
    from boucle.together.consultations.queries import finding, opinion_map

    row = finding.full().get(pk=int(os.environ[REFERENCE]))
    while True:
        opinion_map.refresh(row)
        sys.stdout.write("map\n")
        sys.stdout.flush()


def compare(row: Any, maps: list[bytes]) -> None:
    from boucle.together.consultations import actions
    from boucle.together.consultations.models import Vote

    voices = [actions.join(consultation=row)[0] for _ in range(WRITERS + 1)]
    items = list(row.items.all())
    with raw.noted() as one:
        cast(voices[WRITERS:], items, 1, turn=0)
    seconds, inserted = 0.0, 0.0
    for turn in range(ROUNDS):
        before = Vote.objects.count()
        seconds += cast(voices[:WRITERS], items, CAST // WRITERS, turn=turn)
        if Vote.objects.count() != before + CAST:
            raise SystemExit("Votes that were acknowledged are not there.")
        inserted += raw.insert(one, INSERTED, WRITERS)
    report(ROUNDS * CAST / seconds, ROUNDS * INSERTED / inserted, len(maps))


def cast(voices: list[Any], items: list[Any], each: int, *, turn: int) -> float:
    """So many votes by each of these voices, on a thread of its own, each vote another than the one before; seconds."""
    failures: list[BaseException] = []
    ready = threading.Barrier(len(voices) + 1)
    threads = [threading.Thread(target=write, args=[voice, items, each, turn, ready, failures]) for voice in voices]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return time.perf_counter() - began


def write(voice: Any, items: list[Any], each: int, turn: int, ready: threading.Barrier, failures: list[Any]) -> None:
    from django.db import connection

    from boucle.together.consultations import actions

    try:
        connection.ensure_connection()
        ready.wait()
        for number in range(turn * each, (turn + 1) * each):
            at, again = number % len(items), number // len(items)
            actions.cast(voice=voice, item=items[at], value=(-1) ** again)
    except BaseException as error:
        failures.append(error)
        ready.abort()
    finally:
        connection.close()


def report(ours: float, limit: float, maps: int) -> None:
    ratio = ours / limit
    print(
        f"votes, {WRITERS} writers  {ours:7.1f}/s  raw, durable {limit:7.0f}/s  ratio {ratio:.3f} (floor {FLOOR:.3f})"
        f"  none lost of {ROUNDS * CAST}, {maps} maps computed meanwhile"
    )
    if ratio < FLOOR:
        raise SystemExit("Under the floor.")
    if maps < 2:
        raise SystemExit("No map was computed meanwhile: nothing was measured.")


if __name__ == "__main__":
    main()
