"""`boucle restore FILE`: puts a copy in the place of the present database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boucle.foundation.running.actions import backup


class Command(BaseCommand):
    help = "Puts a copy made by `boucle backup` in the place of the present content. Needs --yes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="what is there now will be replaced")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["yes"]:
            raise CommandError("This replaces everything that is there now. Run it again with --yes.")
        try:
            manifest = backup.restore(source=options["file"].resolve())
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored the copy of {manifest['made_at']}: {sum(manifest['rows'].values())} rows.")
