"""Everything as CSV and as GeoJSON, beside `csv.writer` and orjson over a raw cursor on the same rows.

python -m benchmarks.export [100000]
"""

import csv
import io
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson

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
    ground.fiches(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    held = True
    for name, ours, bare in (("CSV", csv_of_boucle, bare_csv), ("GeoJSON", geojson_of_boucle, bare_geojson)):
        limit = min(drained(bare)[0] for _ in range(TURNS))
        before = memory()
        took, first, size = min(drained(ours) for _ in range(TURNS))
        grown = memory() - before
        ratio = took / limit
        held = held and ratio <= MOST_TIMES and first * 1000 < FIRST_BYTE_MS and grown < MEMORY_MIB
        print(
            f"{name:8} {took:6.2f} s for {size / 1e6:.0f} MB, ×{ratio:.2f} of {limit:.2f} s (≤ ×{MOST_TIMES:.0f});"
            f" first byte {first * 1000:.0f} ms (< {FIRST_BYTE_MS:.0f}); memory +{grown:.0f} MiB (< {MEMORY_MIB:.0f})"
        )
    if not held:
        raise SystemExit("An export is slower, later or heavier than it may be.")


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


if __name__ == "__main__":
    main()
