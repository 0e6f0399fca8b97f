"""CSV (RFC 4180, UTF-8, comma): opens in a spreadsheet, and cannot run a formula there."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import orjson

from boucle.commons.opendata.exports import columns as published
from boucle.commons.opendata.queries.records import Record
from boucle.foundation.lifecycle import registry

CHUNK = 64 * 1024  # signs
RISKY = frozenset("=@\t\r+-")
FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d .()/-]*$)")  # +33 4 72… is a telephone, not a formula
BOM = "\ufeff"


def stream(records: Iterable[Record], *, has_hxl: bool = False, is_for_excel: bool = False) -> Iterator[bytes]:
    """The header at once, then the rows in pieces of about 64 kB.

    `is_for_excel`: semicolons and a byte-order mark, which a French Excel needs to open it by a double click.
    """
    names = tuple(column.name for column in published.every())
    written = {kind: cells(kind, names) for kind in registry.KINDS}
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";" if is_for_excel else ",", lineterminator="\r\n")
    buffer.write(BOM if is_for_excel else "")
    writer.writerow(names)
    if has_hxl:
        writer.writerow([published.HXL.get(name, "") for name in names])
    yield take(buffer)
    for record in records:
        writer.writerow([write(record) for write in written[record.kind]])
        if buffer.tell() > CHUNK:
            yield take(buffer)
    yield take(buffer)


def take(buffer: StringIO) -> bytes:
    """What was written since the last time."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def cells(kind: str, names: tuple[str, ...]) -> list[Callable[[Record], Any]]:
    """How to write the cell of each name for a record of this kind: decided once per file, not once per row."""
    reads = dict(zip(*published.readers(kind), strict=True))
    return [reads.get(name, nothing) if name in OURS else safe(reads.get(name, nothing)) for name in names]


def nothing(record: Record) -> None:
    """A column that other kinds have."""


def safe(read: Callable[[Record], Any]) -> Callable[[Record], Any]:
    """A cell that a person may have written."""
    return read if read is nothing else lambda record: cell(read(record))


def cell(value: Any) -> Any:
    """A value as a cell: a text that a spreadsheet would run gets an apostrophe in front (OWASP, CSV injection)."""
    write = WRITERS.get(type(value))
    return write(value) if write else value


def text(value: str) -> str:
    return "'" + value if value and value[0] in RISKY and FORMULA.match(value) else value


def moment(value: datetime) -> str:
    """In UTC, to the second."""
    return value.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


# Columns whose values Boucle itself makes: nobody can put a formula there.
OURS = frozenset("id reference kind theme territory lat lon url state review_on licence nature language".split())
WRITERS: dict[type, Callable[[Any], str]] = {
    str: text,
    datetime: moment,
    list: "|".join,
    dict: lambda value: orjson.dumps(value).decode() if value else "",
    bool: lambda value: "true" if value else "false",
}
