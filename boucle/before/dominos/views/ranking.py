"""What costs most when it is lost, alone or with another; which autonomies matter: computed by the worker."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.before.dominos.queries import comparing, computed, ledes, runs
from boucle.before.dominos.views import frames


@require_safe
def page(request: HttpRequest, slug: str, schedule: str, is_whole: bool) -> HttpResponseBase:
    inventory = frames.read(request, slug, is_whole=is_whole)
    row = frames.scheduled(inventory, schedule)
    found = runs.ran(row, is_whole=is_whole)
    done = computed.state(row, is_whole=is_whole)
    result = done.result or {"single": [], "pairs": [], "tornado": []}
    known = {
        "schedule": row,
        "title": ledes.title(row),
        "computed": done,
        "single": comparing.ranked(found, result["single"], is_pair=False),
        "pairs": comparing.ranked(found, result["pairs"], is_pair=True),
        "tornado": comparing.tornado(found, result["tornado"]),
    }
    return frames.answer(request, inventory, "dominos/ranking.html", known, is_whole=is_whole)
