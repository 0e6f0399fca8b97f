"""The three sections of a .pb file as rows with their lines, and the numbers in their cells."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from boucle.together.consultations.engine import sentences
from boucle.together.consultations.engine.sentences import gettext_noop as _

SECTIONS = ("META", "PROJECTS", "VOTES")
NEEDED = {"META": ("key", "value"), "PROJECTS": ("project_id", "cost"), "VOTES": ("voter_id", "vote")}

SECTION_TWICE = _("Line %(line)s: the section %(section)s begins a second time.")
NO_SECTION = _("Line %(line)s comes before the first section: the file begins with a line “META”.")
SECTION_MISSING = _("The section %(section)s is missing: a line that holds this word alone.")
CELLS = _("%(section)s, line %(line)s: more cells than columns, or a quotation mark that is not closed.")
COLUMN_MISSING = _("%(section)s, line %(line)s: the column “%(column)s” is missing from the first line of the section.")
EMPTY = _("%(section)s, line %(line)s: “%(column)s” is empty.")
TWICE = _("%(section)s, line %(line)s: “%(value)s” is there twice.")
NUMBER = _("%(section)s, line %(line)s: “%(value)s” is not a number that can stand there.")

Row = tuple[int, dict[str, str]]


def split(text: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    section, columns = "", None
    for line, cells in rows(text):
        if len(cells) == 1 and cells[0].strip().upper() in SECTIONS:
            section, columns = cells[0].strip().upper(), None
            if section in found:
                raise sentences.Refusal(SECTION_TWICE, section=section, line=line)
            found[section] = []
        elif not section:
            raise sentences.Refusal(NO_SECTION, line=line)
        elif columns is None:
            columns = header(cells, section, line)
        else:
            found[section].append((line, named(columns, cells, section, line)))
    if missing := [name for name in SECTIONS if name not in found]:
        raise sentences.Refusal(SECTION_MISSING, section=missing[0])
    return found


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error:
        raise sentences.Refusal(CELLS, section="", line=reader.line_num) from None


def header(cells: list[str], section: str, line: int) -> list[str]:
    columns = [cell.strip().lower() for cell in cells]
    for name in NEEDED[section]:
        if name not in columns:
            raise sentences.Refusal(COLUMN_MISSING, section=section, line=line, column=name)
    return columns


def named(columns: list[str], cells: list[str], section: str, line: int) -> dict[str, str]:
    """Empty cells at the end of a line may be left out; the value of a META line may hold semicolons."""
    if section == "META":
        cells = [cells[0], ";".join(cells[1:])]
    if len(cells) > len(columns):
        raise sentences.Refusal(CELLS, section=section, line=line)
    padded = [*cells, *[""] * (len(columns) - len(cells))]
    return dict(zip(columns, (cell.strip() for cell in padded), strict=True))


def once(found: list[Row], section: str, column: str) -> Iterator[Row]:
    seen = set()
    for line, row in found:
        if not row[column]:
            raise sentences.Refusal(EMPTY, section=section, line=line, column=column)
        if row[column] in seen:
            raise sentences.Refusal(TWICE, section=section, line=line, value=row[column])
        seen.add(row[column])
        yield line, row


def decimals(sections: dict[str, list[Row]]) -> int:
    """Ten, a hundred…: what makes every amount of the file a whole number."""
    amounts = [decimal(row["cost"], "PROJECTS", line) for line, row in sections["PROJECTS"]]
    amounts += [decimal(row["value"], "META", line) for line, row in sections["META"] if row["key"] == "budget"]
    exponents = (amount.normalize().as_tuple().exponent for amount in amounts)
    return int(10 ** max([0, *(-exponent for exponent in exponents if isinstance(exponent, int))]))


def number(cell: str, section: str, line: int) -> int:
    """A whole number, as 12 or 12.0."""
    found = decimal(cell, section, line, least=None)
    if found != found.to_integral_value():
        raise sentences.Refusal(NUMBER, section=section, line=line, value=cell)
    return int(found)


def decimal(cell: str, section: str, line: int, least: int | None = 0) -> Decimal:
    """An amount that a budget can have: no infinity, no number of a thousand digits."""
    try:
        found = Decimal(cell)
    except InvalidOperation:
        raise sentences.Refusal(NUMBER, section=section, line=line, value=cell) from None
    if not found.is_finite() or abs(found.adjusted()) > 15 or (least is not None and found < least):
        raise sentences.Refusal(NUMBER, section=section, line=line, value=cell)
    return found
