"""A plan as a tree: numbers, marks, what is late; the same numbers for everybody who reads."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from boucle.before.plans.engine import tree as engine
from boucle.before.plans.enums import Mark
from boucle.before.plans.models import Plan, Section
from boucle.before.plans.queries import finding
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.models import Contribution

SOON = timedelta(days=30)  # a month to look at it again
STYLES = {
    Mark.CURRENT: "published",
    Mark.SOON: "stale",
    Mark.LATE: "stuck",
    Mark.DRAFT: "proposed",
    Mark.GONE: "archived",
}
OUT = (State.REJECTED, State.WITHDRAWN, State.ARCHIVED)


@dataclass(eq=False)
class Node:
    """A section at its place."""

    section: Section
    number: str
    depth: int
    mark: Mark
    children: list["Node"] = field(default_factory=list)

    @property
    def title(self) -> str:
        return self.section.contribution.title

    @property
    def style(self) -> str:
        return STYLES[self.mark]

    @property
    def label(self) -> str:
        return f"{self.number} {self.title}"


@dataclass(frozen=True)
class Tree:
    """`nodes` in reading order; `roots` with their children."""

    nodes: list[Node]
    roots: list[Node]

    @property
    def counts(self) -> Counter[Mark]:
        return Counter(node.mark for node in self.nodes)

    @property
    def late(self) -> list[Node]:
        return [node for node in self.nodes if node.mark == Mark.LATE]

    def node(self, section: Section) -> Node | None:
        return next((node for node in self.nodes if node.section.pk == section.pk), None)

    def around(self, section: Section) -> tuple[Node | None, Node | None]:
        """What is read before it and after it."""
        rank = next((rank for rank, node in enumerate(self.nodes) if node.section.pk == section.pk), None)
        if rank is None:
            return None, None
        before = self.nodes[rank - 1] if rank else None
        return before, self.nodes[rank + 1] if rank + 1 < len(self.nodes) else None


def mark(contribution: Contribution, today: date | None = None) -> Mark:
    """From its review date; a draft is one until somebody publishes it."""
    if contribution.state == State.ARCHIVED:
        return Mark.GONE
    if contribution.state != State.PUBLISHED or contribution.review_on is None:
        return Mark.DRAFT
    left = contribution.review_on - (today or clock.today())
    if left < timedelta(0):
        return Mark.LATE
    return Mark.SOON if left <= SOON else Mark.CURRENT


def tree(plan: Plan, *, is_staff: bool) -> Tree:
    """One query. A draft has its number too, so that 4.3 means the same on the staff's paper and on a resident's
    screen; the public does not see it, and what stands below it moves up to what they see."""
    rows = finding.sections().filter(plan=plan).exclude(contribution__state__in=OUT)
    by_id = {row.pk: row for row in rows}
    found = engine.places(engine.Row(row.pk, row.parent_id, row.position) for row in by_id.values())
    today = clock.today()
    nodes: dict[int, Node] = {}
    roots: list[Node] = []
    for place in found:
        row = by_id[place.id]
        if not is_staff and not row.contribution.is_public:
            continue
        node = Node(row, place.number, place.depth, mark(row.contribution, today))
        above = closest(place.above, nodes)
        (above.children if above else roots).append(node)
        nodes[place.id] = node
    return Tree(list(nodes.values()), roots)


def closest(above: Iterable[int], nodes: dict[int, Node]) -> Node | None:
    """The nearest section above that the reader sees."""
    return next((nodes[each] for each in reversed(tuple(above)) if each in nodes), None)
