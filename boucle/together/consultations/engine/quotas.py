"""Who may be drawn, and what the panel must look like: a pool of people with their categories, and quotas on them.

A *quota* says how many people of one value of one category (gender: woman) the panel has at least and at most. Everyone
has one value of each category that has quotas; other columns of a pool are left alone.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from boucle.together.consultations.engine import sentences
from boucle.together.consultations.engine.sentences import gettext_noop as _

MIN_OVER_MAX = _("Quotas, line %(line)s: the minimum %(least)s is above the maximum %(most)s.")
QUOTA_TWICE = _("Quotas, line %(line)s: “%(value)s” of “%(category)s” has a quota already.")
NO_QUOTA = _("The file of quotas has no line: give at least one category with its values.")
EMPTY_QUOTA = _("Quotas, line %(line)s: “%(column)s” is empty.")
EMPTY_PERSON = _("Pool, line %(line)s: “%(column)s” is empty.")
NOT_WHOLE = _("Quotas, line %(line)s, “%(column)s”: “%(value)s” is not a whole number, 0 or more.")
PERSON_TWICE = _("Pool, line %(line)s: “%(value)s” is there twice.")
NO_SUCH_VALUE = _("Pool, line %(line)s: “%(value)s” is no value of “%(category)s” in the quotas.")
EMPTY_POOL = _("The pool has nobody in it.")
SIZES_DISAGREE = _("“%(category)s” asks for %(least)s people or more, “%(other)s” leaves room for %(most)s.")
SIZE = _("A panel of %(size)s does not fit these quotas: they allow from %(least)s to %(most)s people.")
NOBODY = _("These quotas allow a panel of nobody: say how many people it has.")
INFEASIBLE = _("No panel holds all these quotas. The smallest change after which one does: %(changes)s.")
POOL_TOO_SMALL = _("The pool has %(pool)s people, the panel needs %(size)s.")

Traits = tuple[str, ...]


@dataclass(frozen=True)
class Quota:
    category: str
    value: str
    least: int
    most: int


@dataclass(frozen=True)
class Pool:
    """`people`: for each id its values, one for each of `categories`; both in the order of their names."""

    categories: tuple[str, ...]
    people: Mapping[str, Traits]


@dataclass(frozen=True)
class Relaxed:
    """A quota that is not held with the others: its `bound` (min or max) would have to go from `asked` to `needed`."""

    category: str
    value: str
    bound: str
    asked: int
    needed: int

    @property
    def told(self) -> str:
        return f"{self.category} / {self.value}, {self.bound} {self.asked} → {self.needed}"


class Infeasible(sentences.Refusal):
    """No panel fits. `relaxed`: the smallest change of the quotas, counted in people, after which one does."""

    def __init__(self, relaxed: Sequence[Relaxed]) -> None:
        super().__init__(INFEASIBLE, changes=", ".join(one.told for one in relaxed))
        self.relaxed = tuple(relaxed)


def parse_quotas(rows: Iterable[tuple[int, Mapping[str, str]]]) -> tuple[Quota, ...]:
    """Rows with the keys category, value, min, max, each with the line of its file; sorted by category and value."""
    found: dict[tuple[str, str], Quota] = {}
    for line, row in rows:
        one = Quota(
            filled(row, "category", line), filled(row, "value", line), whole(row, "min", line), whole(row, "max", line)
        )
        if one.least > one.most:
            raise sentences.Refusal(MIN_OVER_MAX, line=line, least=one.least, most=one.most)
        if (one.category, one.value) in found:
            raise sentences.Refusal(QUOTA_TWICE, line=line, category=one.category, value=one.value)
        found[one.category, one.value] = one
    if not found:
        raise sentences.Refusal(NO_QUOTA)
    return tuple(found[key] for key in sorted(found))


def filled(row: Mapping[str, str], column: str, line: int, sentence: str = EMPTY_QUOTA) -> str:
    if not (cell := row[column]):
        raise sentences.Refusal(sentence, line=line, column=column)
    return cell


def whole(row: Mapping[str, str], column: str, line: int) -> int:
    cell = filled(row, column, line)
    if not (cell.isascii() and cell.isdigit() and len(cell) < 10):
        raise sentences.Refusal(NOT_WHOLE, line=line, column=column, value=cell)
    return int(cell)


def parse_pool(rows: Iterable[tuple[int, Mapping[str, str]]], quotas: Sequence[Quota]) -> Pool:
    """Rows with the key id and one for each category that has quotas, each with the line of its file."""
    categories = tuple(sorted({quota.category for quota in quotas}))
    values = {(quota.category, quota.value) for quota in quotas}
    people: dict[str, Traits] = {}
    for line, row in rows:
        name = filled(row, "id", line, EMPTY_PERSON)
        if name in people:
            raise sentences.Refusal(PERSON_TWICE, line=line, value=name)
        for category in categories:
            if (category, filled(row, category, line, EMPTY_PERSON)) not in values:
                raise sentences.Refusal(NO_SUCH_VALUE, line=line, category=category, value=row[category])
        people[name] = tuple(row[category] for category in categories)
    if not people:
        raise sentences.Refusal(EMPTY_POOL)
    return Pool(categories, {name: people[name] for name in sorted(people)})


def sizes(quotas: Sequence[Quota]) -> tuple[int, int]:
    """The smallest and the largest panel for which every category's quotas leave room.

    Everyone has one value of each category: a panel is at least the sum of each category's minima, at most that of its
    maxima. Refusal when two categories cannot agree.
    """
    least: Counter[str] = Counter()
    most: Counter[str] = Counter()
    for quota in quotas:
        least[quota.category] += quota.least
        most[quota.category] += quota.most
    low, high = max(least.values()), min(most.values())
    if low > high:
        crowded, narrow = max(sorted(least), key=least.__getitem__), min(sorted(most), key=most.__getitem__)
        raise sentences.Refusal(SIZES_DISAGREE, category=crowded, least=low, other=narrow, most=high)
    return low, high


def choose_size(quotas: Sequence[Quota], size: int | None, pool: int) -> int:
    """`size` when the quotas leave room for it; without one, the middle of what they allow, rounded down."""
    low, high = sizes(quotas)
    chosen = (low + high) // 2 if size is None else size
    if not low <= chosen <= high:
        raise sentences.Refusal(SIZE, size=chosen, least=low, most=high)
    if chosen < 1:
        raise sentences.Refusal(NOBODY)
    if chosen > pool:
        raise sentences.Refusal(POOL_TOO_SMALL, size=chosen, pool=pool)
    return chosen


def broken(panel: Iterable[str], pool: Pool, quotas: Sequence[Quota]) -> list[Quota]:
    """The quotas that a panel does not hold."""
    counts = tally(panel, pool)
    return [quota for quota in quotas if not quota.least <= counts[quota.category, quota.value] <= quota.most]


def tally(panel: Iterable[str], pool: Pool) -> Counter[tuple[str, str]]:
    """People of a panel by category and value."""
    return Counter(pair for name in panel for pair in zip(pool.categories, pool.people[name], strict=True))
