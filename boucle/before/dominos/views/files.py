"""The files that anybody may compute the page again from, and the points of the moving map."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from boucle.before.dominos.exports import files, moving
from boucle.before.dominos.models import Inventory
from boucle.before.dominos.queries import maps, moment, runs, towns
from boucle.before.dominos.views import frames
from boucle.before.dominos.views.running import slid


def csv(request: HttpRequest, inventory: Inventory, name: str, text: str, *, is_whole: bool) -> HttpResponseBase:
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{inventory.slug}-{name}.csv"'
    return frames.shared(request, response, inventory, is_whole=is_whole)


@require_safe
def services_csv(request: HttpRequest, slug: str, is_whole: bool) -> HttpResponseBase:
    inventory = frames.read(request, slug, is_whole=is_whole)
    text = files.services(towns.town(inventory, is_whole=is_whole))
    return csv(request, inventory, "services", text, is_whole=is_whole)


@require_safe
def needs_csv(request: HttpRequest, slug: str, is_whole: bool) -> HttpResponseBase:
    inventory = frames.read(request, slug, is_whole=is_whole)
    text = files.needs(towns.town(inventory, is_whole=is_whole))
    return csv(request, inventory, "dependencies", text, is_whole=is_whole)


@require_safe
def measures_csv(request: HttpRequest, slug: str, is_whole: bool) -> HttpResponseBase:
    inventory = frames.read(request, slug, is_whole=is_whole)
    text = files.measures(towns.town(inventory, is_whole=is_whole), inventory)
    return csv(request, inventory, "measures", text, is_whole=is_whole)


@require_safe
def schedule_csv(request: HttpRequest, slug: str, schedule: str, is_whole: bool) -> HttpResponseBase:
    inventory = frames.read(request, slug, is_whole=is_whole)
    row = frames.scheduled(inventory, schedule)
    text = files.schedule(towns.town(inventory, is_whole=is_whole), row)
    return csv(request, inventory, f"{row.slug}-schedule", text, is_whole=is_whole)


@require_safe
def timeline_csv(request: HttpRequest, slug: str, schedule: str, is_whole: bool) -> HttpResponseBase:
    """Every service that moves, whole: the page's table stops at sixty."""
    inventory = frames.read(request, slug, is_whole=is_whole)
    row = frames.scheduled(inventory, schedule)
    text = moving.timeline(runs.ran(row, is_whole=is_whole))
    return csv(request, inventory, f"{row.slug}-timeline", text, is_whole=is_whole)


@require_safe
def moment_geojson(request: HttpRequest, slug: str, schedule: str, is_whole: bool) -> HttpResponseBase:
    """Services with a point, with the state of each in the minute asked for."""
    inventory = frames.read(request, slug, is_whole=is_whole)
    found = runs.ran(frames.scheduled(inventory, schedule), is_whole=is_whole)
    at = moment.moment(found, slid(found, request.GET.get("t", "")).minute)
    response = JsonResponse(moving.features(found, at), content_type="application/geo+json")
    return frames.shared(request, response, inventory, is_whole=is_whole)


@require_safe
def outline(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Borders of the communes, under the moving map."""
    inventory = frames.read(request, slug, is_whole=False)
    return frames.shared(request, JsonResponse(maps.ground(inventory.territory)), inventory, is_whole=False)
