"""Names for people who speak without a name: stable for as long as a consultation lasts, and drawn, not counted."""

import hashlib
from collections.abc import Iterable, Mapping

MOST = 999


def numbers(salt: str, voices: Iterable[str]) -> Mapping[str, int]:
    """A number from 1 to 999 for each voice, in the order in which they first spoke.

    The number comes from a hash, so that it says nothing of who came when. Two voices that draw the same: the one
    that spoke later takes the next that is free, and keeps it, because what was said is never removed. Beyond 999
    voices the numbers go on upwards.
    """
    given: dict[str, int] = {}
    taken: set[int] = set()
    for voice in dict.fromkeys(voices):
        number = drawn(salt, voice)
        while number in taken:
            number = number % MOST + 1 if len(taken) < MOST else number + 1
        taken.add(number)
        given[voice] = number
    return given


def drawn(salt: str, voice: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{salt}:{voice}".encode()).digest()[:8], "big") % MOST + 1
