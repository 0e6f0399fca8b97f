"""A run: what falls when, where everything stands at a moment, why, what would help, whether it is fair."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from boucle.before.dominos.models import Inventory, Schedule
from boucle.before.dominos.queries import (
    chains,
    closed,
    comparing,
    computed,
    equity,
    ledes,
    maps,
    moment,
    runs,
    timelines,
    words,
)
from boucle.before.dominos.queries.runs import Ran
from boucle.before.dominos.views import frames

PAGE = "dominos/run.html"


@dataclass(frozen=True)
class Slider:
    """Minutes that can be looked at, and the one that is."""

    first: int
    last: int
    minute: int
    step: int = runs.STEP

    @property
    def words(self) -> tuple[str, str, str]:
        return words.clock(self.first), words.clock(self.minute), words.clock(self.last)


@require_safe
def page(request: HttpRequest, slug: str, schedule: str, is_whole: bool) -> HttpResponseBase:
    inventory = frames.read(request, slug, is_whole=is_whole)
    row = frames.scheduled(inventory, schedule)
    found = runs.ran(row, is_whole=is_whole)
    slider = slid(found, request.GET.get("t", ""))
    context = known(inventory, row, found, slider, request.GET.get("why", ""))
    return frames.answer(request, inventory, PAGE, context, is_whole=is_whole)


def slid(found: Ran, asked: str) -> Slider:
    """The minute asked for, within the picture; without one, halfway through the first cut."""
    first, last = runs.window(found)
    usual = found.cuts[0].start + (found.cuts[0].end - found.cuts[0].start) // 2 if found.cuts else first
    minute = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else usual
    minute = min(max(minute, first), last)
    return Slider(first, last, minute - minute % runs.STEP)


def known(inventory: Inventory, row: Schedule, found: Ran, slider: Slider, code: str) -> dict[str, Any]:
    told = timelines.moved(found)
    done = computed.state(row, is_whole=found.town.is_whole)
    band = tuple(done.result["bands"]["ricochet"]) if done.result else None
    at = moment.moment(found, slider.minute)
    places, people = ledes.shares(found)
    return {
        "schedule": row,
        "title": ledes.title(row),
        "lede": ledes.lede(found, told),
        "found": found,
        "milliseconds": max(1, round(found.milliseconds)),
        "slider": slider,
        "at": at,
        "timeline": timelines.figure(found, told, slider.minute),
        "map": maps.drawing(found, at),
        "cost": ledes.cost(found, band),
        "why": chains.explained(found, told, code),
        "askable": ledes.names_of(found, told),
        "vital": ledes.vital_rows(found),
        "shares": [one for one in (comparing.shares("places", places), comparing.shares("people", people)) if one],
        "computed": done,
        "measures": comparing.measures(found, done),
        "caution": comparing.caution(found, done),
        "fair": equity.fair(inventory, row, is_whole=found.town.is_whole),
        "closed": [] if found.town.is_whole else closed.groups(row),
        "deadlocks": comparing.loops(found, done),
    }
