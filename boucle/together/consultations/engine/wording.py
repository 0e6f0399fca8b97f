"""What changed between two texts, word by word, so that a person sees it at a glance."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

SAME, ADDED, REMOVED = "same", "added", "removed"
TOKEN = re.compile(r"\n+|[^\S\n]+|\w+|[^\w\s]")
BREAK = "\n"


@dataclass(frozen=True)
class Piece:
    """Words that stayed, came or went."""

    kind: str  # same, added or removed
    text: str


def compare(before: str, after: str) -> list[list[Piece]]:
    """The lines of the two texts together, each a list of pieces, in reading order.

    A space between two changed words belongs to the change, so that a sentence written anew is one piece and not ten.
    """
    lines: list[list[Piece]] = [[]]
    for kind, text in joined(differences(words(before), words(after))):
        for number, part in enumerate(text.split(BREAK)):
            if number:
                lines.append([])
            if part:
                lines[-1].append(Piece(kind, part))
    return [line for line in lines if line]


def words(text: str) -> list[str]:
    return [BREAK if token.startswith(BREAK) else token for token in TOKEN.findall(text.strip())]


def differences(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, begin, stop in merged(before, matcher.get_opcodes()):
        if tag == "equal":
            yield SAME, "".join(after[begin:stop])
            continue
        yield REMOVED, "".join(before[start:end])
        yield ADDED, "".join(after[begin:stop])


Change = tuple[str, int, int, int, int]


def merged(before: list[str], changes: Sequence[Change]) -> list[Change]:
    """Two changes with only a space between them are one."""
    found: list[Change] = []
    for at, (tag, start, end, begin, stop) in enumerate(changes):
        is_gap = tag == "equal" and 0 < at < len(changes) - 1 and not "".join(before[start:end]).strip(" ")
        kind = "equal" if tag == "equal" and not is_gap else "replace"
        if found and kind == "replace" and found[-1][0] == "replace":
            _kind, first, _end, start_after, _stop = found.pop()
            found.append(("replace", first, end, start_after, stop))
        else:
            found.append((kind, start, end, begin, stop))
    return found


def joined(pieces: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for kind, group in groupby((piece for piece in pieces if piece[1]), key=lambda piece: piece[0]):
        yield kind, "".join(text for _kind, text in group)
