"""National lists of the risks of each commune: one way in per country.

France publishes one (GASPAR, see engine.gaspar). Belgium publishes none: its municipalities write their own inventory
of risks (royal decree of 22 May 2019), and asking for a file that does not exist would only lose people's time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol


@dataclass(frozen=True)
class RiskRow:
    """A line of a national file. `problem`: "quote", "cells", "empty", "commune" (none is named), "code" (unknown)."""

    line: int
    commune: str  # its official code
    commune_name: str
    code: str
    label: str
    hazard: str  # a value of enums.Hazard
    problem: str = ""


class NoNationalFile(Exception):
    """This country has no list to import."""


@dataclass(frozen=True)
class Unreadable(Exception):
    """`code`: those of opendata.engine.tables, or "gaspar" when columns are missing."""

    code: str


class NationalRisks(Protocol):
    country: str
    source: str  # said beside each risk

    def rows(self, file: BinaryIO) -> Iterator[RiskRow]:
        """The lines of a file, in its order. Raises NoNationalFile, Unreadable."""


class Belgium:
    country = "BE"
    source = ""

    def rows(self, file: BinaryIO) -> Iterator[RiskRow]:
        raise NoNationalFile
