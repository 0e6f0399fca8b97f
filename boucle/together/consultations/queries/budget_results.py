"""What the ballots decide: one count, several rules of allocation side by side, and the reason of each winner and
loser."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from boucle.together.consultations.engine import allocation, equal_shares
from boucle.together.consultations.models import Consultation, Item
from boucle.together.consultations.queries import ballots_cast, cells

MOST_VOTES, GREEDY, NO_SKIP, EQUAL_SHARES = "most-votes", "greedy", "greedy-no-skip", "equal-shares"
MONEY_RULES = (GREEDY, NO_SKIP, EQUAL_SHARES)
PLACES_RULES = (MOST_VOTES, EQUAL_SHARES)  # where each option takes one place, greedy is the most votes
COMMANDS = {MOST_VOTES: GREEDY, GREEDY: GREEDY, NO_SKIP: NO_SKIP, EQUAL_SHARES: EQUAL_SHARES}  # their names there


@dataclass(frozen=True)
class Line:
    """An option with what it got: people, points, and how many of these points came on paper."""

    item: Item
    reason: allocation.Reason  # by the declared rule
    on_paper: int
    winners_of: tuple[str, ...]  # the rules that fund it

    @property
    def is_winner(self) -> bool:
        return self.reason.reason in allocation.WINNING


@dataclass(frozen=True)
class Results:
    box: ballots_cast.Box
    declared: str
    rules: tuple[str, ...]
    allocations: dict[str, allocation.Allocation]
    lines: tuple[Line, ...]  # the most voted first
    budget: int
    has_money: bool
    threshold: int
    incompatible: tuple[tuple[str, str], ...]

    @property
    def voters(self) -> int:
        return len(self.box.cast)

    @property
    def winners(self) -> tuple[Line, ...]:
        order = {number: place for place, number in enumerate(self.allocations[self.declared].winners)}
        chosen = [line for line in self.lines if str(line.item.number) in order]
        return tuple(sorted(chosen, key=lambda line: order[str(line.item.number)]))

    def item(self, number: str) -> Item:
        return next(item for item in self.box.options if str(item.number) == number)


def results(consultation: Consultation) -> Results:
    """Whatever was cast, nothing included: then no option has a vote, and none wins."""
    box = ballots_cast.box(consultation)
    rule = consultation.rule
    has_money = box.has_money
    budget = rule["budget"] if has_money else rule.get("winners") or rule.get("budget", 1)
    pairs = incompatible(box)
    threshold = int(rule.get("minimum_votes") or 0)
    asked = allocation.problem(
        box.costs(), [one.given for one in box.cast], budget, threshold=threshold, incompatible=pairs
    )
    rules = tuple(dict.fromkeys([rule["allocation"], *(MONEY_RULES if has_money else PLACES_RULES)]))
    found = {name: allocate(asked, name) for name in rules}
    return Results(
        box=box,
        declared=rule["allocation"],
        rules=rules,
        allocations=found,
        lines=tuple(lines(box, found, rule["allocation"])),
        budget=budget,
        has_money=has_money,
        threshold=threshold,
        incompatible=pairs,
    )


def allocate(asked: allocation.Problem, rule: str) -> allocation.Allocation:
    if rule == EQUAL_SHARES:
        return equal_shares.allocate(asked)
    return allocation.greedy(asked, skips=rule != NO_SKIP)


def incompatible(box: ballots_cast.Box) -> tuple[tuple[str, str], ...]:
    """Pairs of options, by number, of which one at most is funded; a pair that names none of them is left out."""
    known = set(box.numbers())
    pairs = [tuple(str(number) for number in pair) for pair in box.rule.get("incompatible") or [] if is_pair(pair)]
    return tuple((one, other) for one, other in pairs if one in known and other in known)


def is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2


def lines(box: ballots_cast.Box, found: dict[str, allocation.Allocation], declared: str) -> list[Line]:
    items = {str(item.number): item for item in box.options}
    paper: Counter[str] = Counter()
    for one in box.cast:
        if one.is_paper:
            paper.update(one.given)
    winners = {rule: set(one.winners) for rule, one in found.items()}
    return [
        Line(items[number], reason, paper[number], tuple(rule for rule, ids in winners.items() if number in ids))
        for number, reason in found[declared].explained.items()
    ]


def content(found: Results, rule: str) -> int:
    """How many of those who voted get one of the options that they gave something to."""
    winners = set(found.allocations[rule].winners)
    return sum(1 for one in found.box.cast if winners & one.given.keys())


def command(consultation: Consultation, found: Results) -> str:
    """What anybody types to count again from the exported ballots."""
    pairs = "".join(f" --incompatible {one} {other}" for one, other in found.incompatible)
    file = f"{consultation.contribution.reference}.pb"
    return f"boucle recompute budget {file} --rule {COMMANDS[found.declared]}{pairs}"


@dataclass(frozen=True)
class Family:
    """Stakeholders: how many voted, and how many of them gave something to each option, by number; None where
    hidden."""

    group_id: int | None
    voters: int | None
    given: dict[str, int] | None


def families(consultation: Consultation, box: ballots_cast.Box) -> list[Family]:
    """By stakeholder group, those without a group last. Nothing where nobody is in a group."""
    sizes = Counter(one.group_id for one in box.cast)
    if not set(sizes) - {None}:
        return []
    shown = cells.shown(sizes, consultation.minimum_cell)
    votes: dict[int | None, Counter[str]] = {group: Counter() for group in sizes}
    for one in box.cast:
        votes[one.group_id].update(one.given.keys())
    order = [*consultation.groups.values_list("pk", flat=True), None]
    return [
        Family(group, sizes[group], dict(votes[group])) if group in shown else Family(group, None, None)
        for group in order
        if group in sizes
    ]
