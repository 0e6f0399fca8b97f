"""One row by a unique key, on the paths that every list takes: the ORM compiles its statement anew each time, which
costs ten times what the database needs to answer it."""

import functools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, DateField, DateTimeField, Field, Model, UUIDField
from django.db.models.expressions import Col

M = TypeVar("M", bound=Model)
Converter = Callable[[Any], Any]


def by_key(model: type[M], name: str, value: str | int) -> M | None:
    """The row whose field `name`, which is unique, has this value; every column loaded, as `objects.get` would."""
    statement, names, converters = prepared(model, name, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(statement, [value])
        found = cursor.fetchone()
    if found is None:
        return None
    values = [one if convert is None else convert(one) for one, convert in zip(found, converters, strict=True)]
    return model.from_db(connection.alias, names, values)


@functools.cache
def prepared(model: type[Model], name: str, vendor: str) -> tuple[str, list[str], list[Converter | None]]:
    fields = list(model._meta.concrete_fields)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    key = model._meta.get_field(name).column  # type: ignore[union-attr]  # a plain field
    statement = f'SELECT {columns} FROM "{model._meta.db_table}" WHERE "{key}" = %s'
    return statement, [field.attname for field in fields], [converter(field) for field in fields]


def converter(field: "Field[Any, Any]") -> Converter | None:
    """What turns a stored value into Python's, or None when they are the same (dates are texts in SQLite)."""
    if connection.vendor == "sqlite" and type(field) in QUICK:
        return QUICK[type(field)]
    column = Col(field.model._meta.db_table, field)
    steps = [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]
    if not steps:
        return None

    def convert(value: Any) -> Any:
        for step in steps:
            value = step(value, column, connection)
        return value

    return convert


def moment(value: datetime | None) -> datetime | None:
    return None if value is None else value.replace(tzinfo=UTC)


def identifier(value: str | None) -> UUID | None:
    return None if value is None else UUID(int=int(value, 16))


# What Django's converters of SQLite do, in one step: an export of a million rows converts eight million values. Its
# driver already makes dates, moments without a zone and truth values of columns declared so.
QUICK: dict[type, Converter | None] = {
    DateTimeField: moment,
    DateField: None,
    BooleanField: None,
    UUIDField: identifier,
}
