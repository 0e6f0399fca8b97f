"""Votes and groups as Polis exports them: votes.csv, participants-votes.csv. A bad file raises CommandError."""

import csv
import math
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from boucle.together.consultations.engine.votes import Id

VOTES = ("timestamp", "comment-id", "voter-id", "vote")
GROUPS = ("participant", "group-id")
DELIMITERS = ",;\t"
NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)


@dataclass(frozen=True)
class Lines:
    """Columns of one length; an id that is a whole number is read as one."""

    participants: list[Id] | NDArray[np.int64]
    statements: list[Id] | NDArray[np.int64]
    values: list[int] | NDArray[np.int64]
    moments: list[float] | NDArray[np.int64]


def votes(path: Path) -> Lines:
    quick = numbers(path)
    return spelled(path) if quick is None else quick


def groups(path: Path) -> dict[Id, Id]:
    """The group of each participant who has one."""
    found: dict[Id, Id] = {}
    lines: dict[Id, int] = {}
    for line, (name, group) in rows(path, GROUPS):
        participant = identity(path, line, "participant", name)
        first = lines.setdefault(participant, line)
        if first != line:
            refuse(path, line, "participant", _("this participant stands on line %(first)s already") % {"first": first})
        if group:
            found[participant] = identity(path, line, "group-id", group)
    return found


def numbers(path: Path) -> Lines | None:
    """A file of whole numbers without a fault is read at once, a million lines in a second. None: read it by line."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            header = file.readline()
        names, delimiter = columns(header)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            table = np.loadtxt(
                str(path.resolve()),
                np.int64,
                delimiter=delimiter,
                quotechar='"',
                comments=None,
                skiprows=1,
                usecols=[names.index(name) for name in VOTES],
                ndmin=2,
                encoding="utf-8-sig",
            )
    except (OSError, ValueError, Warning):
        return None
    if len(set(names)) < len(names) or not np.isin(table[:, 3], (-1, 0, 1)).all():
        return None
    moments, statements, participants, values = table.T
    return Lines(participants, statements, values, moments)


def spelled(path: Path) -> Lines:
    participants: list[Id] = []
    statements: list[Id] = []
    values: list[int] = []
    moments: list[float] = []
    for line, (moment, statement, participant, value) in rows(path, VOTES):
        moments.append(moment_of(path, line, moment))
        statements.append(identity(path, line, "comment-id", statement))
        participants.append(identity(path, line, "voter-id", participant))
        values.append(value_of(path, line, value))
    return Lines(participants, statements, values, moments)


def rows(path: Path, needed: tuple[str, ...]) -> Iterator[tuple[int, list[str]]]:
    """Each line that is not blank: its number in the file, and its cells in these columns."""
    text = text_of(path)
    names, delimiter = columns(text.split("\n", 1)[0])
    for name in needed:
        if names.count(name) != 1:
            words = {"file": path, "column": name, "known": ", ".join(needed)}
            raise CommandError(
                _("%(file)s: one column, and one only, is called “%(column)s”. Columns: %(known)s.") % words
            )
    wanted = [names.index(name) for name in needed]
    lines = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        next(lines)
        for cells in lines:
            if any(cell.strip() for cell in cells):
                padded = cells + [""] * len(names)
                yield lines.line_num, [padded[place].strip() for place in wanted]
    except csv.Error:
        where = {"file": path, "line": lines.line_num}
        raise CommandError(_("%(file)s, line %(line)s: this is no CSV, look at its quotation marks.") % where) from None


def columns(header: str) -> tuple[list[str], str]:
    delimiter = max(DELIMITERS, key=header.count)
    return [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])], delimiter


def text_of(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CommandError(_("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise CommandError(_("%(file)s, line %(line)s: this is not UTF-8.") % {"file": path, "line": line}) from None
    if not text.strip():
        raise CommandError(_("%(file)s is empty.") % {"file": path})
    return text


def identity(path: Path, line: int, column: str, text: str) -> Id:
    if not text:
        refuse(path, line, column, _("this is empty"))
    return int(text) if NUMBER.fullmatch(text) else text


def value_of(path: Path, line: int, text: str) -> int:
    if text not in ("1", "0", "-1"):
        refuse(path, line, "vote", _("“%(value)s” is no vote: 1 agree, 0 pass, -1 disagree") % {"value": text})
    return int(text)


def moment_of(path: Path, line: int, text: str) -> float:
    try:
        moment = float(text)
    except ValueError:
        moment = math.nan
    if not math.isfinite(moment):
        refuse(path, line, "timestamp", _("“%(value)s” is no number") % {"value": text})
    return int(text) if NUMBER.fullmatch(text) else moment


def refuse(path: Path, line: int, column: str, why: str) -> NoReturn:
    words: dict[str, Any] = {"file": path, "line": line, "column": column, "why": why}
    raise CommandError(_("%(file)s, line %(line)s, column “%(column)s”: %(why)s.") % words)
