"""Published contributions as light rows: an export of a million holds a few hundred of them at a time.

A record has the attributes of a contribution that the public may read, and no other: what is neither in `SHARED_FIELDS`
nor in the table of its kind, nor looked up by it, cannot be exported, because it is never read.
"""

from collections import namedtuple
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection

from boucle.commons.search import queries as search
from boucle.commons.search.queries import everywhere, pages, projection
from boucle.commons.search.queries.cursor import Cursor
from boucle.foundation.core import courtesy
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.enums import PUBLIC_NATURES

SHARED = "1"  # value of the filter that keeps what may leave
CHUNK = 100  # of more, PostgreSQL reads whole tables instead of their indexes
FIRST = 50  # small, so that the first byte leaves at once
SHARED_FIELDS = {  # attribute of a record → column of the search's joined rows
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

Record = Any  # a named tuple of `SHARED_FIELDS`, plus an attribute named like its kind: the kind's own row


Asked = search.Filter | search.Everywhere


def everything(asked: Asked) -> Iterator[Record]:
    """The records of a whole list, in its order."""
    after: Cursor | None = None
    while True:
        taken = pages.take(asked, after, CHUNK if after else FIRST)
        yield from courtesy.giving_way(fetch(asked, [found.id for found in taken.found]))
        if not taken.goes_on:
            return
        last = taken.stop or taken.found[-1]
        after = Cursor(asked.sort, last.key, last.id, False, taken.groups)


def fetch(asked: Asked, ids: Sequence[int]) -> list[Record]:
    """Those of these rows that are public at this moment, in this order: one query for each kind among them."""
    if isinstance(asked, search.Filter):
        return of_kind(asked.kind).fetch(ids)
    codes = dict(Contribution.objects.filter(pk__in=ids).order_by().values_list("pk", "kind"))
    found = {
        record.pk: record
        for code in sorted(set(codes.values()))
        for record in of_kind(code).fetch([id_ for id_ in ids if codes.get(id_) == code])
    }
    return [found[id_] for id_ in ids if id_ in found]


def page(found: search.Page | everywhere.Page) -> list[Record]:
    """The records of one page of a list, in its order."""
    return fetch(found.filter, found.ids)


def record(contribution: Contribution) -> Record | None:
    """One contribution as a record; None when it is not public."""
    return next(iter(of_kind(contribution.kind).fetch([contribution.pk])), None)


def shared(asked: Asked) -> Asked:
    """The same list without the rows whose people did not agree that they leave as open data; of a list of every kind
    they are left out as they are read."""
    if not isinstance(asked, search.Filter):
        return asked
    name = registry.kind(asked.kind).shared
    kept = {**dict(asked.extras), name: SHARED}
    return asked.changed(extras=tuple(sorted(kept.items()))) if name else asked


class Reader:
    """Reads the published columns of one kind in one query (two, where rows leave by agreement only); rows of an
    exercise are left out, whoever asks."""

    def __init__(self, code: str) -> None:
        self.kind = registry.kind(code)
        joined = projection.of(code)
        own = [field for field in registry.kind(code).model._meta.concrete_fields if not field.primary_key]
        names = [*SHARED_FIELDS.values(), *(f"k.{field.column}" for field in own)]
        lookups = registry.kind(code).lookups
        wanted = [*map(projection.quoted, names), *(f"({sql})" for sql in lookups.values())]
        self.converted = [(at, to) for at, to in enumerate(joined.converters[name] for name in names) if to]
        make: Any = namedtuple  # its names are known at run time only
        self.own_type = make(f"Own_{code}", [*(field.name for field in own), *lookups])
        self.record_type = make(f"Record_{code}", [*SHARED_FIELDS, code])
        natures = ", ".join(f"'{nature.value}'" for nature in PUBLIC_NATURES)
        self.select = (
            f"SELECT {', '.join(wanted)} {joined.joins()}"
            f" WHERE c.state = '{State.PUBLISHED.value}' AND c.nature IN ({natures})"
        )

    def fetch(self, ids: Sequence[int]) -> list[Record]:
        """Those of these contributions that are public and may leave at this moment, in this order."""
        ids = self.leaving(ids)
        if not ids:
            return []
        with connection.cursor() as cursor:
            cursor.execute(f"{self.select} AND c.id IN ({','.join(['%s'] * len(ids))})", list(ids))
            found = {values[0]: values for values in courtesy.giving_way(cursor)}
        return [self.read(found[pk]) for pk in ids if pk in found]

    def leaving(self, ids: Sequence[int]) -> Sequence[int]:
        """Whatever list they come from: nobody's agreement hangs on an address."""
        if not ids or not self.kind.shared:
            return ids
        rows = self.kind.filters[self.kind.shared](Contribution.objects.filter(pk__in=ids), SHARED)
        agreed = set(rows.values_list("pk", flat=True))
        return [pk for pk in ids if pk in agreed]

    def read(self, values: Sequence[Any]) -> Record:
        taken, width = list(values), len(SHARED_FIELDS)
        for at, convert in self.converted:
            if taken[at] is not None:
                taken[at] = convert(taken[at])
        return self.record_type(*taken[:width], self.own_type(*taken[width:]))


@lru_cache
def of_kind(code: str) -> Reader:
    return Reader(code)
