"""Votes without names, in the columns of the Polis exports: anybody computes the map again from them.

`timestamp` is no time: it is 1 for the first vote of a participant on a statement, 2 for the one that replaced it.
`voter-id` is a pseudonym that says nothing of who came when, and lines are in its order.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from boucle.together.consultations.engine import votes
from boucle.together.consultations.models import Consultation, Item
from boucle.together.consultations.queries import opinion_map, opinion_votes

VOTE_COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")
STATEMENT_COLUMNS = (
    "comment-id",
    "agrees",
    "disagrees",
    "passes",
    "all-agrees",
    "all-disagrees",
    "all-passes",
    "moderated",
    "comment-body",
)
MODERATED = {False: 1, True: -1}  # Polis: 1 shown, -1 set aside
LINES = 5_000  # written at once
FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run


def last_votes(lines: opinion_votes.Lines) -> Iterator[str]:
    """One line per participant and statement: what counts."""
    ranks = lines.ranks()
    order = np.lexsort((-ranks, lines.what, lines.who))
    who, what = lines.who[order], lines.what[order]
    is_last = np.ones(len(order), bool)
    is_last[1:] = (who[1:] != who[:-1]) | (what[1:] != what[:-1])
    return written(lines, ranks, order[is_last])


def all_votes(lines: opinion_votes.Lines) -> Iterator[str]:
    """Every vote that was ever cast, those that were changed included."""
    ranks = lines.ranks()
    return written(lines, ranks, np.lexsort((ranks, lines.what, lines.who)))


def written(lines: opinion_votes.Lines, ranks: NDArray[np.int64], order: NDArray[np.intp]) -> Iterator[str]:
    yield sheet([VOTE_COLUMNS])
    for start in range(0, len(order), LINES):
        at = order[start : start + LINES]
        columns = (ranks[at], lines.what[at], lines.who[at], lines.values[at])
        yield sheet(zip(*(column.tolist() for column in columns), strict=True))


def statements(items: Sequence[Item], found: opinion_map.Ready) -> Iterator[str]:
    """Each statement with both counts: last votes, then every vote. The words of one that was set aside are not
    given."""
    columns = {number: column for column, number in enumerate(found.statements)}
    yield sheet([STATEMENT_COLUMNS])
    for item in items:
        column = columns.get(item.number)
        counted = [*of(found.totals, column), *of(found.events, column)]
        text = "" if item.is_withdrawn else safe(item.text)
        yield sheet([(item.number, *counted, MODERATED[item.is_withdrawn], text)])


def of(counts: votes.Counts, column: int | None) -> tuple[int, int, int]:
    if column is None:
        return 0, 0, 0
    return int(counts.agree[column]), int(counts.disagree[column]), int(counts.passed[column])


def as_json(consultation: Consultation, items: Sequence[Item], found: opinion_map.Ready) -> dict[str, Any]:
    """The map under the keys of `boucle recompute opinions`, the names of its groups, the words of its statements."""
    columns = {number: column for column, number in enumerate(found.statements)}
    labels = found.labels.tolist()
    return {
        "consultation": consultation.contribution.reference,
        "votes": found.cast,
        "people": found.people,
        "computed_at": found.computed_at,
        "group_count": found.found.count,
        "groups": {
            str(who): group for who, group in zip(found.participants.tolist(), labels, strict=True) if group >= 0
        },
        "names": {str(group): {"name": one.name, "sentence": one.sentence} for group, one in found.names.items()},
        "statements": {str(item.number): statement(item, columns.get(item.number), found) for item in items},
    }


def statement(item: Item, column: int | None, found: opinion_map.Ready) -> dict[str, Any]:
    agree, disagree, passed = of(found.totals, column)
    has_groups = found.found.count > 0 and column is not None
    return {
        "text": "" if item.is_withdrawn else item.text,
        "agree": agree,
        "disagree": disagree,
        "pass": passed,
        "consensus": float(opinion_map.consensus(found)[column]) if has_groups else None,
    }


def safe(text: str) -> str:
    """A statement never becomes a formula in a spreadsheet."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def sheet(rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
