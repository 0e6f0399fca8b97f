"""Which versions of a text the public has read, from its history."""

from collections.abc import Iterable
from typing import NamedTuple

PROPOSE, REVISE, PUBLISH = "propose", "revise", "publish"


class Step(NamedTuple):
    """One transition: its number, what was done, and why."""

    number: int
    verb: str
    note: str


class Published(NamedTuple):
    revision: int
    step: int  # the transition that published it
    why: str


def published(steps: Iterable[Step]) -> list[Published]:
    """Oldest first. Each proposal or revision keeps one more version; a publication shows the last one that was kept.

    Why: what was said when it was published, else when it was written.
    """
    found: list[Published] = []
    last, said = 0, ""
    for step in steps:
        if step.verb in (PROPOSE, REVISE):
            last, said = last + 1, step.note
        elif step.verb == PUBLISH and last:
            found.append(Published(last, step.number, step.note or said))
    return found
