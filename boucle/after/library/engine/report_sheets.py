"""The sheets that a checked report becomes, as plain data: what a draft holds (see `report.Report.as_json`) → plans.

Each sheet has a key that comes from the words of the text, not from what was corrected since: the same report brought
in again gives the same keys, so that nothing comes twice.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from boucle.after.library.engine import links, report
from boucle.foundation.core import text as texts

Found = dict[str, Any]
REFERENCE, FIELDWORK, SESSION = "reference", "fieldwork", "session"


@dataclass(frozen=True)
class Words:
    """What stands instead of a name, of an address, of a role that the text does not say."""

    somebody: str
    removed: str
    speaker: str


@dataclass(frozen=True)
class Planned:
    """One sheet: its key, its place in the report, its words, and the fields that are its own."""

    key: str
    number: int
    variety: str
    title: str
    text: str
    own: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class PlannedSession:
    sheet: Planned
    pieces: list[Planned]

    @property
    def all(self) -> list[Planned]:
        return [self.sheet, *self.pieces]


@dataclass(frozen=True)
class Plan:
    report: Planned
    sessions: list[PlannedSession]

    @property
    def sheets(self) -> list[Planned]:
        return [self.report, *(each for session in self.sessions for each in session.all)]


def keyed(found: Found) -> Found:
    """The same, with the name of the report as it came and the keys of what was read in it; said once, they stay."""
    name = str(found.setdefault("name", found["title"]))
    days = [session["date"] for session in found["sessions"]]
    found.setdefault("key", print_of(name, *days))
    for session in found["sessions"]:
        key = str(session.setdefault("key", print_of(name, session["title"], session["date"])))
        seen: Counter[str] = Counter()
        for piece in session["pieces"]:
            said = print_of(key, piece["variety"], piece["text"])
            seen[said] += 1
            piece.setdefault("key", f"{said}:{seen[said]}")
    return found


def print_of(*words: str) -> str:
    return hashlib.sha256("|".join(" ".join(texts.words(each)) for each in words).encode()).hexdigest()[:32]


def size(found: Found) -> int:
    """How many sheets it makes."""
    return 1 + sum(size_of(session) for session in found["sessions"])


def size_of(session: Found) -> int:
    return 1 + sum(bool(piece["kept"]) for piece in session["pieces"])


def plan(found: Found, words: Words) -> Plan:
    """What was found, in the order of the text; every session has its day and every piece its key, see `keyed`."""
    reader = Reader(found, words)
    return Plan(reader.report(), [reader.session(place) for place in range(len(found["sessions"]))])


class Reader:
    """Gives each sheet its place, and takes out the names of those who did not agree. The report and each of its
    sessions are planned apart: nothing of the others is read but their size and the names of their speakers."""

    def __init__(self, found: Found, words: Words) -> None:
        self.found, self.words = found, words
        self.silent = [each["name"] for each in speakers(found) if not each["agreed"]]

    def report(self) -> Planned:
        said = self.found["preface"].removeprefix(self.found["title"]).strip()
        preface = links.marked(links.without_mails(said, self.words.removed))
        first = min((session["date"] for session in self.found["sessions"]), default="")
        title = self.found["title"]
        return self.sheet(1, self.found["key"], SESSION, title, preface or title, held_on=first or None)

    def session(self, place: int) -> PlannedSession:
        """The session at this place, from 0, with the pieces that were kept of it."""
        before, session = self.found["sessions"][:place], self.found["sessions"][place]
        number = 2 + sum(size_of(each) for each in before)
        sheet = self.sheet(
            number,
            session["key"],
            SESSION,
            session["title"],
            links.marked(session["introduction"]) or session["title"],
            held_on=session["date"] or None,
            speakers=[self.speaker(each) for each in session["speakers"]],
        )
        kept = [piece for piece in session["pieces"] if piece["kept"]]
        return PlannedSession(sheet, [self.piece(n, each, session["date"]) for n, each in enumerate(kept, number + 1)])

    def speaker(self, speaker: Found) -> dict[str, str]:
        return {
            "name": speaker["name"] if speaker["agreed"] else "",
            "role": speaker["role"] or self.words.speaker,
        }

    def piece(self, number: int, piece: Found, day: str) -> Planned:
        return self.sheet(
            number,
            piece["key"],
            piece["variety"],
            piece["title"],
            piece["text"],
            part=piece["part"],
            link=piece["links"][0] if piece["links"] else "",
            item=piece["item"],
            authors=piece["item"].get("author", []),
            held_on=day or None if piece["variety"] == FIELDWORK else None,
        )

    def sheet(self, number: int, key: str, variety: str, title: str, text: str, **own: Any) -> Planned:
        if variety != REFERENCE:  # what is cited there was published under these names
            title, text = (report.masked(each, self.silent, self.words.somebody) for each in (title, text))
        return Planned(key, number, variety, title, text, own)


def speakers(found: Found) -> Iterator[Found]:
    for session in found["sessions"]:
        yield from session["speakers"]
