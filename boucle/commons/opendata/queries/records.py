"""Published contributions as light rows, made from the rows of a search: an export of a million holds a few hundred.

A record has the attributes of a contribution that the public may read, and no other: what is neither in `SHARED_FIELDS`
nor in the table of its kind cannot be exported, because no record ever holds it.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from boucle.commons.search import queries as search
from boucle.commons.search.queries import projection
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import PUBLIC_NATURES

SHARED_FIELDS = {  # attribute of a record → column of the search's rows
    "pk": "c.id",
    "kind": "c.kind",
    "uid": "c.uid",
    "reference": "c.reference",
    "title": "c.title",
    "text": "c.text",
    "theme": "h.slug",
    "territory_code": "t.code",
    "territory_name": "t.name",
    "address": "c.address",
    "lat": "c.lat",
    "lon": "c.lon",
    "state": "c.state",
    "published_at": "c.published_at",
    "verified_at": "c.verified_at",
    "review_on": "c.review_on",
    "licence": "c.licence",
    "source": "c.source",
    "nature": "c.nature",
    "language": "c.language",
}
NATURES = frozenset(str(nature) for nature in PUBLIC_NATURES)

Record = Any  # a named tuple of `SHARED_FIELDS`, plus an attribute named like its kind: the kind's own row


def records(rows: Iterable[search.Row]) -> Iterator[Record]:
    """A record for each row, in order; a row of an exercise gives none, whoever asks."""
    for row in rows:
        record = reader(row.projection.kind.code)(row.values)
        if record.nature in NATURES and record.state == State.PUBLISHED:
            yield record


def record(contribution: Contribution) -> Record | None:
    """One contribution as a record; None when it is not public."""
    rows = projection.of(contribution.kind).rows([contribution.pk])
    return next(records(rows), None)


@lru_cache
def reader(code: str) -> Callable[[Sequence[Any]], Record]:
    """What makes a record out of the values of a row, with the place of each value looked up once."""
    found = projection.of(code)
    own_fields = [field for field in registry.kind(code).model._meta.concrete_fields if not field.primary_key]
    make: Any = namedtuple  # its names are known at run time only
    own_type = make(f"Own_{code}", [field.name for field in own_fields])
    record_type = make(f"Record_{code}", [*SHARED_FIELDS, code])
    shared = [(found.at[name], found.converters[name]) for name in SHARED_FIELDS.values()]
    own = [(found.at[f"k.{field.column}"], found.converters[f"k.{field.column}"]) for field in own_fields]

    def read(values: Sequence[Any]) -> Record:
        return record_type(*picked(values, shared), own_type(*picked(values, own)))

    return read


def picked(values: Sequence[Any], places: list[tuple[int, Callable[[Any], Any] | None]]) -> list[Any]:
    return [values[at] if convert is None else convert(values[at]) for at, convert in places]
