"""Plans, sections and notes by the names that people give them."""

from django.db.models import Prefetch, Q, QuerySet

from boucle.before.plans.models import Note, Plan, Section
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.territories.models import Territory


def plans() -> QuerySet[Plan]:
    return Plan.objects.select_related("territory").prefetch_related(
        Prefetch("shared_with", Territory.objects.order_by("name", "code"))
    )


def by_slug(slug: str) -> Plan | None:
    return plans().filter(slug=slug).first()


def of_territory(place: Territory) -> QuerySet[Plan]:
    """Those that it holds, then those that others share with it: a basin's plan is each of its communes'."""
    return plans().filter(Q(territory=place) | Q(shared_with=place)).distinct().order_by("name", "id")


def sections() -> QuerySet[Section]:
    return Section.objects.select_related("contribution__territory", "plan__territory", "parent", "keeper")


def section(reference: str) -> Section | None:
    """Takes small letters, and the signs that people confuse."""
    row = lifecycle.by_reference(reference)
    return sections().filter(pk=row.pk).first() if row is not None and row.kind == "section" else None


def notes() -> QuerySet[Note]:
    return Note.objects.select_related(
        "contribution__territory", "section__contribution", "section__plan__territory", "taken_into__contribution"
    )


def note(reference: str) -> Note | None:
    row = lifecycle.by_reference(reference)
    return notes().filter(pk=row.pk).first() if row is not None and row.kind == "note" else None


def note_of(contribution: Contribution | None) -> Note | None:
    """The note of a contribution found by its private link; None for another kind, or for one that was erased."""
    if contribution is None or contribution.kind != "note":
        return None
    return notes().filter(pk=contribution.pk).first()
