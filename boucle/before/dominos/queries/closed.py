"""What the public is told of closed services: groups of at least five people, without a name, a place or an hour."""

from dataclasses import dataclass

import numpy as np

from boucle.before.dominos.engine import tally
from boucle.before.dominos.enums import Vulnerability
from boucle.before.dominos.models import Schedule
from boucle.before.dominos.queries import runs

FEWEST_PEOPLE, FEWEST_SERVICES = 5, 2
ROUND = 5  # people and person-hours are told to the nearest five


@dataclass(frozen=True)
class Group:
    who: str
    people: int
    lost: int  # of these people, those who lose what they need at some moment
    person_hours: int


def groups(schedule: Schedule) -> list[Group]:
    """By vulnerability, over the whole territory. A group of fewer than five people, or of one service alone, is not
    told, nor any total from which it could be found."""
    if not schedule.inventory.services.filter(is_open=False).exists():
        return []
    found = runs.ran(schedule, is_whole=True)
    services = found.town.services
    cost = np.bincount(found.losses.service, tally.cost(found.town.model, found.losses), len(services)) / tally.HOUR
    told = []
    for who in Vulnerability:
        rows = [row for row, one in enumerate(services) if not one.is_open and one.vulnerability == who]
        people = sum(services[row].people for row in rows)
        lost = sum(services[row].people for row in rows if cost[row] > 0)
        if people < FEWEST_PEOPLE or len(rows) < FEWEST_SERVICES or 0 < lost < FEWEST_PEOPLE:
            continue
        told.append(Group(str(who.label), rounded(people), rounded(lost), rounded(sum(cost[row] for row in rows))))
    return told


def rounded(value: float) -> int:
    return ROUND * round(float(value) / ROUND)
