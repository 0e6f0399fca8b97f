"""Rows that were written once, written again and again with nothing around them: the limit of a write."""

import contextlib
import random
import sqlite3
import string
import threading
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

Ids = dict[int, int]  # number of a noted row → the identifier that its copy got
Value = Callable[[Ids], Any]


class Statement(NamedTuple):
    """One INSERT, of several rows of a table where no other row needs their identifiers."""

    sql: str
    values: tuple[Value, ...]
    number: int | None  # of the row whose identifier others need


@contextlib.contextmanager
def noted() -> Iterator[list[Statement]]:
    """The list is filled at the end with what inserts each row that appeared meanwhile, in any table."""
    from django.apps import apps

    models = [model for model in apps.get_models() if model._meta.managed]
    before = {model: set(model._default_manager.values_list("pk", flat=True)) for model in models}
    statements: list[Statement] = []
    yield statements
    new = [row for model in models for row in model._default_manager.exclude(pk__in=before[model]).order_by("pk")]
    statements += list(inserts(new))


def inserts(rows: Sequence[Any]) -> Iterator[Statement]:
    """Models come in the order of their definition: a row after those that it names."""
    numbers: dict[Any, int] = {}
    for number, row in enumerate(rows):
        above = row._meta.pk.related_model  # a row that shares the identifier of another is known by that one
        numbers[type(row), row.pk] = numbers[above, row.pk] if above else number
    named = {number for row in rows for number in names(row, numbers)}
    groups: dict[Any, list[dict[str, Value]]] = defaultdict(list)
    for number, row in enumerate(rows):
        groups[type(row), number if number in named else None].append(columns(row, numbers))
    for (model, number), several in groups.items():
        values = tuple(value for each in several for value in each.values())
        yield Statement(insert_sql(model, list(several[0]), len(several), number is not None), values, number)


def names(row: Any, numbers: dict[Any, int]) -> Iterator[int]:
    for field in row._meta.concrete_fields:
        key = (field.related_model, getattr(row, field.attname))
        if field.is_relation and key in numbers:
            yield numbers[key]


def columns(row: Any, numbers: dict[Any, int]) -> dict[str, Value]:
    """What gives each column of a copy its value."""
    found = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if field.is_relation and (field.related_model, value) in numbers:
            found[field.column] = identifier(numbers[field.related_model, value])
        elif field.primary_key:
            continue
        else:
            found[field.column] = fresh(field, value) if field.unique and value is not None else same(field, value)
    return found


def identifier(number: int) -> Value:
    return lambda ids: ids[number]


def same(field: Any, value: Any) -> Value:
    from django.db import connection

    kept = field.get_db_prep_save(value, connection)
    return lambda ids: kept


def fresh(field: Any, value: Any) -> Value:
    """What may be there once only is another one in each copy, as long as the first."""
    from django.db import connection

    if isinstance(value, uuid.UUID):
        return lambda ids: field.get_db_prep_save(uuid.uuid4(), connection)
    signs = string.ascii_uppercase + string.digits
    return lambda ids: "".join(random.choices(signs, k=len(value)))


def insert_sql(model: Any, names: list[str], rows: int, needs_identifier: bool) -> str:
    from django.db import connection

    quote, mark = connection.ops.quote_name, "?" if connection.vendor == "sqlite" else "%s"
    row = f"({', '.join([mark] * len(names))})"
    end = f" RETURNING {quote(model._meta.pk.column)}" if needs_identifier else ""
    table = quote(model._meta.db_table)
    return f"INSERT INTO {table} ({', '.join(map(quote, names))}) VALUES {', '.join([row] * rows)}{end}"


def insert(statements: Sequence[Statement], count: int, writers: int) -> float:
    """Inserts copies, each in a transaction of its own, by so many threads; returns the seconds that it took."""
    failures: list[BaseException] = []
    ready = threading.Barrier(writers + 1)

    def write() -> None:
        try:
            with contextlib.closing(connected()) as link:
                ready.wait()
                for _ in range(count // writers):
                    transaction(link, statements)
        except BaseException as error:
            failures.append(error)
            ready.abort()

    threads = [threading.Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return time.perf_counter() - began


def connected() -> Any:
    from django.db import connection

    if connection.vendor == "postgresql":
        import psycopg

        return psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}, autocommit=True)
    link = sqlite3.connect(connection.settings_dict["NAME"], timeout=60, isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
        link.execute(f"PRAGMA {pragma}")
    return link


def transaction(link: Any, statements: Sequence[Statement]) -> None:
    ids: Ids = {}
    link.execute("BEGIN IMMEDIATE" if isinstance(link, sqlite3.Connection) else "BEGIN")
    for sql, values, number in statements:
        cursor = link.execute(sql, [value(ids) for value in values])
        if number is not None:
            ids[number] = cursor.fetchone()[0]
    link.execute("COMMIT")
