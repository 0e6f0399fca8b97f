"""`boucle backup FILE`: a consistent copy, made while the server runs and proved at once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boucle.foundation.running.actions import backup


class Command(BaseCommand):
    help = "Makes a consistent copy of everything in one .tar.gz file, and proves it by reading it back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--prove", action="store_true", help="make nothing: prove a copy made before")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            manifest = backup.prove(source=path) if options["prove"] else backup.make(target=path.resolve())
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(manifest["rows"].values())
        self.stdout.write(
            f"{path}: {rows} rows in {len(manifest['rows'])} tables, {path.stat().st_size} bytes, proved."
        )
