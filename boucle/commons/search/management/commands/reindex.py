"""boucle reindex"""

from typing import Any

from django.core.management.base import BaseCommand

from boucle.commons.search import actions

STEP = 20_000


class Command(BaseCommand):
    help = "Rebuilds lists, maps and search from the fiches: after a restore, or a change of territories."

    def handle(self, *args: Any, **options: Any) -> None:
        count = actions.reindex(progress=self.progress)
        self.stdout.write(f"{count} fiches indexed.")

    def progress(self, done: int, total: int) -> None:
        if done % STEP == 0:
            self.stderr.write(f"{done} / {total}")
