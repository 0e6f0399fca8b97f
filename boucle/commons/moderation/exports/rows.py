"""The rows of somebody's scope as CSV, whatever their state; never contacts, private links or who holds what."""

import csv
from collections.abc import Iterator
from io import StringIO

from boucle.commons.moderation.queries import queue
from boucle.commons.opendata.exports import tables
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.registry import Column

CHUNK = 500  # rows read at a time
SHARED = (
    Column("reference", "short reference", lambda row: row.reference),
    Column("id", "identifier that never changes (UUIDv7)", lambda row: str(row.uid)),
    Column("kind", "kind of fiche", lambda row: row.kind),
    Column("state", "state of the lifecycle", lambda row: row.state),
    Column("title", "title", lambda row: row.title),
    Column("text", "description, Markdown", lambda row: row.text),
    Column("theme", "theme", lambda row: row.theme.slug if row.theme else ""),
    Column("territory", "code of the territory", lambda row: row.territory.code),
    Column("territory_name", "its name", lambda row: row.territory.name),
    Column("address", "public address", lambda row: row.address),
    Column("lat", "latitude, degrees, WGS 84", lambda row: row.lat),
    Column("lon", "longitude, degrees, WGS 84", lambda row: row.lon),
    Column("situation", "situation", lambda row: row.situation.slug if row.situation else ""),
    Column("nature", "real, exercise, test or planned", lambda row: row.nature),
    Column("origin", "how it came", lambda row: row.origin),
    Column("source", "where it comes from", lambda row: row.source),
    Column("urgent", "whether it presses", lambda row: row.is_urgent),
    Column("proposed_at", "first proposed, UTC", lambda row: row.created_at),
    Column("published_at", "first published, UTC", lambda row: row.published_at),
    Column("verified_at", "last said to be true, UTC", lambda row: row.verified_at),
    Column("review_on", "day of its next check", lambda row: row.review_on),
    Column("revision_waits", "whether a revision waits", lambda row: row.has_waiting_revision),
    Column("asked_at", "since when a decision is asked for, UTC", lambda row: row.asked_at),
    Column("due_at", "when it climbs one level, UTC", lambda row: row.due_at),
    Column("climbs", "levels climbed", lambda row: row.climbs),
)


def stream(user: User) -> Iterator[bytes]:
    """The header, then the rows in the order of their creation; the memory does not grow with their number."""
    kinds = sorted(registry.KINDS.values(), key=lambda kind: kind.number)
    own = {kind.code: kind.columns for kind in kinds}
    names = list(dict.fromkeys(column.name for column in [*SHARED, *(each for kind in kinds for each in kind.columns)]))
    yield line(names)
    rows = queue.in_scope(user, Right.EXPORT).select_related("territory", "theme", "situation", *own)
    for row in rows.order_by("id").iterator(chunk_size=CHUNK):
        yield line(cells(row, [*SHARED, *own[row.kind]], names))


def cells(row: Contribution, columns: list[Column], names: list[str]) -> list[object]:
    values = {column.name: column.read(row) for column in columns}
    return [tables.cell(values.get(name)) for name in names]


def line(values: list[object] | list[str]) -> bytes:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(values)
    return buffer.getvalue().encode()
