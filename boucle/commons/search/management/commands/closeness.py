"""`boucle closeness`: says what finds texts that are close: stems, or stems and a local model."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boucle.commons.search.queries import meaning


class Command(BaseCommand):
    help = "Says what finds texts that are close: stems alone, or stems and the local model of BOUCLE_EMBEDDINGS."

    def handle(self, *args: Any, **options: Any) -> None:
        if meaning.model() is None and meaning.folder():
            raise CommandError(meaning.state())
        self.stdout.write(meaning.state())
