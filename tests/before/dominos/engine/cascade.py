"""The two networks of the shared data: Shelby County's four networks, Oberrhein's medium voltage."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from boucle.before.dominos.engine import model, reading
from boucle.before.dominos.engine.model import Model

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "data" / "cascade"
SHELBY, OBERRHEIN = FOLDER / "shelby-quatre-reseaux", FOLDER / "reseau-mt-oberrhein"
there = pytest.mark.skipif(not FOLDER.exists(), reason="the folder of shared data is not beside the project")


def scenarios(folder: Path) -> list[dict[str, Any]]:
    path = folder / "exemples-attendus.json"
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["scenarios"] if path.exists() else []
    return found


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def town(services: list[dict[str, str]], dependencies: list[dict[str, str]]) -> Model:
    """A territory through the reader, which sets nothing aside."""
    read = reading.territory(sheet(services), sheet(dependencies))
    assert [one for told in read.problems.values() for one in told if not one.is_kept] == []
    return model.compile(read.services, read.dependencies)


def sheet(given: list[dict[str, str]]) -> io.BytesIO:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(given[0]))
    writer.writeheader()
    writer.writerows(given)
    return io.BytesIO(text.getvalue().encode())


def shelby(gate: str) -> Model:
    nodes = [
        {"id": row["id"], "network": row["reseau"], "people": row["population_desservie"]}
        for row in rows(SHELBY / "noeuds.csv")
    ]
    edges = [
        {"service": row["dependant"], "supplier": row["dont_depend"], "gate": gate}
        for row in rows(SHELBY / "interdependances.csv")
    ]
    return town(nodes, edges)


def lost_from_the_start(names: list[str], found: Model) -> list[tuple[int, int, int]]:
    places = {name: row for row, name in enumerate(found.services.ids)}
    return [(places[name], 0, 10) for name in names]


def oberrhein() -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    return rows(OBERRHEIN / "postes.csv"), rows(OBERRHEIN / "liaisons.csv")


def links(liaisons: list[dict[str, str]], places: dict[str, int]) -> np.ndarray[Any, Any]:
    return np.array([(places[row["de"]], places[row["vers"]]) for row in liaisons], np.int64)
