"""Rows of the inventories."""

from django.db.models import Count, Q, QuerySet

from boucle.before.dominos.models import Inventory, Schedule, Service
from boucle.foundation.territories.models import Territory


def by_slug(slug: str) -> Inventory | None:
    return Inventory.objects.select_related("territory").filter(slug=slug).first()


def listed(territory: Territory, *, drafts: bool = False) -> QuerySet[Inventory]:
    """Those of a territory, or of one inside or around it, with how many open services and schedules they hold."""
    near = Q(territory__outward__outside=territory) | Q(territory__inward__inside=territory)
    found = Inventory.objects.filter(near).select_related("territory")
    if not drafts:
        found = found.filter(opened_at__isnull=False)
    counted = found.annotate(
        service_count=Count("services", filter=Q(services__is_open=True), distinct=True),
        schedule_count=Count("schedules", distinct=True),
    )
    return counted.order_by("name", "id").distinct()


def schedules(inventory: Inventory) -> QuerySet[Schedule]:
    return inventory.schedules.prefetch_related("cuts__service")


def schedule(inventory: Inventory, slug: str) -> Schedule | None:
    return schedules(inventory).filter(slug=slug).first()


def services(inventory: Inventory, *, is_whole: bool) -> QuerySet[Service]:
    """Without the closed ones, unless the crisis staff reads."""
    found = inventory.services.select_related("place")
    return found if is_whole else found.filter(is_open=True)


def service(inventory: Inventory, code: str, *, is_whole: bool) -> Service | None:
    return services(inventory, is_whole=is_whole).filter(code=code).first()


def tranches(inventory: Inventory) -> list[str]:
    """The tranches of its services, in the order of their numbers."""
    found = inventory.services.exclude(tranche="").values_list("tranche", flat=True).distinct().order_by("tranche")
    return sorted(set(found), key=lambda name: (not name.isdigit(), int(name) if name.isdigit() else 0, name))
