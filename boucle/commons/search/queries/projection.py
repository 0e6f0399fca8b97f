"""One query that reads rows with everything that a list, a page or an export says of them."""

import functools
from collections.abc import Sequence
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, Model

from boucle.commons.search import engine
from boucle.foundation.core import rows, tiles
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.situations.models import Theme
from boucle.foundation.territories.models import Territory

Point = tuple[float, float]

# Of a contribution, what no list shows: left out of every row, and read by itself where somebody asks for it.
UNREAD = frozenset(
    "secret_hash form_key author held_by held_until asked_territory asked_theme asked_at due_at climbs".split()
)


class Row:
    """One published contribution in a list. `contribution` is its model, its kind's row, theme and territory joined:
    no further query."""

    __slots__ = ("__dict__", "distance_m", "projection", "values")

    def __init__(self, projection: "Projection", values: Sequence[Any], point: Point | None) -> None:
        self.projection = projection
        self.values = values
        lat, lon = self.lat, self.lon
        near = point is not None and lat is not None and lon is not None
        self.distance_m = round(tiles.distance(*point, lat, lon)) if near and point and lat and lon else None

    def value(self, name: str) -> Any:
        return self.projection.read(self.values, name)

    @property
    def id(self) -> int:
        return int(self.values[0])

    @property
    def lat(self) -> float | None:
        found: float | None = self.values[self.projection.lat]
        return found

    @property
    def lon(self) -> float | None:
        found: float | None = self.values[self.projection.lon]
        return found

    @property
    def uid(self) -> UUID:
        found: UUID = self.value("c.uid")
        return found

    @property
    def reference(self) -> str:
        return str(self.value("c.reference"))

    @property
    def title(self) -> str:
        return str(self.value("c.title"))

    @property
    def summary(self) -> str:
        """The first words of the text, plain."""
        return engine.summary(str(self.value("c.text")))

    @property
    def territory(self) -> str:
        return str(self.value("t.name"))

    @property
    def territory_slug(self) -> str:
        return str(self.value("t.slug"))

    @property
    def territory_code(self) -> str:
        return str(self.value("t.code"))

    @property
    def theme(self) -> Theme | None:
        return self.contribution.theme

    @property
    def theme_slug(self) -> str:
        return str(self.value("h.slug") or "")

    @property
    def verified_at(self) -> datetime:
        found: datetime = self.value("c.verified_at")
        return found

    @property
    def published_at(self) -> datetime:
        found: datetime = self.value("c.published_at")
        return found

    @cached_property
    def contribution(self) -> Contribution:
        return self.projection.build(self.values)

    @property
    def own(self) -> Any:
        """The row of its kind: `row.own.hours`."""
        return getattr(self.contribution, self.contribution.kind)

    def public(self) -> dict[str, Any]:
        """The short form of the JSON list."""
        return {
            "uid": self.uid,
            "reference": self.reference,
            "title": self.title,
            "summary": self.summary,
            "theme": self.theme_slug,
            "territory": self.territory,
            "territory_code": self.territory_code,
            "lat": self.lat,
            "lon": self.lon,
            "distance_m": self.distance_m,
            "verified_at": self.verified_at,
            "published_at": self.published_at,
        }


class Projection:
    """The columns of one kind: contribution (c), kind's own (k), theme (h), territory (t)."""

    def __init__(self, kind: registry.Kind) -> None:
        self.kind = kind
        self.parts: list[tuple[str, type[Model], list[Field[Any, Any]]]] = [
            (alias, model, [field for field in model._meta.concrete_fields if is_read(alias, field)])
            for alias, model in (
                ("c", Contribution),
                ("k", kind.model),
                ("h", Theme),
                ("t", Territory),
            )
        ]
        columns = [(f"{alias}.{field.column}", field) for alias, _, fields in self.parts for field in fields]
        self.at = {name: index for index, (name, _) in enumerate(columns)}
        self.converters = {name: rows.converter(field) for name, field in columns}
        self.lat, self.lon = self.at["c.lat"], self.at["c.lon"]
        self.select = f"SELECT {', '.join(quoted(name) for name, _ in columns)} {self.joins()}"

    def joins(self) -> str:
        key = self.kind.model._meta.pk
        assert key is not None, "a kind's table has a primary key"
        return (
            "FROM lifecycle_contribution c"
            f' JOIN "{self.kind.model._meta.db_table}" k ON k."{key.column}" = c.id'
            " JOIN territories_territory t ON t.id = c.territory_id"
            " LEFT JOIN situations_theme h ON h.id = c.theme_id"
        )

    def read(self, values: Sequence[Any], name: str) -> Any:
        value, convert = values[self.at[name]], self.converters[name]
        return value if convert is None else convert(value)

    def fetch(self, ids: Sequence[int]) -> dict[int, Sequence[Any]]:
        """Values by id, of those among `ids` that are public at this moment."""
        if not ids:
            return {}
        marks = ",".join(["%s"] * len(ids))
        with connection.cursor() as cursor:
            cursor.execute(f"{self.select} WHERE c.id IN ({marks}) AND c.state = '{State.PUBLISHED}'", list(ids))
            return {values[0]: values for values in cursor.fetchall()}

    def rows(self, ids: Sequence[int], point: Point | None = None) -> list[Row]:
        """Rows in the order of `ids`."""
        found = self.fetch(ids)
        return [Row(self, found[id_], point) for id_ in ids if id_ in found]

    def build(self, values: Sequence[Any]) -> Contribution:
        """The contribution's model with its relations filled in."""
        made: dict[str, Any] = {}
        start = 0
        for alias, model, fields in self.parts:
            part = values[start : start + len(fields)]
            names = [field.attname for field in fields]
            start += len(fields)
            read = [self.read(values, f"{alias}.{field.column}") for field in fields]
            made[alias] = None if part[0] is None else model.from_db(connection.alias, names, read)
        row: Contribution = made["c"]
        row.territory, row.theme = made["t"], made["h"]
        row._state.fields_cache[self.kind.code] = made["k"]
        made["k"]._state.fields_cache["contribution"] = row
        return row


def is_read(alias: str, field: "Field[Any, Any]") -> bool:
    return alias != "c" or field.name not in UNREAD


def quoted(name: str) -> str:
    alias, column = name.split(".")
    return f'{alias}."{column}"'


@functools.cache
def of(kind: str) -> Projection:
    return Projection(registry.kind(kind))
