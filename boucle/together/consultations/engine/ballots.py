"""Five ways to say what one wants on a ballot: dots, approval, points, knapsack, ranking.

A ballot of dots or of cumulative points says how many go where: `{item: number}`. A ballot of approval, of a knapsack
or of ranks is a list of items, of which only a ranking minds the order (best first). An empty ballot is a blank vote:
it is right, and counts nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Ballot = Mapping[str, int] | Sequence[str]

DOTS, APPROVAL, CUMULATIVE, KNAPSACK, RANKING = "dots", "approval", "cumulative", "knapsack", "ranking"
KINDS = (DOTS, APPROVAL, CUMULATIVE, KNAPSACK, RANKING)
WEIGHTED = (DOTS, CUMULATIVE)


@dataclass(frozen=True)
class Rule:
    """What a ballot may hold.

    `most`: dots or points of one person, items approved, places of a ranking; None: no limit. `most_on_one`: of
    these, how many may go on one item (1: each dot elsewhere); None: no limit of its own. `budget` and `costs`: of a
    knapsack, in one unit of money.
    """

    kind: str
    items: frozenset[str]
    most: int | None = None
    most_on_one: int | None = None
    budget: int = 0
    costs: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no such kind of ballot: {self.kind}")
        if self.kind == KNAPSACK and (missing := self.items - self.costs.keys()):
            raise ValueError(f"a knapsack needs the cost of {sorted(missing)}")


@dataclass(frozen=True)
class Fault:
    """`code`: unknown_item, repeated_item, negative, too_many, too_many_on_one or over_budget; what was given and
    allowed."""

    code: str
    item: str = ""
    given: int = 0
    allowed: int = 0


@dataclass(frozen=True)
class Count:
    """`voters` put something on the item, `points` in all. On approvals and knapsacks both are the same."""

    voters: int
    points: int


def check(ballot: Ballot, rule: Rule) -> list[Fault]:
    """Everything that is wrong with a ballot, in the order in which it was filled in; nothing: the ballot is right."""
    pairs = written(ballot, rule)
    return [*item_faults(pairs, rule), *total_faults(pairs, rule)]


def written(ballot: Ballot, rule: Rule) -> list[tuple[str, int]]:
    """Pairs of an item and its number, as they stand: a list repeats what it repeats."""
    if isinstance(ballot, Mapping) != (rule.kind in WEIGHTED):
        raise TypeError(f"a ballot of {rule.kind} is {'a mapping' if rule.kind in WEIGHTED else 'a list of items'}")
    return list(ballot.items()) if isinstance(ballot, Mapping) else [(item, 1) for item in ballot]


def item_faults(pairs: list[tuple[str, int]], rule: Rule) -> Iterable[Fault]:
    seen: set[str] = set()
    for item, number in pairs:
        if item not in rule.items:
            yield Fault("unknown_item", item)
        if item in seen:
            yield Fault("repeated_item", item, 2, 1)
        if number < 0:
            yield Fault("negative", item, number)
        if rule.most_on_one is not None and number > rule.most_on_one:
            yield Fault("too_many_on_one", item, number, rule.most_on_one)
        seen.add(item)


def total_faults(pairs: list[tuple[str, int]], rule: Rule) -> Iterable[Fault]:
    # A negative number is told by itself: it does not buy dots for another item.
    given = sum(max(0, number) for _, number in pairs)
    if rule.most is not None and given > rule.most:
        yield Fault("too_many", "", given, rule.most)
    cost = sum(rule.costs.get(item, 0) for item in {item for item, _ in pairs})
    if rule.kind == KNAPSACK and cost > rule.budget:
        yield Fault("over_budget", "", cost, rule.budget)


def points(ballot: Ballot, rule: Rule) -> dict[str, int]:
    """What a right ballot gives to each of its items, zeros left out.

    Dots and cumulative: what was put there. Approval, knapsack: one. Ranking: Borda's count with as many points for the
    first place as there are places (`most`, else the number of items), one less for each place after; none to an item
    that was not ranked (Borda 1784; the truncated form of Pabulib).
    """
    if isinstance(ballot, Mapping):
        return {item: number for item, number in ballot.items() if number}
    if rule.kind == RANKING:
        places = rule.most or len(rule.items)
        return {item: places - place for place, item in enumerate(ballot)}
    return dict.fromkeys(ballot, 1)


def count(ballots: Iterable[Ballot], rule: Rule) -> dict[str, Count]:
    """Voters and points of every item, in the order of their names, those without any vote included."""
    voters = dict.fromkeys(sorted(rule.items), 0)
    total = dict(voters)
    for ballot in ballots:
        for item, number in points(ballot, rule).items():
            voters[item] += 1
            total[item] += number
    return {item: Count(voters[item], total[item]) for item in voters}
