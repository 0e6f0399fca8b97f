"""CSV (RFC 4180, UTF-8, comma): opens in a spreadsheet, and cannot run a formula there."""

import csv
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from boucle.commons.opendata.exports import columns as published
from boucle.commons.opendata.queries.records import Record

CHUNK = 64 * 1024  # signs
FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d .()/-]*$)")  # +33 4 72… is a telephone, not a formula
BOM = "\ufeff"


def stream(records: Iterable[Record], *, has_hxl: bool = False, is_for_excel: bool = False) -> Iterator[bytes]:
    """The header at once, then the rows in pieces of about 64 kB.

    `is_for_excel`: semicolons and a byte-order mark, which a French Excel needs to open it by a double click.
    """
    names = [column.name for column in published.every()]
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=";" if is_for_excel else ",", lineterminator="\r\n")
    buffer.write(BOM if is_for_excel else "")
    writer.writerow(names)
    if has_hxl:
        writer.writerow([published.HXL.get(name, "") for name in names])
    yield take(buffer)
    rows = (row(record, names) for record in records)
    for line in rows:
        writer.writerow(line)
        if buffer.tell() > CHUNK:
            yield take(buffer)
    yield take(buffer)


def take(buffer: StringIO) -> bytes:
    """What was written since the last time."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def row(record: Record, names: list[str]) -> list[Any]:
    found = published.values(record)
    return [cell(found.get(name)) for name in names]


def cell(value: Any) -> Any:
    """A value as a cell: a text that a spreadsheet would run gets an apostrophe in front (OWASP, CSV injection)."""
    if isinstance(value, str):
        return "'" + value if value and FORMULA.match(value) else value
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, list):
        return "|".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value
