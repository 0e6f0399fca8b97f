"""Sheets by the names that people give them."""

from django.db.models import QuerySet

from boucle.after.library.models import Sheet
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory


def sheets() -> QuerySet[Sheet]:
    return Sheet.objects.select_related(
        "contribution__territory",
        "contribution__theme",
        "contribution__situation",
        "contribution__merged_into",
        "session__contribution",
        "reuse_of__contribution",
    )


def public() -> QuerySet[Sheet]:
    return sheets().filter(contribution__state=State.PUBLISHED)


def sheet(reference: str) -> Sheet | None:
    """Takes small letters, and the signs that people confuse."""
    return sheet_of(lifecycle.by_reference(reference))


def sheet_of(contribution: Contribution | None) -> Sheet | None:
    """The sheet of a contribution; None for another kind, or for one that was erased."""
    if contribution is None or contribution.kind != "sheet":
        return None
    return sheets().filter(pk=contribution.pk).first()


def home(contribution: Contribution) -> Territory:
    """The closest open territory around a sheet, itself included; its own when none is open."""
    return territories.open_around(contribution.territory)
