"""Revise: the content changes. What is published stays as it is until somebody decides."""

from typing import Any

from django.db import transaction

from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.actions import content as contents
from boucle.foundation.lifecycle.actions import record, route
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Contribution


@transaction.atomic
def revise(
    *,
    contribution: Contribution,
    content: dict[str, Any],
    by: rules.By,
    note: str = "",
    seen: int | None = None,
) -> Contribution:
    """Proposes a new content; on a published contribution it waits, as a revision, behind the public one.

    An unchanged content of a published contribution changes nothing. Raises rules.NotAllowed, NotPossible, Stale.
    """
    row = record.lock(contribution, seen=seen)
    move, role = record.check(row, Verb.REVISE, by)
    changed = contents.changes(row, content)
    if row.state == State.PUBLISHED:
        if not changed:
            return row
        keep_waiting(row, {**queries.content(row), **content}, role)
    else:
        contents.apply(row, content)
        row.number = contents.keep_revision(row, queries.content(row), role, is_waiting=False).number
    route.route(row)
    record.record(row, verb=Verb.REVISE, target=move.target, role=role, by=by, note=note, changed=changed)
    return row


def keep_waiting(row: Contribution, content: dict[str, Any], role: Any) -> None:
    """One revision waits at a time: a newer one takes the place of the one before."""
    row.revisions.filter(is_waiting=True).update(is_waiting=False)
    contents.keep_revision(row, content, role, is_waiting=True)
    row.has_waiting_revision = True
