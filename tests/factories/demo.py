"""The demo's story for tests: its own communes and themes, through the loaders, then some of its fiches."""

from functools import cache

from boucle.before.dominos.actions import demo as dominos
from boucle.before.plans.models import Plan
from boucle.foundation.situations import actions as situations
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories import actions as territories
from boucle.foundation.territories import data
from boucle.foundation.territories.engine.places import Place
from boucle.site.actions import demo, winter

ENOUGH = 40  # fiches for every state and every root theme


@cache
def places() -> list[Place]:
    """Nine communes with whatever they lie in; reading the list of France takes a second."""
    near = data.places(countries=["FR"], departments=["69"])
    return [each for each in near if each.level != "commune" or each.code in demo.COMMUNES]


@cache
def belgian_places() -> list[Place]:
    """The six communes of the winter with whatever they lie in."""
    found = data.places(countries=["BE"])
    return [each for each in found if each.level != "commune" or each.code in dominos.COMMUNES]


def winter_lists() -> None:
    territories.load(places=belgian_places())
    situations.load_themes()
    situations.load_templates()


def told_winter() -> Plan:
    winter_lists()
    return winter.tell()


def lists() -> None:
    """What the story stands on."""
    territories.load(places=places())
    situations.load_themes()
    situations.load_templates()


def told(limit: int | None = ENOUGH) -> Situation:
    lists()
    return demo.tell(limit=limit)
