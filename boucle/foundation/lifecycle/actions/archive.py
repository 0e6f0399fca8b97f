"""Withdraw, archive, restore, merge: out of the public's sight, and back."""

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.actions import decide, record, route
from boucle.foundation.lifecycle.actions.link import link
from boucle.foundation.lifecycle.enums import LinkType, Reason, State, Verb
from boucle.foundation.lifecycle.models import Contribution


@transaction.atomic
def withdraw(*, contribution: Contribution, by: rules.By, note: str = "", seen: int | None = None) -> Contribution:
    """The author takes it back."""
    return leave(contribution, Verb.WITHDRAW, by, note=note, seen=seen)


@transaction.atomic
def archive(
    *, contribution: Contribution, by: rules.By, reason: str = "", note: str = "", seen: int | None = None
) -> Contribution:
    """Takes it out of lists; its page stays and says so."""
    return leave(contribution, Verb.ARCHIVE, by, reason=reason, note=note, seen=seen)


def leave(
    contribution: Contribution,
    verb: Verb,
    by: rules.By,
    *,
    reason: str = "",
    note: str = "",
    seen: int | None,
) -> Contribution:
    row = record.lock(contribution, seen=seen)
    record.check(row, verb, by)
    decide.drop_revision(row)
    record.settle(row)
    record.apply_move(row, verb, by, reason=reason, note=note)
    return row


@transaction.atomic
def restore(*, contribution: Contribution, by: rules.By, note: str = "", seen: int | None = None) -> Contribution:
    """Brings it back: an archived one to the public, a withdrawn or rejected one to its referents.

    An archived contribution that was never published goes back to nobody: raises rules.NotPossible.
    """
    row = record.lock(contribution, seen=seen)
    move, role = record.check(row, Verb.RESTORE, by)
    if move.target == State.PUBLISHED:
        if row.published_at is None:
            raise rules.NotPossible(_("This fiche was never published: ask its author to propose it again."))
        decide.mark_checked(row)
    else:
        route.route(row)
    record.record(row, verb=Verb.RESTORE, target=move.target, role=role, by=by, note=note)
    return row


@transaction.atomic
def merge(
    *, contribution: Contribution, into: Contribution, by: rules.By, note: str = "", seen: int | None = None
) -> Contribution:
    """Archives a duplicate; its address leads to the other from now on, and both histories stay.

    Raises rules.NotPossible when the other one is itself merged, erased, no longer alive, of another nature, or the
    same, or when a public address would lead to what the public cannot read.
    """
    first, second = sorted([contribution.pk, into.pk])  # always in the same order: two merges cannot block each other
    locked = {pk: record.lock(Contribution(pk=pk)) for pk in (first, second)}
    row, other = record.lock(contribution, seen=seen), locked[into.pk]
    check_merge(row, other, by)
    move, role = record.check(row, Verb.MERGE, by)
    decide.drop_revision(row)
    record.settle(row)
    row.merged_into = other
    record.record(row, verb=Verb.MERGE, target=move.target, role=role, by=by, reason=Reason.DUPLICATE, note=note)
    Contribution.objects.filter(merged_into=row).update(merged_into=other)
    link(source=row, target=other, type=LinkType.DUPLICATES, by=by)
    return row


ALIVE = frozenset({State.PROPOSED, State.RETURNED, State.PUBLISHED})


def check_merge(row: Contribution, other: Contribution, by: rules.By) -> None:
    if row.pk == other.pk:
        raise rules.NotPossible(_("A fiche cannot be merged into itself."))
    if not rules.can_see(other, by):
        raise rules.NotAllowed(rules.outside_sentence())
    if other.merged_into_id is not None or other.erased_at is not None or State(other.state) not in ALIVE:
        raise rules.NotPossible(_("The other fiche is no longer there: choose one that is proposed or published."))
    if row.is_public and not other.is_public:
        raise rules.NotPossible(_("A published fiche is merged into a published one: publish the other one first."))
    if row.nature != other.nature or row.kind != other.kind:
        raise rules.NotPossible(_("Only fiches of the same kind, real with real, can be merged."))
