"""`boucle recompute opinions votes.csv`: the map of opinions, from the export of its votes.

The columns and the keys are described in docs/reference/recompute-opinions.md.
"""

from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from boucle.together.consultations.engine import bridges, opinions, representative
from boucle.together.consultations.engine import votes as engine
from boucle.together.consultations.engine.votes import Counts, Id, Votes
from boucle.together.consultations.management.recompute import polis

HELP = "Computes opinion groups, consensus and what each group says again, from votes as Polis exports them."


@dataclass(frozen=True)
class Grouping:
    """`groups` by participant; `names` of the groups in order; `labels` of the rows of the votes, -1 for none."""

    groups: dict[Id, Id]
    names: list[Id]
    labels: NDArray[np.int64]
    measured: dict[str, Any]


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "votes", type=Path, metavar="votes.csv", help="columns: timestamp, comment-id, voter-id, vote (1, 0, -1)"
    )
    parser.add_argument(
        "--groups",
        type=Path,
        metavar="participants-votes.csv",
        help="takes the groups from here: participant, group-id",
    )
    parser.add_argument("--all-votes", action="store_true", help="counts every vote, not only the last of each person")
    usual = opinions.Limits()
    parser.add_argument("--seed", type=natural, default=usual.seed, help=f"of the draws ({usual.seed})")
    for name, value, words in (
        ("--least-votes", usual.votes, "votes of a participant who is on the map"),
        ("--smallest", usual.smallest, "people in a group"),
        ("--resamples", usual.resamples, "draws that tell whether groups are stable"),
    ):
        parser.add_argument(name, type=natural, default=value, help=f"{words} ({value})")


def natural(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ArgumentTypeError(_("“%(value)s” is not a whole number, 0 or more.") % {"value": text})
    return int(text)


def run(options: Mapping[str, Any]) -> dict[str, Any]:
    """What is printed as JSON. Raises CommandError with a sentence for whatever cannot be read."""
    lines = polis.votes(options["votes"])
    votes = engine.collect(lines.participants, lines.statements, lines.values, lines.moments)
    path = options.get("groups")
    grouping = taken(votes, polis.groups(path)) if path else computed(votes, limits(options))
    everybody = engine.count(votes.matrix)
    counts = by_group(votes, grouping)
    return {
        "groups": {str(participant): group for participant, group in grouping.groups.items()},
        "group_count": len(grouping.names),
        "statements": shape_statements(votes, votes.events if options.get("all_votes") else everybody, counts),
        "intervals": shape_intervals(votes.statements, everybody),
        "representative": shape_representative(votes.statements, counts, grouping.names),
        "bridges": [named(one, votes.statements) for one in bridges.bridges(counts)],
        "shared": shape_shared(votes.statements, everybody),
        "participants": len(votes.participants),
        "votes": int(votes.events.seen.sum()),
        **grouping.measured,
    }


def limits(options: Mapping[str, Any]) -> opinions.Limits:
    """What was not asked otherwise is as usual."""
    names = {"votes": "least_votes", "smallest": "smallest", "resamples": "resamples", "seed": "seed"}
    given = {field: options[name] for field, name in names.items() if options.get(name) is not None}
    if options.get("least_votes") == 0:
        raise CommandError(_("--%(name)s is at least 1.") % {"name": "least-votes"})
    if given.get("smallest", 2) < 2:
        raise CommandError(_("--smallest is at least 2: nobody is a group alone."))
    return opinions.Limits(**given)


def computed(votes: Votes, limits: opinions.Limits) -> Grouping:
    chart = opinions.chart(votes, limits)
    labels = chart.all_labels(len(votes.participants))
    groups: dict[Id, Id] = {votes.participants[row]: int(labels[row]) for row in np.flatnonzero(labels >= 0)}
    measured = {
        "silhouette": chart.silhouette,
        "stability": asdict(chart.stability) if chart.stability else None,
        "why": chart.why,
    }
    return Grouping(groups, list(range(chart.count)), labels, measured)


def taken(votes: Votes, groups: dict[Id, Id]) -> Grouping:
    names, numbers = engine.index(list(groups.values()))
    place = dict(zip(groups, numbers.tolist(), strict=True))
    labels = np.array([place.get(one, -1) for one in votes.participants], np.int64)
    return Grouping(groups, names, labels, {"silhouette": None, "stability": None, "why": None})


def by_group(votes: Votes, grouping: Grouping) -> Counts:
    """Without groups, everybody is one."""
    if not grouping.names:
        return representative.tally(votes.matrix, np.zeros(len(votes.matrix), np.int64), 1)
    return representative.tally(votes.matrix, grouping.labels, len(grouping.names))


def shape_statements(votes: Votes, counted: Counts, counts: Counts) -> dict[str, Any]:
    columns = (counted.agree, counted.disagree, counted.passed, bridges.consensus(counts))
    keys = ("agree", "disagree", "pass", "consensus")
    cells = zip(*(column.tolist() for column in columns), strict=True)
    return {str(one): dict(zip(keys, row, strict=True)) for one, row in zip(votes.statements, cells, strict=True)}


def shape_intervals(statements: Sequence[Id], everybody: Counts) -> dict[str, Any]:
    found = {}
    for key, said in (("agree", everybody.agree), ("disagree", everybody.disagree), ("pass", everybody.passed)):
        low, high = representative.interval(said, everybody.seen)
        found[key] = np.stack((low, high), axis=1).tolist()
    return {str(one): {key: rows[column] for key, rows in found.items()} for column, one in enumerate(statements)}


def shape_representative(statements: Sequence[Id], counts: Counts, names: Sequence[Id]) -> dict[str, Any]:
    if not names:
        return {}
    chosen = representative.chosen(counts)
    return {str(name): [named(one, statements) for one in found] for name, found in zip(names, chosen, strict=True)}


def shape_shared(statements: Sequence[Id], everybody: Counts) -> dict[str, Any]:
    ways = (representative.AGREE, representative.DISAGREE)
    return {way: [named(one, statements) for one in bridges.shared(everybody, way)] for way in ways}


def named(found: Any, statements: Sequence[Id]) -> dict[str, Any]:
    """A dataclass that points at a column, with the id of its statement."""
    return {**asdict(found), "statement": str(statements[found.statement])}
