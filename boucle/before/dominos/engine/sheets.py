"""CSV files of a million rows, as people save them: any usual encoding and delimiter, in blocks of columns.

A file without a quotation mark is read by `csv` alone; any other row by row, so that a quote that is never closed costs
one row.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, BinaryIO

import numpy as np

from boucle.before.dominos.engine.model import Flags, Longs
from boucle.commons.opendata.engine import tables
from boucle.foundation.core import sentences, text
from boucle.foundation.core.sentences import gettext_noop as _

BLOCK = 10_000  # rows
COLUMN = _("The column “%(column)s” is missing from the first line.")
UNREADABLE = _("This is not a CSV file with a header.")
CELLS = _("More cells than columns.")
QUOTE = _("A quotation mark that is not closed.")


@dataclass(frozen=True)
class Problem:
    """A row that was set aside, or taken all the same (`is_kept`), and why; `line` counts from 1, the header."""

    line: int
    sentence: str
    values: Mapping[str, Any] = field(default_factory=dict)
    is_kept: bool = False

    def __str__(self) -> str:
        return self.sentence % self.values


@dataclass(frozen=True)
class Block:
    """Cells without spaces at their ends, by column; a column that the file lacks is not there."""

    columns: dict[str, Sequence[str]]
    lines: Longs

    def get(self, name: str) -> Sequence[str]:
        return self.columns.get(name) or [""] * len(self.lines)


def blocks(file: BinaryIO, names: Mapping[str, str], needed: Sequence[str], problems: list[Problem]) -> Iterator[Block]:
    """The rows of a file. `names`: other names of columns; rows that cannot be read are told in `problems`.

    Raises Refusal where the file has no header, or lacks a column that is needed.
    """
    try:
        table = tables.read(file)
    except tables.Unreadable:
        raise sentences.Refusal(UNREADABLE) from None
    header = [names.get(folded := text.fold(name), folded) for name in table.columns]
    for name in needed:
        if name not in header:
            raise sentences.Refusal(COLUMN, column=name)
    has_quotes = contains(file, b'"')
    yield from slow(table, header, problems) if has_quotes else fast(file, table, header, problems)


def refuse(is_good: Flags, is_bad: Flags, sentence: str, block: Block, column: str, problems: list[Problem]) -> None:
    """Sets rows aside, each for the first reason only; the sentence may name the column and the value."""
    told = np.flatnonzero(is_good & is_bad)
    is_good[told] = False
    cells = block.get(column)
    problems += [
        Problem(int(block.lines[at]), sentence, {"value": cells[at], "column": column}) for at in told.tolist()
    ]


def contains(file: BinaryIO, sign: bytes) -> bool:
    file.seek(0)
    return any(sign in part for part in iter(lambda: file.read(1 << 20), b""))


def slow(table: tables.Table, header: list[str], problems: list[Problem]) -> Iterator[Block]:
    while rows := list(islice(table.rows, BLOCK)):
        broken = {"quote": QUOTE, "cells": CELLS}
        problems += [Problem(row.number, broken[row.problem]) for row in rows if row.problem in broken]
        whole = [row for row in rows if not row.problem]
        cells = [[row.cells.get(name, "") for row in whole] for name in table.columns]
        yield Block(dict(zip(header, cells, strict=True)), np.array([row.number for row in whole], np.int64))


def fast(file: BinaryIO, table: tables.Table, header: list[str], problems: list[Problem]) -> Iterator[Block]:
    file.seek(0)
    reader = csv.reader(tables.lines(file, table.encoding), delimiter=table.delimiter)
    begun = 0
    while rows := list(islice(reader, BLOCK)):
        lines = np.arange(begun + 1, begun + len(rows) + 1)
        begun += len(rows)
        if begun == len(rows):
            skipped = header_line(rows, table.columns)
            rows, lines = rows[skipped:], lines[skipped:]
        kept = [whole(row, len(header), int(line), problems) for row, line in zip(rows, lines, strict=True)]
        is_there = np.array([row is not None for row in kept], bool)
        columns = list(zip(*(row for row in kept if row is not None), strict=True)) or [()] * len(header)
        stripped = [list(map(str.strip, column)) for column in columns]
        yield Block(dict(zip(header, stripped, strict=True)), lines[is_there])


def header_line(rows: list[list[str]], columns: list[str]) -> int:
    """How many lines stand up to the header."""
    named = (at for at, row in enumerate(rows, 1) if tables.named([cell.strip() for cell in row]) == columns)
    return next(named, 1)


def whole(row: list[str], width: int, line: int, problems: list[Problem]) -> list[str] | None:
    """A row as wide as the header; None when it is blank or has too much."""
    if len(row) == width:
        return row if any(row) else None
    if any(row[width:]):
        problems.append(Problem(line, CELLS))
        return None
    return row + [""] * (width - len(row)) if any(row) else None
