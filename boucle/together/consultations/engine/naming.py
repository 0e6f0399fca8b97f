"""A name that was given to a group of opinion follows it from map to map, or falls away.

A group is known by its *leans*: on each statement, its agreements less its disagreements, less what all groups together
say, per vote; two votes are added, as everywhere, so that one vote is no opinion. From -2 to 2. What joins everybody
tells no group from another, and weighs nothing. Two groups resemble each other by the cosine of their
leans on the statements that both voted on: 1 the same, 0 nothing in common, -1 opposite; however loud, it is the
direction that counts.

In the five conversations of Polis that the tests read a group as half of its people say it is 0.67
to 0.98 like itself, and 0.25 at most like another one: hence the threshold.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from boucle.together.consultations.engine.votes import Counts

Leans = Mapping[str, float]  # by number of the statement, as JSON keeps it

LIKE = 0.6
ADDED = 2  # votes
KNOWN = 0.5  # share of a named group's leans, squared, that the new map must have to be compared with it
DIGITS = 3


@dataclass(frozen=True)
class Name:
    name: str
    sentence: str = ""


def leans(counts: Counts, statements: Sequence[int]) -> list[dict[str, float]]:
    """Of each group of (group, statement) counts; what a group has not seen is left out."""
    told = counts.agree - counts.disagree
    everybody, seen_by_all = told.sum(axis=0), counts.seen.sum(axis=0)
    return [
        {
            str(number): round(
                float((said[at] - seen[at] * everybody[at] / seen_by_all[at]) / (seen[at] + ADDED)), DIGITS
            )
            for at, number in enumerate(statements)
            if seen[at]
        }
        for said, seen in zip(told, counts.seen, strict=True)
    ]


def likeness(named: Leans, group: Leans) -> float:
    """From -1 to 1; 0 where too little of the named group can be compared."""
    both = [(value, group[key]) for key, value in named.items() if key in group]
    known, whole = sum(a * a for a, _ in both), sum(a * a for a in named.values())
    other = sum(b * b for _, b in both)
    if not known or not other or known < KNOWN * whole:
        return 0.0
    return sum(a * b for a, b in both) / math.sqrt(known * other)


def matched(named: Sequence[Leans], groups: Sequence[Leans]) -> dict[int, int]:
    """By group, the place of its name in `named`: the most alike first, each name and each group once, none under
    LIKE. Of equals the first name, then the first group."""
    pairs = [(likeness(one, group), at, place) for at, one in enumerate(named) for place, group in enumerate(groups)]
    found: dict[int, int] = {}
    for like, at, place in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if like >= LIKE and place not in found and at not in found.values():
            found[place] = at
    return found
