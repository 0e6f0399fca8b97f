"""Published contributions as light rows, made from the rows of a search: an export of a million holds a few hundred.

A record has the attributes of a contribution that the public may read, and no other: what is neither in `SHARED_FIELDS`
nor in the table of its kind cannot be exported, because no record ever holds it.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from operator import itemgetter
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


def moment(value: Any) -> datetime:
    """A moment as SQLite keeps it (a text in UTC), in a tenth of the time that the field's own converter takes."""
    return datetime.fromisoformat(value).replace(tzinfo=UTC) if isinstance(value, str) else value


QUICK: dict[str, Callable[[Any], Any]] = {"c.published_at": moment, "c.verified_at": moment}
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
    shared = [(found.at[name], QUICK.get(name) or found.converters[name]) for name in SHARED_FIELDS.values()]
    own = [(found.at[f"k.{field.column}"], found.converters[f"k.{field.column}"]) for field in own_fields]

    shared_of, own_of = picker(shared), picker(own)

    def read(values: Sequence[Any]) -> Record:
        return record_type(*shared_of(values), own_type(*own_of(values)))

    return read


def picker(places: list[tuple[int, Callable[[Any], Any] | None]]) -> Callable[[Sequence[Any]], list[Any]]:
    """Takes the values at these places, and converts the few that need it."""
    take = itemgetter(*(at for at, _ in places))
    converted = [(index, convert) for index, (_, convert) in enumerate(places) if convert is not None]

    def pick(values: Sequence[Any]) -> list[Any]:
        taken = list(take(values))
        for index, convert in converted:
            if taken[index] is not None:
                taken[index] = convert(taken[index])
        return taken

    return pick
