"""`boucle recompute delphi answers.csv --rule FILE`: the verdicts of a Delphi, round by round, from its export.

The columns, the rule and the keys are described in docs/reference/recompute-delphi.md.
"""

import csv
import re
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from io import StringIO
from pathlib import Path
from typing import Any, NoReturn

import orjson
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from boucle.together.consultations.engine import delphi_rounds, delphi_rule
from boucle.together.consultations.engine.delphi_rounds import Answer, Asked, Round
from boucle.together.consultations.engine.delphi_terms import Rule
from boucle.together.consultations.engine.sentences import Refusal

HELP = "Computes the statistics and verdicts of a Delphi again, round by round."

COLUMNS = ("participant", "round", "item", "value", "group")
NEEDED = COLUMNS[:4]
DELIMITERS = ",;\t"
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
ROUND = re.compile(r"0*[1-9]\d{0,3}", re.ASCII)
SHORT = ("n", "min", "q1", "median", "q3", "max", "iqr")  # of a summary: what is always printed


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "answers", type=Path, metavar="answers.csv", help="columns: participant, round, item, value, group"
    )
    parser.add_argument(
        "--rule", type=Path, required=True, metavar="FILE", help="the rule, in JSON, as written before round one"
    )
    parser.add_argument(
        "--full", action="store_true", help="prints every figure: distribution, groups, spread, dropout"
    )


def run(options: Mapping[str, Any]) -> dict[str, Any]:
    """What is printed as JSON. Raises CommandError with a sentence for whatever cannot be read."""
    rule = read_rule(options["rule"])
    is_full = bool(options.get("full"))
    answers = read_answers(options["answers"], rule)
    rounds = delphi_rounds.rounds(answers, rule, seed=0 if is_full else None)
    return {"rounds": {str(number): shape(found, is_full) for number, found in rounds.items()}}


def shape(found: Round, is_full: bool) -> dict[str, Any]:
    shaper = shape_full if is_full else shape_short
    shaped: dict[str, Any] = {"items": {name: shaper(asked) for name, asked in found.items.items()}}
    if is_full:
        shaped["panel"] = asdict(found.panel) if found.panel else None
    return shaped


def shape_short(asked: Asked) -> dict[str, Any]:
    return {
        **{key: getattr(asked.item.summary, key) for key in SHORT},
        "verdict": asked.item.verdict,
        "stability": asdict(asked.stability) if asked.stability else None,
    }


def shape_full(asked: Asked) -> dict[str, Any]:
    return {
        **asdict(asked.item.summary),
        **shape_short(asked),
        "interval": asdict(asked.item.interval) if asked.item.interval else None,
        "groups": {group.name: asdict(group.summary) if group.summary else None for group in asked.item.groups},
        "dropout": asdict(asked.dropout) if asked.dropout else None,
    }


def read_rule(path: Path) -> Rule:
    try:
        return delphi_rule.parse(orjson.loads(text_of(path)))
    except orjson.JSONDecodeError as error:
        where = {"file": path, "line": error.lineno, "column": error.colno}
        raise CommandError(_("%(file)s is no JSON: line %(line)s, character %(column)s.") % where) from None
    except Refusal as refusal:
        raise CommandError(_("%(file)s: %(sentence)s") % {"file": path, "sentence": translated(refusal)}) from None


def read_answers(path: Path, rule: Rule) -> Iterator[Answer]:
    """The lines of the file, checked one by one."""
    seen: dict[tuple[str, int, str], int] = {}
    for line, row in rows(path):
        answer = Answer(
            participant=filled(path, line, row, "participant"),
            round=round_of(path, line, row),
            item=filled(path, line, row, "item"),
            value=value_of(path, line, row, rule),
            group=row.get("group", ""),
        )
        first = seen.setdefault((answer.participant, answer.round, answer.item), line)
        if first != line:
            sentence = _("this participant has answered this item in this round already, on line %(first)s")
            refuse(path, line, "participant", sentence % {"first": first})
        yield answer


def rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each line that is not blank, with its number in the file, by the names of the columns."""
    text = text_of(path)
    first = text.split("\n", 1)[0]
    lines = csv.reader(StringIO(text, newline=""), delimiter=max(DELIMITERS, key=first.count), strict=True)
    try:
        header = [name.strip().lower() for name in next(lines)]
        check_header(path, header)
        for cells in lines:
            if any(cell.strip() for cell in cells):
                check_width(path, lines.line_num, cells, header)
                yield lines.line_num, dict(zip(header, (cell.strip() for cell in cells), strict=True))
    except csv.Error:
        where = {"file": path, "line": lines.line_num}
        raise CommandError(_("%(file)s, line %(line)s: this is no CSV, look at its quotation marks.") % where) from None


def text_of(path: Path) -> str:
    """Raises CommandError for a file that is not there, is empty, or is not UTF-8."""
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


def check_header(path: Path, header: list[str]) -> None:
    for name in COLUMNS:
        if header.count(name) > 1 or (name in NEEDED and name not in header):
            words = {"file": path, "column": name, "known": ", ".join(COLUMNS)}
            raise CommandError(
                _("%(file)s: one column, and one only, is called “%(column)s”. Columns: %(known)s.") % words
            )


def check_width(path: Path, line: int, cells: list[str], header: list[str]) -> None:
    if len(cells) != len(header):
        words = {"file": path, "line": line, "found": len(cells), "expected": len(header)}
        raise CommandError(_("%(file)s, line %(line)s: %(found)s cells, where the header has %(expected)s.") % words)


def filled(path: Path, line: int, row: Mapping[str, str], column: str) -> str:
    return row[column] or refuse(path, line, column, _("this is empty"))


def round_of(path: Path, line: int, row: Mapping[str, str]) -> int:
    if not ROUND.fullmatch(row["round"]):
        refuse(path, line, "round", _("“%(value)s” is no whole number from 1") % {"value": row["round"]})
    return int(row["round"])


def value_of(path: Path, line: int, row: Mapping[str, str], rule: Rule) -> float | None:
    """A number on the scale, None for an empty cell: "no opinion"."""
    text = row["value"]
    if not text:
        return None
    if not NUMBER.fullmatch(text):
        sentence = _("“%(value)s” is no number; leave the cell empty for “no opinion”")
        refuse(path, line, "value", sentence % {"value": text})
    low, high = rule.scale
    if not low <= float(text) <= high:
        words = {"value": text, "low": f"{low:g}", "high": f"{high:g}"}
        refuse(path, line, "value", _("%(value)s is not on the scale from %(low)s to %(high)s") % words)
    return float(text)


def refuse(path: Path, line: int, column: str, why: str) -> NoReturn:
    words = {"file": path, "line": line, "column": column, "why": why}
    raise CommandError(_("%(file)s, line %(line)s, column “%(column)s”: %(why)s.") % words)


def translated(refusal: Refusal) -> str:
    return _(refusal.sentence) % refusal.values
