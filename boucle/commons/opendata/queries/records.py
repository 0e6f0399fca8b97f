"""Published contributions as light rows, read in batches: an export of a million of them holds two thousand at a time.

A record has the attributes of a contribution that the public may read, and no other: what is neither in `SHARED_FIELDS`
nor in the table of its kind cannot be exported, because it is never read.
"""

from collections import namedtuple
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import PUBLIC_NATURES

FIRST_BATCH = 100  # small, so that the first byte leaves at once
BATCH = 2000
SHARED_FIELDS = {  # attribute of a record → path in the database
    "pk": "id",
    "kind": "kind",
    "uid": "uid",
    "reference": "reference",
    "title": "title",
    "text": "text",
    "theme": "theme__slug",
    "territory_code": "territory__code",
    "territory_name": "territory__name",
    "address": "address",
    "lat": "lat",
    "lon": "lon",
    "state": "state",
    "published_at": "published_at",
    "verified_at": "verified_at",
    "review_on": "review_on",
    "licence": "licence",
    "source": "source",
    "nature": "nature",
    "language": "language",
}

Record = Any  # a named tuple of `SHARED_FIELDS`, plus an attribute named like its kind: the kind's own row


def records(ids: Iterable[int]) -> Iterator[Record]:
    """The published ones among these contributions, in this order; three queries for each batch of 2,000."""
    rest = iter(ids)
    size = FIRST_BATCH
    while batch := list(islice(rest, size)):
        yield from read(batch)
        size = BATCH


def read(ids: list[int]) -> list[Record]:
    open_ones = Contribution.objects.filter(pk__in=ids, state=State.PUBLISHED, nature__in=PUBLIC_NATURES)
    found = {values[0]: values for values in open_ones.order_by().values_list(*SHARED_FIELDS.values())}
    own_rows = {
        code: own({pk for pk, values in found.items() if values[1] == code}, code)
        for code in {values[1] for values in found.values()}
    }
    wanted = (found[pk] for pk in ids if pk in found)
    return [record_type(values[1])(*values, own_rows[values[1]].get(values[0])) for values in wanted]


def own(ids: set[int], code: str) -> dict[int, Any]:
    """The rows of a kind's table, by contribution, as named tuples of its columns."""
    model = registry.kind(code).model
    row_type = own_type(code)
    rows = model._default_manager.filter(pk__in=ids).order_by().values_list("pk", *row_type._fields)
    return {pk: row_type(*values) for pk, *values in rows}


@lru_cache
def record_type(code: str) -> Any:
    return namedtuple(f"Record_{code}", [*SHARED_FIELDS, code])  # type: ignore[misc]


@lru_cache
def own_type(code: str) -> Any:
    fields = registry.kind(code).model._meta.concrete_fields
    return namedtuple(f"Own_{code}", [field.name for field in fields if not field.primary_key])  # type: ignore[misc]
