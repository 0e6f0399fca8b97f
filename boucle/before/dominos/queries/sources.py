"""What an inventory holds, and how sure its figures are."""

from collections import Counter

from django.db.models import Count, Max, Q

from boucle.before.dominos.enums import Confidence, Kind
from boucle.before.dominos.models import Challenge, Dependency, Inventory, Provenance, Service
from boucle.before.dominos.queries.towns import Town
from boucle.foundation.lifecycle.enums import State

MOST = 20


def kinds(town: Town) -> list[tuple[str, int]]:
    """How many services of each kind, the most first."""
    found = Counter(one.kind for one in town.services)
    return [(str(Kind(kind).label), count) for kind, count in sorted(found.items(), key=lambda one: (-one[1], one[0]))]


def confidences(inventory: Inventory) -> list[tuple[str, int]]:
    """How many public figures are how sure, by the last line of their history."""
    open_services = Q(service__inventory=inventory, service__is_open=True)
    open_needs = Q(
        dependency__service__inventory=inventory,
        dependency__service__is_open=True,
        dependency__supplier__is_open=True,
    )
    last = Provenance.objects.filter(open_services | open_needs).values("service", "dependency", "figure")
    ids = last.annotate(last=Max("pk")).values("last")
    counted = Provenance.objects.filter(pk__in=ids).order_by().values("confidence").annotate(count=Count("pk"))
    by_code = {one["confidence"]: one["count"] for one in counted}
    return [(str(sure.label), by_code[sure]) for sure in Confidence if sure in by_code]


def challenges(inventory: Inventory) -> list[Challenge]:
    """Public ones about public figures, the last first."""
    found = Challenge.objects.filter(
        service__inventory=inventory, service__is_open=True, contribution__state=State.PUBLISHED
    )
    hidden = Q(dependency__supplier__is_open=False)
    return list(found.exclude(hidden).select_related("contribution", "service")[:MOST])


def of_service(service: Service) -> list[Provenance]:
    return list(service.provenances.order_by("pk"))


def of_needs(needs: list[Dependency]) -> dict[int, list[Provenance]]:
    """The history of each dependency's figures, in one query."""
    found: dict[int, list[Provenance]] = {one.pk: [] for one in needs}
    for line in Provenance.objects.filter(dependency__in=list(found)).order_by("pk"):
        if line.dependency_id is not None:
            found[line.dependency_id].append(line)
    return found
