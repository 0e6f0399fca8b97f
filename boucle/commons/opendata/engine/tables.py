"""CSV as people save it: any usual delimiter, quoted line breaks, rows that are broken.

A quote that is opened and never closed costs one row, not the rest of the file: the rows after it are read again
(frictionless-py #1048 swallows them). Nothing is held but the row being read.
"""

import codecs
import csv
import io
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO

from boucle.commons.opendata.engine import encodings

DELIMITERS = (";", ",", "\t", "|")
LONGEST_QUOTE = 300  # lines: a longer one was never closed
BLOCK = 64 * 1024
SAMPLE = 60  # records by which the delimiter is chosen


@dataclass(frozen=True)
class Row:
    """One row of a file: its line, its cells by column, and what is wrong with it ("quote", "cells", "empty" or "")."""

    number: int
    cells: dict[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Table:
    columns: list[str]
    rows: Iterator[Row]
    encoding: str
    delimiter: str
    licence: str = ""  # what the file itself says of its rights


@dataclass(frozen=True)
class Unreadable(Exception):
    """`code`: "empty", "columns", "geojson" or "binary"."""

    code: str


def read(file: BinaryIO) -> Table:
    """The table of a CSV file. Raises Unreadable when it has no header or is no text."""
    encoding = encodings.detect(file)
    if b"\x00" in file.read(4096) and not encoding.startswith("utf-"):
        raise Unreadable("binary")
    file.seek(0)
    delimiter = choose_delimiter(list(islice(logical(lines(file, encoding)), SAMPLE)))
    records = logical(lines(file, encoding), delimiter)
    header = find_header(records, delimiter)
    return Table(header, rows(records, header, delimiter), encoding, delimiter)


def lines(file: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines of a file, each with one line feed whatever it had; the caller closes the file."""
    decoder = io.IncrementalNewlineDecoder(codecs.getincrementaldecoder(encoding)(errors="replace"), translate=True)
    file.seek(0)
    rest = ""
    while block := file.read(BLOCK):
        *whole, rest = (rest + str(decoder.decode(block))).split("\n")
        yield from (line + "\n" for line in whole)
    rest += str(decoder.decode(b"", final=True))
    if rest:
        yield rest


def logical(physical: Iterable[str], delimiter: str = "") -> Iterator[tuple[int, str, bool]]:
    """Records as (line, text, is whole): physical lines joined where a quote holds a line break."""
    rest = iter(physical)
    waiting: deque[str] = deque()
    number = 1
    while True:
        taken = take(rest, waiting)
        if taken is None:
            return
        held = [taken]
        while is_open("".join(held), delimiter) and len(held) < LONGEST_QUOTE:
            more = take(rest, waiting)
            if more is None:
                break
            held.append(more)
        is_whole = not is_open("".join(held), delimiter)
        if not is_whole:
            waiting.extendleft(reversed(held[1:]))
            held = held[:1]
        yield number, "".join(held), is_whole
        number += len(held)


def take(rest: Iterator[str], waiting: deque[str]) -> str | None:
    return waiting.popleft() if waiting else next(rest, None)


def is_open(text: str, delimiter: str) -> bool:
    """Whether a quoted field is still open at the end. Without a delimiter yet, an odd number of quotes says so."""
    if not delimiter or '"' not in text:
        return text.count('"') % 2 == 1
    at = 0
    while 0 <= at <= len(text):
        if text.startswith('"', at):
            at = closing(text, at + 1)
            if at < 0:
                return True
        at = text.find(delimiter, at) + 1
        if at == 0:
            return False
    return False


def closing(text: str, at: int) -> int:
    """Where a quoted field that began before `at` ends, -1 when it does not."""
    while True:
        at = text.find('"', at)
        if at < 0:
            return -1
        if not text.startswith('""', at):
            return at + 1
        at += 2


def choose_delimiter(sample: list[tuple[int, str, bool]]) -> str:
    """The delimiter by which the most records have as many cells as the first, then the most cells."""
    texts = [text for _, text, is_whole in sample if is_whole and text.strip() and not text.startswith("sep=")]

    def score(delimiter: str) -> tuple[float, int]:
        counts = [len(split(text, delimiter)) for text in texts]
        if not counts or counts[0] == 1:
            return 0.0, 0
        return sum(count == counts[0] for count in counts) / len(counts), counts[0]

    return max(DELIMITERS, key=score)


def split(text: str, delimiter: str) -> list[str]:
    """The cells of one record, as `csv` reads them."""
    return next(csv.reader([*text.rstrip("\r\n").splitlines(keepends=True)], delimiter=delimiter), [])


def find_header(records: Iterator[tuple[int, str, bool]], delimiter: str) -> list[str]:
    for _, text, is_whole in records:
        cells = [cell.strip() for cell in split(text, delimiter)] if is_whole else []
        if sum(bool(cell) for cell in cells) >= 2 and not text.startswith("sep="):
            return named(cells)
        if any(cells) and len(cells) == 1 and not text.startswith("sep="):
            raise Unreadable("columns")
    raise Unreadable("empty")


def named(cells: list[str]) -> list[str]:
    """Names of columns, each different and none empty."""
    names: list[str] = []
    for place, cell in enumerate(cells, start=1):
        name = cell or f"#{place}"
        names.append(name if name not in names else f"{name} ({place})")
    return names


def rows(records: Iterator[tuple[int, str, bool]], header: list[str], delimiter: str) -> Iterator[Row]:
    for number, text, is_whole in records:
        if not text.strip():
            continue  # a blank line is no row
        yield row(number, split(text, delimiter), header) if is_whole else Row(number, {}, "quote")


def row(number: int, cells: list[str], header: list[str]) -> Row:
    named_cells = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if cell.strip()}
    if any(cell.strip() for cell in cells[len(header) :]):
        return Row(number, named_cells, "cells")
    return Row(number, named_cells, "" if named_cells else "empty")
