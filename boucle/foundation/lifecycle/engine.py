"""The chain of hashes of a history: SHA-256 over each transition and the hash before it (Haber and Stornetta, 1991)."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple


class Line(NamedTuple):
    """What is sealed of one transition."""

    contribution: str  # uid
    number: int
    verb: str
    source: str
    target: str
    role: str
    actor: int | None
    at: datetime
    reason: str
    note: str
    changed: Sequence[str]


def seal(line: Line, previous_hash: str) -> str:
    """The hash of a line after the hash before it: 64 hexadecimal signs."""
    at = line.at.astimezone(UTC).isoformat(timespec="microseconds")
    sealed = [*line[:7], at, line.reason, line.note, list(line.changed), previous_hash]
    return hashlib.sha256(json.dumps(sealed, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def first_break(lines: Iterable[tuple[Line, str, str]]) -> int | None:
    """The number of the first line that does not follow from the one before, or None when the chain holds.

    Takes (line, previous_hash, hash) in order of number.
    """
    expected_previous, expected_number = "", 1
    for line, previous_hash, hash_ in lines:
        if line.number != expected_number or previous_hash != expected_previous or seal(line, previous_hash) != hash_:
            return expected_number
        expected_previous, expected_number = hash_, line.number + 1
    return None
