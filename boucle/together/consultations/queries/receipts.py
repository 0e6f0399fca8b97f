"""Receipts of the sheets that were sent."""

from dataclasses import dataclass

from boucle.together.consultations.models import Consultation, Sheet


@dataclass(frozen=True)
class Listed:
    """Of a round, by their signs: the order tells nothing of who came when."""

    number: int
    receipts: list[str]


def by_round(consultation: Consultation) -> list[Listed]:
    """One query. Rounds without a sheet are left out."""
    rows = Sheet.objects.filter(round__consultation=consultation, is_sent=True).order_by("round__number", "receipt")
    found: dict[int, list[str]] = {}
    for number, receipt in rows.values_list("round__number", "receipt"):
        found.setdefault(number, []).append(receipt)
    return [Listed(number, receipts) for number, receipts in found.items()]
