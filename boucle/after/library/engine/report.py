"""Reads the report of a day of sessions from its text: sessions, speakers, leads by sub-theme, fieldwork, references.

Every line of the text goes somewhere: to the preface, the table of contents, a session, or a piece of it. What is
strange is said in a `Notice`, never left out.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from rapidfuzz import fuzz

from boucle.after.library.engine import links
from boucle.after.library.engine import report_dates as dates
from boucle.after.library.engine import report_pieces as pieces
from boucle.after.library.engine.report_pieces import Piece
from boucle.foundation.core import text as texts

SESSION = re.compile(r"^#*\s*SESSION\s+(\d+)\s*[–—:.-]+\s*(.+?)\s*$", re.IGNORECASE)
CONTENTS = re.compile(r"^#*\s*(sommaire|table des mati[eè]res)\s*:?$", re.IGNORECASE)
CONTENTS_LINE = re.compile(r"^(.*?)\s*\.{3,}\s*\d+\s*$")
SPEAKER = re.compile(
    r"^(?:[-*•→]\s+)?(?:\*\*(?P<bold>.+?)\*\*|(?P<plain>[^(,–—:]+?))"
    r"\s*(?:[,:–—]\s*(?P<after>.+)|\((?P<role>.+)\)\.?)?\s*$"
)
BRACKETS = re.compile(r"^\((.+)\)\.?$")
SECTIONS = (
    ("speakers", ("intervenant", "participant", "orateur", "temoin")),
    ("lead", ("piste",)),
    ("fieldwork", ("terrain",)),
    ("reference", ("ressource", "reference", "bibliographie")),
)
LONGEST_HEADING = 60
NEARLY_SAME = 90  # hundredths: a letter or two between the table of contents and the heading


@dataclass
class Notice:
    """Something to look at: date, scheme, twice, speakers, mail or empty; the words concerned, the line."""

    code: str
    line: int
    words: str


@dataclass
class Speaker:
    name: str
    role: str
    agreed: bool = False  # to be named: nobody is before somebody says so


@dataclass
class Session:
    number: int
    title: str
    line: int
    date: str = ""  # ISO 8601; empty when the text does not say
    introduction: str = ""
    speakers: list[Speaker] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def label(self) -> str:
        return f"Session {self.number}"


@dataclass
class Report:
    title: str = ""
    preface: str = ""
    sessions: list[Session] = field(default_factory=list)
    warnings: list[Notice] = field(default_factory=list)
    link_count: int = 0

    def warn(self, code: str, line: int, words: str) -> None:
        self.warnings.append(Notice(code, line, words[:160]))

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def read(text: str) -> Report:
    """The report of a text; without any session heading, everything is in the preface and a warning says so."""
    lines = [texts.clean(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    report = Report(link_count=len(links.found(text)))
    reader = Reader(report)
    for number, line in enumerate(lines, 1):
        reader.line(number, line)
    reader.close()
    report.title = title(report.preface)
    for session in report.sessions:
        look(report, session)
    report.sessions = merged(report)
    if not report.sessions:
        report.warn("empty", 1, report.title)
    if links.MAIL.search(report.preface):
        report.warn("mail", 1, report.title)
    return report


class Reader:
    """Where the reading is: in the preface, the table of contents, or a part of a session."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.part = "preface"
        self.date = ""
        self.announced: list[tuple[str, str]] = []  # titles of the table of contents, with their dates
        self.body: list[tuple[int, str]] = []  # lines of the part of a session that is being read

    def line(self, number: int, line: str) -> None:
        if self.part == "contents" and self.contents_line(line):
            return
        heading = SESSION.match(line)
        if heading and not CONTENTS_LINE.match(line):
            self.open(number, int(heading[1]), heading[2])
        elif CONTENTS.match(line):
            self.part = "contents"
        elif dates.is_heading(line):
            self.day(line)
        else:
            self.content(number, line)

    def day(self, line: str) -> None:
        """A day stands above its sessions; before the first of them, it belongs to the preface too."""
        self.date = dates.read(line)
        if self.report.sessions:
            self.finish()
            self.part = "between"
        else:
            self.report.preface += f"{line}\n"

    def contents_line(self, line: str) -> bool:
        """Whether a line belongs to the table of contents: a title with its page, or the day above it."""
        entry = CONTENTS_LINE.match(line)
        if entry:
            heading = SESSION.match(entry[1])
            self.announced.append((unquoted(heading[2] if heading else entry[1]), self.date))
            return True
        if not line or dates.is_heading(line):
            self.date = dates.read(line) or self.date
            return True
        self.part = "preface"
        self.date = ""
        return False

    def open(self, number: int, session: int, heading: str) -> None:
        self.finish()
        name = unquoted(heading)
        self.report.sessions.append(Session(session, name, number, date=self.date_of(name)))
        self.part = "introduction"

    def date_of(self, name: str) -> str:
        """As the table of contents says, else the heading itself, else the day above it."""
        return self.announced_date(name) or dates.read(name) or self.date

    def announced_date(self, name: str) -> str:
        folded = texts.words(name)
        for known, day in self.announced:
            said = texts.words(known)
            shortest = min(len(said), len(folded))
            if shortest and fuzz.ratio(" ".join(said[:shortest]), " ".join(folded[:shortest])) >= NEARLY_SAME:
                self.announced.remove((known, day))
                return day
        return ""

    def content(self, number: int, line: str) -> None:
        section = section_of(line) if self.report.sessions else ""
        if section:
            self.finish()
            self.part = section
        elif self.part == "preface":
            self.report.preface += f"{line}\n"
        else:
            self.body.append((number, line))

    def finish(self) -> None:
        """Closes the part of a session that was being read."""
        body, self.body = self.body, []
        if not self.report.sessions or not any(line for _number, line in body):
            return
        session = self.report.sessions[-1]
        if self.part == "speakers":
            session.speakers.extend(self.speakers(session, body))
        elif self.part in pieces.VARIETIES:
            session.pieces.extend(pieces.read(self.part, body))
        else:
            session.introduction = join(session.introduction, "\n".join(line for _number, line in body))

    def speakers(self, session: Session, body: Iterable[tuple[int, str]]) -> list[Speaker]:
        found: list[Speaker] = []
        for _number, line in body:
            known = SPEAKER.match(line.strip()) if line.strip() else None
            if known:
                role = (known["role"] or known["after"] or "").strip()
                role = BRACKETS.sub(r"\1", role)
                found.append(Speaker((known["bold"] or known["plain"]).strip(" ,"), role))
            elif line.strip() and found:
                found[-1].role = f"{found[-1].role} {line.strip()}".strip()
            elif line.strip():
                session.introduction = join(session.introduction, line.strip())
        return found

    def close(self) -> None:
        self.finish()
        self.report.preface = self.report.preface.strip()


