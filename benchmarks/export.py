"""Everything as CSV and as GeoJSON, beside `csv.writer` and orjson over a raw cursor on the same rows.

python -m benchmarks.export [100000]
"""

import csv
import importlib
import io
import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

import orjson
from django.conf import settings

from benchmarks import ground

MOST_TIMES = 3.0
FIRST_BYTE_MS = 100.0
MEMORY_MIB = 64.0
TURNS = 3
COLUMNS = (
    "c.uid, c.reference, c.kind, c.title, c.text, h.slug, t.code, t.name, c.address, c.lat, c.lon, c.state,"
    " c.published_at, c.verified_at, c.review_on, c.licence, c.source, c.nature, c.language, k.variety, k.side,"
    " k.audiences, k.starts_on, k.ends_on, k.hours, k.access, k.organisation, k.public_phone, k.public_email,"
    " k.public_url, k.is_full"
)
SQL = (
    f"SELECT {COLUMNS} FROM lifecycle_contribution c JOIN initiatives_initiative k ON k.contribution_id = c.id"
    " JOIN territories_territory t ON t.id = c.territory_id LEFT JOIN situations_theme h ON h.id = c.theme_id"
    " WHERE c.state = 'published' ORDER BY c.verified_at DESC, c.id DESC"
)
PIECE = 64 * 1024


def main() -> None:
    number = sys.argv[1] if len(sys.argv) > 1 else "100000"
    ground.fiches(int(number))
    held = True
    for name in WAYS:
        limit = min(alone(number, name, is_bare=True) for _ in range(TURNS))
        ours = min(alone(number, name, is_bare=False) for _ in range(TURNS))
        ratio, first, grown = ours.seconds / limit.seconds, ours.first * 1000, ours.memory
        held = held and ratio <= MOST_TIMES and first < FIRST_BYTE_MS and grown < MEMORY_MIB
        print(
            f"{name:8} {ours.seconds:6.2f} s for {ours.size / 1e6:.0f} MB, ×{ratio:.2f} of {limit.seconds:.2f} s"
            f" (≤ ×{MOST_TIMES:.0f}); first byte {first:.0f} ms (< {FIRST_BYTE_MS:.0f});"
            f" memory +{grown:.0f} MiB (< {MEMORY_MIB:.0f})",
            flush=True,
        )
    if not held:
        raise SystemExit("An export is slower, later or heavier than it may be.")


class Drained(NamedTuple):
    seconds: float  # to the last byte
    first: float  # seconds to the first
    size: int  # bytes
    memory: float  # MiB that the process grew by


def alone(number: str, name: str, *, is_bare: bool) -> Drained:
    """In a process of its own: the most that a process ever held never goes down again."""
    command = [sys.executable, "-m", "benchmarks.export", number, name, "bare" if is_bare else "boucle"]
    done = subprocess.run(command, env=os.environ, check=True, stdout=subprocess.PIPE, text=True)
    return Drained(*json.loads(done.stdout.splitlines()[-1]))


def one(number: str, name: str, whose: str) -> Drained:
    ground.fiches(int(number))
    bare, ours = WAYS[name]
    make = bare if whose == "bare" else ours
    importlib.import_module(settings.ROOT_URLCONF)  # a server has its pages loaded before its first answer
    next(iter(make()))  # and has answered before
    before = memory()
    seconds, first, size = drained(make)
    return Drained(seconds, first, size, memory() - before)


def drained(make: Callable[[], Iterable[bytes]]) -> tuple[float, float, int]:
    """Seconds to the last byte, seconds to the first, bytes."""
    began = time.perf_counter()
    first, size = 0.0, 0
    for piece in make():
        first = first or time.perf_counter() - began
        size += len(piece)
    return time.perf_counter() - began, first, size


def memory() -> float:
    """The most that this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def asked() -> Any:
    from django.http import QueryDict

    from boucle.commons.search import queries
    from boucle.foundation.territories.models import Territory

    return queries.parse(QueryDict(), Territory.objects.get(code="FR"))[0]


def csv_of_boucle() -> Iterator[bytes]:
    from boucle.commons.opendata import exports
    from boucle.commons.opendata.exports import tables

    return tables.stream(exports.rows(asked()))


def geojson_of_boucle() -> Iterator[bytes]:
    from boucle.commons.opendata import exports
    from boucle.commons.opendata.exports import features

    return features.stream(exports.rows(asked()))


def cursor() -> Iterator[Any]:
    from django.db import connection

    with connection.cursor() as raw:
        raw.execute(SQL)
        while rows := raw.fetchmany(2000):
            yield from rows


def bare_csv() -> Iterator[bytes]:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in cursor():
        writer.writerow(row)
        if buffer.tell() > PIECE:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def bare_geojson() -> Iterator[bytes]:
    names = [name.strip().partition(".")[2] for name in COLUMNS.split(",")]
    batch: list[Any] = []
    for row in cursor():
        properties = dict(zip(names, row, strict=True))
        point = {"type": "Point", "coordinates": [properties["lon"], properties["lat"]]}
        batch.append({"type": "Feature", "geometry": point, "properties": properties})
        if len(batch) == 100:
            yield orjson.dumps(batch, default=str)
            batch = []
    yield orjson.dumps(batch, default=str)


WAYS = {"CSV": (bare_csv, csv_of_boucle), "GeoJSON": (bare_geojson, geojson_of_boucle)}

if __name__ == "__main__":
    if len(sys.argv) == 4:
        print(json.dumps(one(*sys.argv[1:])))
    else:
        main()
