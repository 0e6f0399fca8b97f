"""A panel drawn by lot from two files, and the people drawn as a list that can be invited."""

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _

from boucle.commons.opendata.engine import tables
from boucle.together.consultations.engine import quotas, sentences, sortition

QUOTA_COLUMNS = ("category", "value", "min", "max")


class Undrawable(Exception):
    """No panel can be drawn from these files; the sentence says what to mend."""


@dataclass(frozen=True)
class Seat:
    """One quota, and how many of the panel have its value."""

    quota: quotas.Quota
    drawn: int


@dataclass(frozen=True)
class Draw:
    """`people`: CSV of the drawn, with the columns name, email, group. Prints are SHA-256 of the files as they came."""

    found: sortition.Drawn
    seats: list[Seat]
    people: str
    pool_size: int
    pool_print: str
    quotas_print: str

    @property
    def percent(self) -> float:
        return round(100 * self.found.maximin, 1)

    @property
    def chances(self) -> list[tuple[str, float, bool]]:
        """Everybody's probability, the least first, and whether they were drawn."""
        drawn = set(self.found.panel)
        rows = [(name, chance, name in drawn) for name, chance in self.found.probabilities.items()]
        return sorted(rows, key=lambda row: (row[1], row[0]))


def draw(pool_file: BinaryIO, quotas_file: BinaryIO, *, seed: int, size: int | None) -> Draw:
    """Raises Undrawable with a sentence for files that do not read, or quotas that no panel holds."""
    pool_bytes, quota_bytes = pool_file.read(), quotas_file.read()
    try:
        asked = quotas.parse_quotas(rows(quota_bytes, QUOTA_COLUMNS, "quotas.csv"))
        categories = sorted({quota.category for quota in asked})
        people = list(rows(pool_bytes, ("id", *categories), "pool.csv"))
        pool = quotas.parse_pool(people, asked)
        found = sortition.draw(pool, asked, seed, size)
    except sentences.Refusal as refusal:
        raise Undrawable(_(refusal.sentence) % refusal.values) from refusal
    counts = quotas.tally(found.panel, pool)
    return Draw(
        found=found,
        seats=[Seat(quota, counts[quota.category, quota.value]) for quota in asked],
        people=listed([cells for _line, cells in people], found.panel),
        pool_size=len(pool.people),
        pool_print=hashlib.sha256(pool_bytes).hexdigest(),
        quotas_print=hashlib.sha256(quota_bytes).hexdigest(),
    )


def rows(content: bytes, needed: Sequence[str], name: str) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        table = tables.read(io.BytesIO(content))
    except tables.Unreadable as error:
        raise Undrawable(_("“%(name)s” is no table: save the sheet as CSV.") % {"name": name}) from error
    missing = next((column for column in needed if column not in table.columns), None)
    if missing is not None:
        sentence = _("“%(name)s”: the column “%(column)s” is missing from the first line.")
        raise Undrawable(sentence % {"name": name, "column": missing})
    for row in table.rows:
        yield row.number, {column: row.cells.get(column, "") for column in table.columns}


def listed(people: Sequence[dict[str, str]], panel: Sequence[str]) -> str:
    drawn, out = set(panel), io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("name", "email", "group"))
    for cells in people:
        if cells["id"] in drawn:
            writer.writerow((cells.get("name") or cells["id"], cells.get("email", ""), cells.get("group", "")))
    return out.getvalue()
