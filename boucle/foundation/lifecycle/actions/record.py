"""Locks a row and writes its transition: what every verb does first and last."""

from collections.abc import Sequence

from django.db import connection

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import engine, queries, registry, rules
from boucle.foundation.lifecycle.enums import Role, State, Verb
from boucle.foundation.lifecycle.models import Contribution, Delivery, Transition
from boucle.foundation.lifecycle.transitions import Move


def lock(contribution: Contribution, *, seen: int | None = None) -> Contribution:
    """The row as it is now, held until the transaction ends (SQLite holds the whole file from BEGIN IMMEDIATE).

    Raises rules.Stale when a transition came after the one that the form showed.
    """
    if connection.features.has_select_for_update:
        # First the lock, then the reading: joined rows read while waiting for a lock may be older than the row itself.
        Contribution.objects.select_for_update().values_list("pk").get(pk=contribution.pk)
    rows = Contribution.objects.select_related("territory", "theme", "situation", "held_by")
    locked = rows.get(pk=contribution.pk)
    rules.check_fresh(locked, seen, queries.last_transition(locked))
    return locked


def record(
    contribution: Contribution,
    *,
    verb: Verb,
    target: State,
    role: Role,
    by: rules.By,
    reason: str = "",
    note: str = "",
    changed: Sequence[str] = (),
    is_first: bool = False,
) -> Transition:
    """Saves the row in its new state, with one more line of history and one delivery per job that wants it.

    `is_first`: the row was just written in that state and has no line yet, so that nothing is read nor saved again.
    """
    last = None if is_first else queries.last_transition(contribution)
    transition = Transition(
        contribution=contribution,
        number=last.number + 1 if last else 1,
        verb=verb,
        source=contribution.state if last else "",
        target=target,
        role=role,
        actor=by.user,
        at=clock.now(),
        reason=reason,
        note=note,
        changed=list(changed),
        previous_hash=last.hash if last else "",
    )
    transition.hash = engine.seal(queries.line(transition, str(contribution.uid)), transition.previous_hash)
    if not is_first:
        contribution.state = target
        contribution.save()
    transition.save(force_insert=True)
    deliver(transition)
    return transition


def deliver(transition: Transition) -> None:
    jobs = registry.jobs_for(transition.verb)
    Delivery.objects.bulk_create(Delivery(transition=transition, job=job.name, next_at=transition.at) for job in jobs)


def settle(contribution: Contribution) -> None:
    """A decision was made: nobody holds the row, nobody is asked."""
    contribution.held_by = contribution.held_until = None
    contribution.asked_territory = contribution.asked_theme = None
    contribution.asked_at = contribution.due_at = None
    contribution.climbs = 0


def apply_move(
    contribution: Contribution,
    verb: Verb,
    by: rules.By,
    *,
    reason: str = "",
    note: str = "",
    changed: Sequence[str] = (),
) -> Transition:
    """Checks the rule, then records the move."""
    move, role = check(contribution, verb, by)
    return record(
        contribution,
        verb=verb,
        target=move.target,
        role=role,
        by=by,
        reason=reason,
        note=note,
        changed=changed,
    )


def check(contribution: Contribution, verb: Verb, by: rules.By) -> tuple[Move, Role]:
    return rules.check_move(contribution, verb, by)
