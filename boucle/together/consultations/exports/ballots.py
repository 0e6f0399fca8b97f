"""Ballots without names: as Pabulib has them, which `boucle recompute budget` reads, and as a table.

Ballots leave in the order of what they say, under numbers given in that order: a receipt does not lead to one.
"""

import csv
import io
from collections.abc import Iterator, Sequence

from boucle.together.consultations.engine import allocation
from boucle.together.consultations.enums import BallotType
from boucle.together.consultations.exports import votes
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import ballots_cast, budget_results

VOTE_TYPES = {
    BallotType.DOTS: "cumulative",
    BallotType.CUMULATIVE: "cumulative",
    BallotType.APPROVAL: "approval",
    BallotType.KNAPSACK: "approval",
    BallotType.RANKING: "ordinal",
}
RULES = {
    budget_results.MOST_VOTES: "greedy",
    budget_results.GREEDY: "greedy",
    budget_results.NO_SKIP: "greedy-no-skip",
    budget_results.EQUAL_SHARES: "equalshares",
}
METHODS = {True: "paper", False: "internet"}
CUMULATIVE = "cumulative"


def pabulib(consultation: Consultation, found: budget_results.Results) -> Iterator[str]:
    """The three sections of a .pb file."""
    kind = VOTE_TYPES[consultation.rule["ballot"]]
    yield section("META", [("key", "value"), *meta(consultation, found, kind)])
    yield section("PROJECTS", [("project_id", "cost", "votes", "score", "name", "selected"), *projects(found)])
    columns = ["voter_id", "vote", *(["points"] if kind == CUMULATIVE else []), *method_column(consultation, found.box)]
    yield section("VOTES", [columns])
    has_method = "voting_method" in columns
    for number, one in enumerate(found.box.cast, start=1):
        cells = [number, *vote(one, kind), *([METHODS[one.is_paper]] if has_method else [])]
        yield lines([cells])


def meta(consultation: Consultation, found: budget_results.Results, kind: str) -> Iterator[tuple[str, str | int]]:
    contribution = consultation.contribution
    yield "description", contribution.title
    yield "country", contribution.territory.country
    yield "unit", contribution.territory.name
    yield "instance", contribution.reference
    yield "num_projects", len(found.lines)
    yield "num_votes", found.voters
    yield "budget", found.budget
    yield "vote_type", kind
    yield "rule", RULES[found.declared]
    if consultation.opened_at is not None:
        yield "date_begin", f"{consultation.opened_at:%d.%m.%Y}"
    if consultation.closed_at is not None:
        yield "date_end", f"{consultation.closed_at:%d.%m.%Y}"
    if found.threshold:
        yield "min_project_score_threshold", found.threshold
    yield "language", contribution.language


def projects(found: budget_results.Results) -> Iterator[Sequence[object]]:
    for line in sorted(found.lines, key=lambda one: one.item.number):
        reason = line.reason
        selected = int(reason.reason in allocation.WINNING)
        name = votes.safe(" ".join(line.item.text.split()))
        yield line.item.number, reason.cost, reason.votes, reason.points, name, selected


def vote(one: ballots_cast.Cast, kind: str) -> list[str]:
    """The most wanted first; of a ranking, its order."""
    names = sorted(one.given, key=lambda number: (-one.given[number], int(number)))
    points = [",".join(str(one.given[number]) for number in names)] if kind == CUMULATIVE else []
    return [",".join(names), *points]


def method_column(consultation: Consultation, box: ballots_cast.Box) -> list[str]:
    """Whether a ballot came on paper is told where there are enough of both kinds."""
    return ["voting_method"] if min(box.paper, box.online) >= consultation.minimum_cell else []


def table(consultation: Consultation, box: ballots_cast.Box) -> Iterator[str]:
    """One line per ballot, one column per option, empty where it gives nothing."""
    numbers = [str(item.number) for item in box.options]
    method = method_column(consultation, box)
    yield votes.sheet([["ballot", *method, *numbers]])
    for number, one in enumerate(box.cast, start=1):
        how = [METHODS[one.is_paper]] if method else []
        yield votes.sheet([[number, *how, *(one.given.get(option, "") for option in numbers)]])


def section(name: str, rows: Sequence[Sequence[object]]) -> str:
    return f"{name}\n{lines(rows)}"


def lines(rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue()
