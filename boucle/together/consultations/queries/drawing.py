"""A panel drawn by lot from two files, and the people drawn as a list that can be invited."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, BinaryIO

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from boucle.commons.opendata.engine import tables
from boucle.foundation.core import clock
from boucle.together.consultations.engine import quotas, sentences, sortition
from boucle.together.consultations.enums import DrawState
from boucle.together.consultations.models import Consultation, Draw

QUOTA_COLUMNS = ("category", "value", "min", "max")
LONG = timedelta(minutes=2)  # to wait without a worker in sight
SHOWN = 20
Refusal = sentences.Refusal


class Undrawable(Exception):
    """No panel can be drawn from these files; the sentence says what to mend."""


@dataclass(frozen=True)
class Files:
    """Both files, read and checked. `people`: name, e-mail address and group by id; `size`: of the panel."""

    pool: quotas.Pool
    asked: tuple[quotas.Quota, ...]
    size: int
    people: dict[str, list[str]]
    pool_print: str
    quotas_print: str


@dataclass(frozen=True)
class Seat:
    """One quota, and how many of the panel have its value."""

    quota: quotas.Quota
    drawn: int


@dataclass(frozen=True)
class Result:
    """`people`: CSV of the drawn, with the columns name, email, group; empty once their names are erased."""

    draw: Draw
    found: sortition.Drawn
    seats: list[Seat]
    people: str

    @property
    def percent(self) -> float:
        return round(100 * self.found.maximin, 1)

    @property
    def chances(self) -> list[tuple[str, float, bool]]:
        """Everybody's probability, the least first, and whether they were drawn."""
        drawn = set(self.found.panel)
        rows = [(name, chance, name in drawn) for name, chance in self.found.probabilities.items()]
        return sorted(rows, key=lambda row: (row[1], row[0]))


def read(pool_file: BinaryIO, quotas_file: BinaryIO, *, size: int | None) -> Files:
    """Raises Undrawable with a sentence for files that do not read, or a size that no quotas leave room for; whether a
    panel holds them all is found by the draw."""
    pool_bytes, quota_bytes = pool_file.read(), quotas_file.read()
    try:
        asked = quotas.parse_quotas(rows(quota_bytes, QUOTA_COLUMNS, "quotas.csv"))
        categories = sorted({quota.category for quota in asked})
        people = list(rows(pool_bytes, ("id", *categories), "pool.csv"))
        pool = quotas.parse_pool(people, asked)
        chosen = quotas.choose_size(asked, size, len(pool.people))
    except sentences.Refusal as refusal:
        raise Undrawable(_(refusal.sentence) % refusal.values) from refusal
    return Files(
        pool=pool,
        asked=asked,
        size=chosen,
        people={cells["id"]: named(cells) for _line, cells in people},
        pool_print=hashlib.sha256(pool_bytes).hexdigest(),
        quotas_print=hashlib.sha256(quota_bytes).hexdigest(),
    )


def named(cells: dict[str, str]) -> list[str]:
    return [cells.get("name") or cells["id"], cells.get("email", ""), cells.get("group", "")]


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


def columns(files: Files) -> dict[str, Any]:
    """What a row keeps of the files."""
    return {
        "size": files.size,
        "pool_size": len(files.pool.people),
        "pool_print": files.pool_print,
        "quotas_print": files.quotas_print,
        "categories": list(files.pool.categories),
        "quotas": [[one.category, one.value, one.least, one.most] for one in files.asked],
        "pool": {name: list(values) for name, values in files.pool.people.items()},
        "people": files.people,
    }


def digest(files: Files, seed: int) -> str:
    return hashlib.sha256(f"{files.pool_print}|{files.quotas_print}|{seed}|{files.size}".encode()).hexdigest()


def compute(draw: Draw) -> sortition.Drawn:
    """Raises Refusal where no panel holds the quotas."""
    return sortition.draw(pool_of(draw), asked_of(draw), draw.seed, draw.size)


def pool_of(draw: Draw) -> quotas.Pool:
    return quotas.Pool(tuple(draw.categories), {name: tuple(draw.pool[name]) for name in sorted(draw.pool)})


def seats(draw: Draw, found: sortition.Drawn) -> list[int]:
    """How many of the panel have the value of each quota."""
    counts = quotas.tally(found.panel, pool_of(draw))
    return [counts[quota.category, quota.value] for quota in asked_of(draw)]


def asked_of(draw: Draw) -> list[quotas.Quota]:
    return [quotas.Quota(*one) for one in draw.quotas]


def result(draw: Draw) -> Result:
    """Of a draw that is done."""
    kept = draw.found
    assert kept is not None
    found = sortition.Drawn(
        panel=tuple(kept["panel"]),
        probabilities=kept["probabilities"],
        maximin=kept["maximin"],
        never=tuple(kept["never"]),
        absent=tuple((category, value) for category, value in kept["absent"]),
    )
    seats = [Seat(quota, count) for quota, count in zip(asked_of(draw), kept["seats"], strict=True)]
    return Result(draw, found, seats, listed(draw.people[name] for name in found.panel) if draw.people else "")


def listed(people: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("name", "email", "group"))
    writer.writerows(people)
    return out.getvalue()


def why(draw: Draw) -> str:
    """Why no panel can be drawn."""
    assert draw.refusal is not None
    sentence, values = draw.refusal
    return str(_(sentence) % values)


def waiting() -> QuerySet[Draw]:
    return Draw.objects.filter(state__in=[DrawState.WAITING, DrawState.RUNNING])


def waits_long(draw: Draw) -> bool:
    """Whether no worker seems to be there."""
    return draw.state == DrawState.WAITING and clock.now() - draw.asked_at > LONG


def of(consultation: Consultation) -> list[Draw]:
    """The last ones, without what is heavy in them."""
    heavy = ("pool", "people", "found", "quotas", "categories")
    return list(consultation.draws.select_related("asked_by").defer(*heavy)[:SHOWN])
