"""An inventory: what it holds, its schedules, loops that could not restart, its files."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.before.dominos.engine import deadlocks
from boucle.before.dominos.queries import finding, ledes, runs, sources, towns
from boucle.before.dominos.views import frames

PAGE = "dominos/inventory.html"


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponseBase:
    inventory = frames.read(request, slug, is_whole=False)
    town = towns.town(inventory, is_whole=False)
    schedules = list(finding.schedules(inventory))
    for one in schedules:
        one.inventory = inventory
    known = {
        "town": town,
        "schedules": [(one, ledes.title(one)) for one in schedules],
        "kinds": sources.kinds(town),
        "sure": sources.confidences(inventory),
        "loops": loops(town),
        "challenges": sources.challenges(inventory),
        "window": runs.AFTER // 60,
    }
    return frames.answer(request, inventory, PAGE, known, is_whole=False)


def loops(town: towns.Town) -> list[tuple[list[str], int]]:
    """Services that would wait for one another after everything was down; the names, and how many hang behind."""
    return [([town.services[row].name for row in one.loop], one.held) for one in deadlocks.black_start(town.model)[:10]]
