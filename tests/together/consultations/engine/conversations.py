"""Five real conversations, read line by line, and votes made up for tests."""

import csv
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from boucle.together.consultations.engine import votes
from boucle.together.consultations.engine.votes import Id, Votes

FOLDER = Path(__file__).resolve().parents[5] / "shared" / "data" / "votes-polis"
NAMES = (
    "brexit-consensus",
    "canadian-electoral-reform",
    "football-concussions",
    "freshwater-nz",
    "london-youth-policing",
)

there = pytest.mark.skipif(not FOLDER.exists(), reason="the folder of shared data is not beside the project")

Line = tuple[Id, Id, int, float]  # participant, statement, value, moment


def table(name: str, file: str) -> list[dict[str, str]]:
    with (FOLDER / name / file).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def lines(name: str) -> tuple[Line, ...]:
    return tuple(
        (int(row["voter-id"]), int(row["comment-id"]), int(row["vote"]), int(row["timestamp"]))
        for row in table(name, "votes.csv")
    )


@cache
def read(name: str) -> Votes:
    return collected(lines(name))


@cache
def groups(name: str) -> dict[Id, int]:
    rows = table(name, "participants-votes.csv")
    return {int(row["participant"]): int(row["group-id"]) for row in rows if row["group-id"]}


def published(name: str) -> tuple[Votes, list[int]]:
    """The votes, and for each row the published group or -1."""
    found, of = read(name), groups(name)
    return found, [of.get(one, -1) for one in found.participants]


def collected(rows: tuple[Line, ...] | list[Line], asked: tuple[Id, ...] = ()) -> Votes:
    who, what, values, moments = zip(*rows, strict=True) if rows else ((), (), (), ())
    return votes.collect(who, what, values, moments, asked=asked)


def camps(
    people: int = 60, statements: int = 20, count: int = 2, share: float = 0.7, noise: float = 0.1, seed: int = 1
) -> list[Line]:
    """Camps of nearly one size (participant % count) that vote alike but for the noise, on a share of statements."""
    random = np.random.default_rng(seed)
    leaning = random.choice([-1, 1], (count, statements))
    made: list[Line] = []
    for person in range(people):
        for statement in np.flatnonzero(random.random(statements) < share):
            own = int(leaning[person % count, statement])
            value = int(random.integers(-1, 2)) if random.random() < noise else own
            made.append((person, int(statement), value, len(made)))
    return made
