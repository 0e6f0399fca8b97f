"""The four ways of planning, and where people place them."""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boucle.before.plans.engine import placements as engine
from boucle.before.plans.models import Placement, Plan
from boucle.foundation.core import ids

LEAST = 5  # people: with fewer, a place would say whose it is
TODAY = ""  # the plan as it is made today
ROWS = ("stakes", "actors", "principles", "dynamics", "pluses", "minuses")


@dataclass(frozen=True)
class Way:
    """One way, in one language: the same six rows for each, so that they can be read side by side."""

    code: str
    name: str
    summary: str
    rows: dict[str, list[str]]
    steps: list[str]


@lru_cache(maxsize=4)
def ways_in(language: str) -> tuple[Way, ...]:
    text = resources.files("boucle.before.plans").joinpath("data/models.json").read_text(encoding="utf-8")
    return tuple(way_of(each, language) for each in json.loads(text)["models"])


def way_of(written: dict[str, Any], language: str) -> Way:
    told = written[language]
    return Way(
        code=written["code"],
        name=told["name"],
        summary=told["summary"],
        rows={name: told[name] for name in ROWS},
        steps=told["steps"],
    )


def ways() -> tuple[Way, ...]:
    """In the reader's language; French where there is no other."""
    return ways_in("en" if (get_language() or "fr").startswith("en") else "fr")


def way(code: str) -> Way | None:
    return next((each for each in ways() if each.code == code), None)


def subjects() -> list[tuple[str, str]]:
    """What people place: each way, and the plan as it is made today."""
    return [*((each.code, each.name) for each in ways()), (TODAY, _("This plan, as it is made today"))]


def voice_hash(plan: Plan, voice: str) -> str:
    """What is kept of a voice: nobody finds the same person in two plans."""
    return ids.digest(f"{plan.pk}:{voice}")


def mine(plan: Plan, voice: str) -> dict[str, tuple[int, int]]:
    """What a voice has placed, by code."""
    if not voice:
        return {}
    rows = Placement.objects.filter(plan=plan, voice_hash=voice_hash(plan, voice))
    return {row.model: (row.x, row.y) for row in rows}


@dataclass(frozen=True)
class Placed:
    """A subject and what people said of it; None and no point: too few to be shown."""

    code: str
    name: str
    summary: engine.Summary | None
    points: list[engine.Point]


def placed(plan: Plan) -> list[Placed]:
    """Every subject in its order; one query."""
    points: defaultdict[str, list[engine.Point]] = defaultdict(list)
    for code, x, y in Placement.objects.filter(plan=plan).values_list("model", "x", "y").order_by("model", "x", "y"):
        points[code].append((x, y))
    found = []
    for code, name in subjects():
        summary = engine.summary(points[code], LEAST)
        found.append(Placed(code, name, summary, points[code] if summary else []))
    return found
