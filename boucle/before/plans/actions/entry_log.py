"""The history of entries: who changed what, when. Append-only, refused otherwise by the database."""

from typing import Any

from boucle.before.plans import registry
from boucle.before.plans.enums import EntryVerb, StakeVariety
from boucle.before.plans.models import Entry, EntryChange, Stake
from boucle.before.plans.queries import entries as queries
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock

LONGEST = 500  # signs kept of one value
BESIDE = ("is_open",)


def log(entry: Entry, user: User | None, verb: EntryVerb, changed: dict[str, list[str]]) -> EntryChange:
    return EntryChange.objects.create(**line(entry, user, verb, changed))


def log_many(entries: list[Any], user: User | None, verb: EntryVerb) -> None:
    EntryChange.objects.bulk_create(EntryChange(**line(entry, user, verb, {})) for entry in entries)


def line(entry: Entry, user: User | None, verb: EntryVerb, changed: dict[str, list[str]]) -> dict[str, Any]:
    guarded = is_guarded(entry)
    return {
        "section_id": entry.section_id,
        "content": registry.of(entry).content,
        "entry": entry.pk,
        "name": "" if guarded else str(entry)[:160],
        "verb": verb,
        "changed": {name: [] if guarded else values for name, values in changed.items()},
        "at": clock.now(),
        "by": user,
    }


def is_guarded(entry: Entry) -> bool:
    """What is written of vulnerable people at home is theirs: once their line is gone nothing of it is kept."""
    return isinstance(entry, Stake) and entry.variety == StakeVariety.VULNERABLE


def snapshot(entry: Entry) -> dict[str, str]:
    """What people wrote of a line, as texts; nothing of a contact."""
    names = (*registry.of(entry).fields, *BESIDE)
    return {name: queries.said(entry, name)[:LONGEST] for name in names}


def differences(entry: Entry, before: dict[str, str]) -> dict[str, list[str]]:
    after = snapshot(entry)
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}
