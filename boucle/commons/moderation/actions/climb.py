"""Escalation: what nobody decided on goes to the level above; what nobody present is asked for finds somebody."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from boucle.commons.moderation.queries import queue
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import Scope
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.messages import actions as messages

ROUND = 200  # items of one round: what is left waits for the next
Pair = tuple[int | None, int | None]  # territory, theme
ASKED = ["asked_territory", "asked_theme", "asked_at", "due_at", "climbs", "held_by", "held_until"]


def climb_overdue() -> int:
    """Each item whose delay has passed climbs one level, and those now asked are told; returns how many climbed.

    A claim that still holds is waited for. Two workers may do this at once: an item climbs once.
    """
    now = clock.now()
    is_held = Q(held_by__isnull=False, held_until__gt=now)
    overdue = queue.waiting().filter(due_at__lte=now).exclude(is_held).order_by("due_at", "id")
    return sum(climb(id_) for id_ in overdue.values_list("pk", flat=True)[:ROUND])


@transaction.atomic
def climb(id_: int) -> bool:
    row = Contribution.objects.select_for_update().filter(pk=id_, due_at__lte=clock.now()).first()
    if row is None:
        return False
    before = (row.asked_territory_id, row.asked_theme_id)
    lifecycle.climb(row)
    save(row, before)
    return True


def save(row: Contribution, before: Pair) -> None:
    """At the top nobody else is asked: nobody is told again."""
    row.save(update_fields=ASKED)
    if (row.asked_territory_id, row.asked_theme_id) != before:
        messages.tell_asked(contribution=row)


def ask_the_present() -> int:
    """Items asked of a scope where nobody is present any more, or of nobody, go to somebody who is there.

    Returns how many were asked again.
    """
    here = Scope.objects.filter(accounts.present(), accounts.having(Right.DECIDE))
    manned: set[Pair] = set(here.values_list("territory", "theme"))
    pairs = queue.waiting().order_by().values_list("asked_territory", "asked_theme").distinct()
    unmanned: list[Pair] = [pair for pair in pairs if pair not in manned]
    return sum(ask_again(id_, manned) for id_ in orphans(unmanned)) if manned else 0


def orphans(pairs: Iterable[Pair]) -> list[int]:
    """The items of these pairs that somebody could be asked for."""
    found: list[int] = []
    for territory, theme in pairs:
        rows = queue.waiting().filter(asked(territory, theme)).order_by("due_at", "id")
        found += reachable(rows.values_list("pk", "territory", "theme"))
    return found[:ROUND]


def asked(territory: int | None, theme: int | None) -> Q:
    place = Q(asked_territory=territory) if territory else Q(asked_territory__isnull=True)
    return place & (Q(asked_theme=theme) if theme else Q(asked_theme__isnull=True))


def reachable(rows: Iterable[tuple[int, int, int | None]]) -> list[int]:
    chains: dict[tuple[int, int | None], bool] = {}
    kept = []
    for id_, territory, theme in rows:
        if (territory, theme) not in chains:
            chains[territory, theme] = bool(accounts.chain(territory, theme))
        if chains[territory, theme]:
            kept.append(id_)
    return kept


@transaction.atomic
def ask_again(id_: int, manned: set[Pair]) -> bool:
    row = Contribution.objects.select_for_update().filter(pk=id_, due_at__isnull=False).first()
    if row is None or (row.asked_territory_id, row.asked_theme_id) in manned:
        return False
    before = (row.asked_territory_id, row.asked_theme_id)
    lifecycle.ask(row)
    save(row, before)
    return True
