"""boucle history: verifies that no line of a history was changed, added or taken out behind Boucle's back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from boucle.foundation.lifecycle import queries
from boucle.foundation.lifecycle.models import Contribution


class Command(BaseCommand):
    help = "Verifies the chained hashes of all histories, or of one; names those that do not hold."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("reference", nargs="?", default="", help="verify this contribution only, such as 7Q4K2ZB")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = self.asked(options["reference"])
        broken = 0
        for reference, number in queries.broken_histories(rows):
            broken += 1
            self.stdout.write(f"{reference}: line {number} does not follow from the one before.")
        total = rows.count()
        if broken:
            raise CommandError(f"{broken} {histories(broken)} of {total} {was(broken)} tampered with.")
        self.stdout.write(f"{total} {histories(total)} {'holds' if total == 1 else 'hold'}.")

    def asked(self, reference: str) -> QuerySet[Contribution]:
        if not reference:
            return Contribution.objects.all()
        found = queries.by_reference(reference)
        if found is None:
            raise CommandError(f"No contribution has the reference {reference}.")
        return Contribution.objects.filter(pk=found.pk)


def histories(count: int) -> str:
    return "history" if count == 1 else "histories"


def was(count: int) -> str:
    return "was" if count == 1 else "were"
