"""What moved in a plan between two uses: revisions of its sections, by reference."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Changes:
    """References, each in the order in which the plan of today gives them; `gone` in the order of the alphabet."""

    revised: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def between(before: Mapping[str, int], now: Mapping[str, int]) -> Changes:
    return Changes(
        revised=tuple(key for key in now if key in before and before[key] != now[key]),
        new=tuple(key for key in now if key not in before),
        gone=tuple(sorted(key for key in before if key not in now)),
    )
