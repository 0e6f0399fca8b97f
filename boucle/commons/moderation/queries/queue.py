"""The queue: what waits for a decision, for whom, in which order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When

from boucle.commons.moderation.enums import Tab
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import Scope, User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle import registry
from boucle.foundation.lifecycle.models import Contribution, Transition

LONGEST = 1000  # items of one tab that are put in order; nobody walks further in one go
PAGE = 20
PRESSING = 80  # per cent of the delay: from here on an item asks for attention

Rows = QuerySet[Contribution]
Pair = tuple[int, int | None]  # territory, theme


@dataclass(frozen=True)
class Line:
    """One item as the queue shows it. Spans are what is left of them."""

    row: Contribution
    kind: Any  # lazy label
    since: datetime
    share: int  # per cent of the delay that has passed; 100 when it has climbed
    due_in: timedelta | None
    delay: timedelta
    hold_left: timedelta | None
    is_held_by_me: bool

    @property
    def is_late(self) -> bool:
        return self.row.climbs > 0

    @property
    def is_over(self) -> bool:
        """The delay has passed and the worker has not come by yet."""
        return self.due_in is not None and self.due_in <= timedelta(0)

    @property
    def is_pressing(self) -> bool:
        return self.share >= PRESSING


@dataclass(frozen=True)
class Queue:
    """One tab in its order, and how many each tab holds."""

    tab: Tab
    counts: dict[str, int]
    order: tuple[str, ...]  # references
    urgent: int
    oldest: datetime | None

    def place(self, reference: str) -> int | None:
        return self.order.index(reference) if reference in self.order else None

    def around(self, reference: str) -> tuple[str, str]:
        """The references before and after an item; empty at the ends."""
        place = self.place(reference)
        if place is None:
            return "", self.order[0] if self.order else ""
        return "".join(self.order[max(0, place - 1) : place]), "".join(self.order[place + 1 : place + 2])

    def page(self, *, shown: str = "", after: str = "", size: int = PAGE) -> tuple[str, ...]:
        """The references of the page after one, or of the page that holds one, or of the first page."""
        start = 0
        if (at := self.place(after)) is not None:
            start = at + 1
        elif (at := self.place(shown)) is not None:
            start = at - at % size
        return self.order[start : start + size]


def queue(user: User, tab: Tab) -> Queue:
    """A tab of somebody's queue; the number of queries does not depend on how much waits."""
    tabs = {each: items(user, each) for each in Tab}
    found = list(ordered(tabs[tab], user).values_list("reference", "is_urgent", "since")[:LONGEST])
    counts = {each.value: len(found) if each == tab and len(found) < LONGEST else tabs[each].count() for each in Tab}
    oldest = min((since for _, _, since in found), default=None)
    return Queue(tab, counts, tuple(row[0] for row in found), sum(row[1] for row in found), oldest)


def items(user: User, tab: Tab) -> Rows:
    if tab == Tab.HELD:
        return in_scope(user).filter(held_by__isnull=False, held_until__gt=clock.now())
    return waiting().filter(accounts.covered(user, Right.SEE) if tab == Tab.SCOPE else asked_of(user))


def in_scope(user: User, right: Right = Right.SEE) -> Rows:
    """Every fiche on which somebody has a right, whatever its state, but those that their authors had deleted."""
    return lifecycle.full().filter(accounts.covered(user, right), erased_at__isnull=True)


def waiting() -> Rows:
    """What waits for a decision: it is due, and its situation is not frozen."""
    is_open = Q(situation__isnull=True) | Q(situation__closed_at__isnull=True)
    return Contribution.objects.filter(is_open, due_at__isnull=False, erased_at__isnull=True)


def asked_of(user: User) -> Q:
    """Items asked of one of somebody's scopes, and those that they hold."""
    asked = Q(held_by=user, held_until__gt=clock.now())
    for territory, theme in pairs(user):
        asked |= Q(asked_territory=territory, asked_theme=theme) if theme else here(territory)
    return asked


def here(territory: int) -> Q:
    return Q(asked_territory=territory, asked_theme__isnull=True)


def pairs(user: User) -> list[Pair]:
    """The scopes in which somebody is asked: theirs, and as a deputy those whose other holders are all away."""
    held = list(accounts.scopes_of(user).filter(accounts.having(Right.DECIDE)))
    as_deputy = {scope.territory_id for scope in held if scope.is_deputy}
    taken: set[Pair] = set()
    if as_deputy:
        others = Scope.objects.filter(accounts.present(), accounts.having(Right.DECIDE), is_deputy=False)
        taken = set(others.filter(territory__in=as_deputy).values_list("territory", "theme"))
    asked = [(scope.territory_id, scope.theme_id) for scope in held if not scope.is_deputy]
    stood_in = [(scope.territory_id, scope.theme_id) for scope in held if scope.is_deputy]
    return list(dict.fromkeys([*asked, *(pair for pair in stood_in if pair not in taken)]))


def ordered(rows: Rows, user: User) -> "QuerySet[Any]":
    """Mine, then what presses, then the oldest; `since` is when it began to wait, `seen` its last line."""
    mine = Case(When(held_by=user, held_until__gt=clock.now(), then=Value(0)), default=Value(1))
    last = Transition.objects.filter(contribution=OuterRef("pk")).order_by("-number")
    found = rows.annotate(mine=mine, since=Subquery(last.values("at")[:1]), seen=Subquery(last.values("number")[:1]))
    return found.order_by("mine", "-is_urgent", "since", "id")


def lines(references: Sequence[str], user: User) -> list[Line]:
    """The items of a page, in the order given; one query."""
    rows = ordered(lifecycle.full().filter(reference__in=references), user)
    by_reference = {row.reference: row for row in rows}
    return [line(by_reference[each], user) for each in references if each in by_reference]


def line(row: Any, user: User) -> Line:
    now = clock.now()
    delay = row.due_at - row.asked_at if row.due_at and row.asked_at else timedelta(0)
    passed = (now - row.asked_at) / delay if delay else 0
    is_held = row.held_by_id is not None and row.held_until > now
    return Line(
        row=row,
        kind=registry.kind(row.kind).label,
        since=row.since,
        share=100 if row.climbs else min(100, max(0, round(100 * passed))),
        due_in=row.due_at - now if row.due_at else None,
        delay=delay,
        hold_left=row.held_until - now if is_held else None,
        is_held_by_me=is_held and row.held_by_id == user.pk,
    )
