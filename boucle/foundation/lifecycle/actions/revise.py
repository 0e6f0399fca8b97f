"""Revise: the content changes. What is published stays as it is until somebody decides."""

from typing import Any

from django.db import transaction

from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.actions import content as contents
from boucle.foundation.lifecycle.actions import decide, record, route
from boucle.foundation.lifecycle.enums import Role, State, Verb
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
    """Proposes a new content, or some fields of it; on a published contribution it waits, as a revision, behind the
    public one, and begins with what waits already.

    What comes back to the public content waits no longer; where nothing waited, nothing changes. Raises
    rules.NotAllowed, NotPossible, Stale.
    """
    row = record.lock(contribution, seen=seen)
    move, role = record.check(row, Verb.REVISE, by)
    proposed = {**queries.corrected(row), **content}
    changed = contents.changes(row, proposed)
    if row.state == State.PUBLISHED:
        if not changed and not row.has_waiting_revision:
            return row
        wait(row, proposed, role, is_waiting=bool(changed))
    else:
        contents.apply(row, content)
        row.number = contents.keep_revision(row, queries.content(row), role, is_waiting=False).number
        route.route(row)
    record.record(row, verb=Verb.REVISE, target=move.target, role=role, by=by, note=note, changed=changed)
    return row


def wait(row: Contribution, content: dict[str, Any], role: Role, *, is_waiting: bool) -> None:
    """One revision waits at a time: a newer one takes the place of the one before, and the public content of it all.

    Every step of this verb keeps one version, that one too: histories count them together.
    """
    decide.drop_revision(row)
    contents.keep_revision(row, content, role, is_waiting=is_waiting)
    row.has_waiting_revision = is_waiting
    if is_waiting:
        route.route(row)
    else:
        record.settle(row)
