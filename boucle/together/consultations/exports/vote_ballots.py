"""The sheets of a vote without names: one line each, in the order of what they say, one column per item."""

from collections.abc import Iterator
from typing import Any

from boucle.together.consultations.exports import votes
from boucle.together.consultations.queries.vote_results import Cast


def table(cast: list[Cast]) -> Iterator[str]:
    """1 yes, 0 neither, -1 no; of a choice, the places of what was chosen, from 0, between spaces."""
    numbers = sorted({number for one in cast for number in one.answers})
    yield votes.sheet([["ballot", *numbers]])
    for line, one in enumerate(cast, start=1):
        yield votes.sheet([[line, *(cell(one.answers.get(number)) for number in numbers)]])


def cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return " ".join(str(one) for one in value)
    return votes.safe(value) if isinstance(value, str) else str(int(value))
