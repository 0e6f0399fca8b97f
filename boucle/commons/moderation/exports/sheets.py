"""One table of the dashboard as a CSV file (RFC 4180, UTF-8), safe in a spreadsheet."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from boucle.commons.opendata.exports import tables


def sheet(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([tables.cell(value) for value in row] for row in rows)
    return buffer.getvalue()
