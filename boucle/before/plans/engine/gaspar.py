"""GASPAR, the French list of the risks of each commune (Géorisques), as its CSV files write it.

Columns `cod_commune` and `num_risque`, with `lib_commune` and `lib_risque` in some versions; any usual encoding and
delimiter. A spreadsheet shortens codes: 1001 is 01001. The meaning of codes is in data/gaspar.json, with its source.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from boucle.before.plans.engine.national import RiskRow, Unreadable
from boucle.commons.opendata.engine import mapping, tables

DATA: dict[str, Any] = json.loads((Path(__file__).parents[1] / "data" / "gaspar.json").read_text(encoding="utf-8"))
COLUMNS: dict[str, tuple[str, ...]] = {
    "commune": ("cod commune", "code commune", "code insee", "insee", "codeinsee"),
    "name": ("lib commune", "libelle commune", "commune", "nom commune"),
    "code": ("num risque", "numero risque", "code risque"),
    "label": ("lib risque long", "lib risque", "libelle risque long", "libelle risque", "risque"),
}
INSEE = 5  # signs


class France:
    country = "FR"
    source = "Géorisques, GASPAR"

    def rows(self, file: BinaryIO) -> Iterator[RiskRow]:
        try:
            table = tables.read(file)
        except tables.Unreadable as error:
            raise Unreadable(error.code) from error
        named = columns(table.columns)
        if not {"commune", "code"} <= set(named):
            raise Unreadable("gaspar")
        return (read(row, named) for row in table.rows)


def columns(header: Sequence[str]) -> dict[str, str]:
    """Our names to those of the file."""
    folded = {mapping.fold(column): column for column in reversed(header)}
    found = {name: [folded[each] for each in known if each in folded] for name, known in COLUMNS.items()}
    return {name: several[0] for name, several in found.items() if several}


def read(row: tables.Row, named: dict[str, str]) -> RiskRow:
    cell = {name: row.cells.get(column, "").strip() for name, column in named.items()}
    code = cell.get("code", "").split(".")[0]
    commune = insee(cell.get("commune", ""))
    label, hazard = meaning(code, cell.get("label", ""))
    problem = row.problem or ("" if commune else "commune") or ("" if hazard else "code")
    return RiskRow(row.number, commune, cell.get("name", ""), code, label, hazard, problem)


def insee(said: str) -> str:
    code = said.upper().split(".")[0]
    return code.zfill(INSEE) if code.isdecimal() and len(code) < INSEE else code


def meaning(code: str, label: str) -> tuple[str, str]:
    """What a code is called, and the hazard that it is: by its number, then by its words; "" and "" when neither is
    known."""
    known = DATA["codes"].get(code)
    if known:
        return str(known["label"]), str(known["hazard"])
    folded = mapping.fold(label)
    found = [hazard for hazard, words in DATA["words"].items() if any(word in folded for word in words)]
    return label, found[0] if label and found else ("other" if label and code.isdecimal() else "")
