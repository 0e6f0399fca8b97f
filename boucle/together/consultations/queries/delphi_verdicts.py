"""What the rule says of each item, round after round; how sure it is; whether departures carry it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from boucle.together.consultations.engine import (
    delphi_kinds,
    delphi_rounds,
    delphi_summary,
    delphi_verdict,
    stability,
)
from boucle.together.consultations.engine.delphi_rounds import Asked
from boucle.together.consultations.engine.delphi_terms import Rule, Verdict
from boucle.together.consultations.enums import ItemType
from boucle.together.consultations.models import Item
from boucle.together.consultations.queries import delphi_scale
from boucle.together.consultations.queries.delphi_answers import Collected

Marks = list[float | None]
SIDES = (Verdict.AGREED, Verdict.REJECTED)


@dataclass(frozen=True)
class Departures:
    """What the verdict would be with those who left. With so few of them that they are hidden, the worst is supposed:
    that all of them stand at the other end of the scale; this says nothing of what they thought.
    """

    left: int
    is_worst: bool
    verdict: Verdict
    share: float | None  # agreeing, 0 to 1
    agreeing: int | None
    total: int
    holds: bool


@dataclass(frozen=True)
class Judged:
    """One item, in the last round that asked it; `rounds` holds every one, by number."""

    item: Item
    round: int
    rounds: dict[int, Asked]
    share: float | None  # of opinions that agree, 0 to 1; None where the rule has no side
    departures: Departures | None  # None where nobody left, or in a first round

    @property
    def last(self) -> Asked:
        return self.rounds[self.round]

    @property
    def verdict(self) -> Verdict:
        return self.last.item.verdict

    @property
    def is_fragile(self) -> bool:
        return self.verdict in SIDES and self.departures is not None and not self.departures.holds

    @property
    def is_stable(self) -> bool | None:
        return self.last.stability.stable if self.last.stability else None

    @property
    def before(self) -> int | None:
        """The round before the last one that asked it."""
        earlier = [number for number in self.rounds if number < self.round]
        return max(earlier, default=None)


def judged(found: Collected) -> list[Judged]:
    """Items on the scale of the rule, by number."""
    rounds = delphi_rounds.rounds(found.lines(), found.rule)
    made = []
    for item in found.items:
        own = {
            number: round_.items[str(item.number)]
            for number, round_ in rounds.items()
            if str(item.number) in round_.items
        }
        if own:
            made.append(one(found, item, own))
    return made


def one(found: Collected, item: Item, rounds: dict[int, Asked]) -> Judged:
    last = max(rounds)
    marks = [delphi_scale.mark(item, value) for value, _group in found.rows(item, last)]
    return Judged(item, last, rounds, share_agreeing(marks, found.rule), departures(found, item, rounds, last))


def share_agreeing(marks: Sequence[float | None], rule: Rule) -> float | None:
    agreeing, total = agreement(marks, rule)
    return agreeing / total if agreeing is not None and total else None


def agreement(marks: Sequence[float | None], rule: Rule) -> tuple[int | None, int]:
    """How many agree, of how many opinions; None where the rule says from which mark nobody agrees."""
    opinions = [mark for mark in marks if mark is not None]
    least = stability.agreement_from(rule)
    if least is None:
        return None, len(opinions)
    return sum(mark >= least - delphi_summary.TOLERANCE for mark in opinions), len(opinions)


def departures(found: Collected, item: Item, rounds: dict[int, Asked], last: int) -> Departures | None:
    asked = rounds[last]
    if asked.dropout is None or not asked.dropout.leavers.n:
        return None
    before = max(number for number in rounds if number < last)
    now: Marks = [delphi_scale.mark(item, value) for value, _group in found.rows(item, last)]
    is_worst = asked.dropout.is_hidden
    verdict = asked.item.verdict
    left = worst(asked, found.rule) if is_worst else list(left_marks(found, item, before, last))
    together = now + left
    other = delphi_verdict.verdict(delphi_summary.summary(together, found.rule), found.rule)
    agreeing, total = agreement(together, found.rule)
    share = agreeing / total if agreeing is not None and total else None
    return Departures(asked.dropout.leavers.n, is_worst, other, share, agreeing, total, other == verdict)


def worst(asked: Asked, rule: Rule) -> Marks:
    assert asked.dropout is not None
    end = rule.scale[1] if asked.item.verdict == Verdict.REJECTED else rule.scale[0]
    return [end] * asked.dropout.leavers.n


def left_marks(found: Collected, item: Item, before: int, last: int) -> Iterator[float | None]:
    """What those who did not answer again had said."""
    stayed = {line.who for line in found.by_item.get((item.number, last), [])}
    for line in found.by_item[item.number, before]:
        if line.who not in stayed:
            yield delphi_scale.mark(item, line.value)


def verdict_of(found: Collected, item: Item, round_: int) -> Verdict | None:
    """Of one item in one round; None where the rule does not speak of it."""
    values = [value for value, _group in found.rows(item, round_)]
    if item.type == ItemType.CHOICE:
        return choice(item, values, found.rule)
    if item.number not in found.judged:
        return None
    marks = [delphi_scale.mark(item, value) for value in values]
    return delphi_verdict.verdict(delphi_summary.summary(marks, found.rule), found.rule)


def choice(item: Item, values: Sequence[Any], rule: Rule) -> Verdict | None:
    """Where several answers may be taken, no single one can have the share that the rule asks for."""
    if int(item.settings.get("most", 1)) > 1:
        return None
    options = [str(index) for index in range(len(item.settings.get("options", ())))]
    return delphi_kinds.choice([str(value[0]) if value else None for value in values], options, rule).verdict
