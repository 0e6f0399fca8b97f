"""Backup and restore: one file per copy, consistent while the server runs, proved by reading it back.

SQLite is copied by its online backup interface; PostgreSQL table by table with COPY inside one repeatable-read
transaction, so that no program besides Boucle is needed. The manifest holds the number of rows of each table, and
the SHA-256 of each file.
"""

import hashlib
import json
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, connections, transaction

from boucle.foundation.core import clock

FORMAT = 1


class BackupError(Exception):
    """The message says what is wrong with the copy, and what to do."""


def tables() -> list[str]:
    return sorted(
        [*connection.introspection.django_table_names(only_existing=True, include_views=False), "django_migrations"]
    )


def make(*, target: Path) -> dict[str, Any]:
    """Writes the copy to `target` (a .tar.gz) and proves it; returns its manifest."""
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        folder = Path(name)
        counts = copy_sqlite(folder) if connection.vendor == "sqlite" else copy_postgresql(folder)
        manifest = {
            "format": FORMAT,
            "engine": connection.vendor,
            "made_at": clock.now().isoformat(),
            "rows": counts,
            "files": {path.name: fingerprint(path) for path in sorted(folder.iterdir())},
        }
        (folder / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        unfinished = target.with_name(target.name + ".part")
        with tarfile.open(unfinished, "w:gz", compresslevel=3) as archive:
            for path in sorted(folder.iterdir()):
                archive.add(path, path.name)
        unfinished.chmod(0o600)
        unfinished.replace(target)
    return prove(source=target)


def fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def copy_sqlite(folder: Path) -> dict[str, int]:
    """The online backup: readers and writers go on meanwhile."""
    connection.ensure_connection()
    with closing(sqlite3.connect(folder / "boucle.sqlite3")) as copy:
        connection.connection.backup(copy, pages=2048, sleep=0.01)
        copy.execute("PRAGMA journal_mode=DELETE")
        return count_sqlite(copy)


def count_sqlite(copy: sqlite3.Connection) -> dict[str, int]:
    return {table: copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables()}


def copy_postgresql(folder: Path) -> dict[str, int]:
    """Every table as of one moment."""
    counts = {}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in tables():
            with (folder / f"{table}.copy").open("wb") as file, cursor.copy(f'COPY "{table}" TO STDOUT') as rows:
                for chunk in rows:
                    file.write(chunk)
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def opened(source: Path, folder: Path) -> dict[str, Any]:
    """Unpacks a copy and checks each file against the manifest. Raises BackupError."""
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, tarfile.TarError, ValueError, EOFError) as error:
        raise BackupError(f"{source.name} is not a whole copy made by boucle backup.") from error
    for name, expected in manifest["files"].items():
        if not (folder / name).exists() or fingerprint(folder / name) != expected:
            raise BackupError(f"{source.name} is damaged: {name} is not what was saved.")
    return manifest


def prove(*, source: Path) -> dict[str, Any]:
    """Reads a copy back: files whole, rows all there, SQLite's own checks passed. Raises BackupError."""
    with tempfile.TemporaryDirectory(dir=source.parent) as name:
        folder = Path(name)
        manifest = opened(source, folder)
        if manifest["engine"] == "sqlite":
            prove_sqlite(folder / "boucle.sqlite3", manifest["rows"])
        else:
            prove_postgresql(folder, manifest["rows"])
    return manifest


def prove_sqlite(path: Path, rows: dict[str, int]) -> None:
    with closing(sqlite3.connect(path)) as copy:
        if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise BackupError("The copy's database is damaged.")
        if copy.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise BackupError("The copy holds rows that point nowhere.")
        if count_sqlite(copy) != rows:
            raise BackupError("The copy does not hold as many rows as it says.")


def prove_postgresql(folder: Path, rows: dict[str, int]) -> None:
    for table, count in rows.items():
        with (folder / f"{table}.copy").open("rb") as file:
            if sum(1 for _ in file) != count:  # COPY's text format: one line per row, line feeds escaped
                raise BackupError(f"The copy of {table} does not hold as many rows as it says.")


def restore(*, source: Path, say: Callable[[str], object] = lambda sentence: None) -> dict[str, Any]:
    """Puts a copy in the place of the present database, after proving it. Raises BackupError; then nothing changed."""
    with tempfile.TemporaryDirectory(dir=source.parent) as name:
        folder = Path(name)
        manifest = opened(source, folder)
        if manifest["engine"] != connection.vendor:
            raise BackupError(f"This copy was made on {manifest['engine']}, and this database is {connection.vendor}.")
        if manifest["engine"] == "sqlite":
            prove_sqlite(folder / "boucle.sqlite3", manifest["rows"])
            restore_sqlite(folder / "boucle.sqlite3")
        else:
            prove_postgresql(folder, manifest["rows"])
            restore_postgresql(folder, manifest["rows"], say)
    call_command("migrate", verbosity=0, interactive=False)
    return manifest


def restore_sqlite(path: Path) -> None:
    """Written through SQLite, so that a server that still runs sees either the old content or the new."""
    Path(settings.DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    with (
        closing(sqlite3.connect(path)) as copy,
        closing(sqlite3.connect(connections["default"].settings_dict["NAME"], timeout=60)) as present,
    ):
        copy.backup(present)
    connections.close_all()


def restore_postgresql(folder: Path, rows: dict[str, int], say: Callable[[str], object]) -> None:
    """One transaction: emptied and filled, or left as it was."""
    call_command("migrate", verbosity=0, interactive=False)
    present = set(tables())
    unknown = set(rows) - present
    if unknown:
        raise BackupError(f"This copy has tables that this version does not know: {', '.join(sorted(unknown))}.")
    names = ", ".join(f'"{table}"' for table in present)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")
        for table in rows:
            say(table)
            with (folder / f"{table}.copy").open("rb") as file, cursor.copy(f'COPY "{table}" FROM STDIN') as into:
                while chunk := file.read(1 << 20):
                    into.write(chunk)
        for statement in sequences():
            cursor.execute(statement)


def sequences() -> list[str]:
    from django.apps import apps

    return connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True))
