"""Erase: the author has everything deleted; the history keeps its lines, which hold no content."""

from django.db import transaction

from boucle.foundation.core import clock
from boucle.foundation.lifecycle import registry, rules, transitions
from boucle.foundation.lifecycle.actions import record
from boucle.foundation.lifecycle.actions.archive import withdraw
from boucle.foundation.lifecycle.enums import State, Verb
from boucle.foundation.lifecycle.models import Contribution


@transaction.atomic
def erase(*, contribution: Contribution, by: rules.By) -> None:
    """Withdraws it if it is not yet, then deletes content, revisions, contacts and the kind's own row.

    Raises rules.NotAllowed for anybody but its author. The private link stops working.
    """
    row = record.lock(contribution)
    if not rules.is_author(row, by):
        raise rules.NotAllowed(rules.outside_sentence())
    if transitions.find(Verb.WITHDRAW, State(row.state)) and row.merged_into_id is None:
        row = withdraw(contribution=row, by=by)
    delete_own(row)
    row.revisions.all().delete()
    row.contacts.all().delete()
    row.title, row.text, row.address, row.secret_hash = "", "", "", ""
    row.lat = row.lon = row.tile = row.author = None
    row.erased_at = clock.now()
    row.save()


def delete_own(row: Contribution) -> None:
    """Deletes what the kind's package hung on it: its own row, a photo, what visitors wrote."""
    label = registry.kind(row.kind).model._meta.app_label
    for relation in Contribution._meta.related_objects:
        model = relation.related_model
        if isinstance(model, type) and model._meta.app_label == label:
            model._default_manager.filter(**{relation.field.name: row}).delete()