def section_of(line: str) -> str:
    """The part of a session that a line opens: a short line that begins with its name."""
    bare = texts.fold(line.strip("#*: "))
    if not bare or len(bare) > LONGEST_HEADING or line.lstrip().startswith(("-", "→", "•")):
        return ""
    is_title = line.strip("#*: ").isupper() or line.rstrip().endswith(":") or line.startswith("#")
    return next((name for name, starts in SECTIONS if is_title and bare.startswith(starts)), "")


def unquoted(name: str) -> str:
    return re.sub(r"^[\"«“]\s*(.*?)\s*[\"»”]\.*$", r"\1", name.strip("*# ")).strip()


def join(one: str, other: str) -> str:
    return f"{one}\n\n{other}".strip()


def title(preface: str) -> str:
    """The first line that is no address."""
    lines = (links.without(line).strip("#*<> ") for line in preface.split("\n"))
    return next((line for line in lines if line), "")[:200]


def look(report: Report, session: Session) -> None:
    """What is strange in a session is said."""
    if not session.date:
        report.warn("date", session.line, f"{session.label} : {session.title}")
    if not session.speakers:
        report.warn("speakers", session.line, f"{session.label} : {session.title}")
    for piece in session.pieces:
        for address in piece.completed:
            report.warn("scheme", piece.line, address)


def merged(report: Report) -> list[Session]:
    """A session that stands twice, with the same title, becomes one: what the second adds goes to the first. The same
    title on two days is two sessions, unless the second says again what the first said."""
    kept: list[Session] = []
    for session in report.sessions:
        first = next((one for one in kept if is_same(one, session)), None)
        if first is None:
            kept.append(session)
            continue
        report.warn("twice", session.line, f"{session.label} : {session.title}")
        if first.date == "" and session.date:
            first.date = session.date
            report.warnings = [each for each in report.warnings if (each.code, each.line) != ("date", first.line)]
        if texts.fold(session.introduction) not in texts.fold(first.introduction):
            first.introduction = join(first.introduction, session.introduction)
        first.speakers += [each for each in session.speakers if each not in first.speakers]
        said = {texts.fold(piece.text) for piece in first.pieces}
        first.pieces += [piece for piece in session.pieces if texts.fold(piece.text) not in said]
    return kept


def is_same(one: Session, other: Session) -> bool:
    same_day = one.date == other.date or not one.date or not other.date
    return texts.words(one.title) == texts.words(other.title) and (same_day or says_again(one, other))


def says_again(one: Session, other: Session) -> bool:
    """Under the same number, with a piece or a speaker in common."""
    pieces = {texts.fold(piece.text) for piece in one.pieces} & {texts.fold(piece.text) for piece in other.pieces}
    people = {each.name for each in one.speakers} & {each.name for each in other.speakers}
    return one.number == other.number and bool(pieces or people)


def masked(words: str, names: Iterable[str], instead: str) -> str:
    """A text in which the names of those who did not agree are replaced; a longer name before a shorter one."""
    known = sorted(filter(None, names), key=len, reverse=True)
    if not known:
        return words
    return re.sub(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)", instead, words)
