"""One item as its page shows it: history, near fiches, what may be done, what its kind adds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from boucle.commons.moderation.queries import changes as diffs
from boucle.commons.search import queries as search
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts.enums import Right
from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle import queries as lifecycle
from boucle.foundation.lifecycle import registry, rules
from boucle.foundation.lifecycle.enums import Role, State, Verb
from boucle.foundation.lifecycle.models import Contribution, Transition

DECISIONS = (Verb.PUBLISH, Verb.RETURN, Verb.REJECT, Verb.VERIFY, Verb.ARCHIVE, Verb.RESTORE, Verb.MERGE, Verb.REVISE)
DECIDING = frozenset(DECISIONS) - {Verb.REVISE}
DONE = {
    Verb.PROPOSE: _("Proposed"),
    Verb.REVISE: _("Corrected"),
    Verb.RETURN: _("Returned with a question"),
    Verb.PUBLISH: _("Published"),
    Verb.REJECT: _("Rejected"),
    Verb.VERIFY: _("Said to be still true"),
    Verb.WITHDRAW: _("Withdrawn"),
    Verb.ARCHIVE: _("Archived"),
    Verb.RESTORE: _("Brought back"),
    Verb.MERGE: _("Merged"),
}
REVISION_DONE = {
    Verb.REVISE: _("Revision proposed"),
    Verb.RETURN: _("Revision returned with a question"),
    Verb.PUBLISH: _("Revision published"),
    Verb.REJECT: _("Revision rejected"),
}


@dataclass(frozen=True)
class Step:
    """One line of history in words."""

    transition: Transition
    done: Any
    who: Any  # a name, or "" for the author, None for Boucle


@dataclass(frozen=True)
class Near:
    """Another fiche that looks like this one."""

    row: Contribution
    why: str
    distance_m: int | None
    can_merge: bool


@dataclass(frozen=True)
class Item:
    row: Contribution
    kind: registry.Kind
    changes: diffs.Changes
    steps: tuple[Step, ...]  # newest first
    footprint: str  # first and last signs of the last hash
    broken: int | None  # number of the first line that does not hold
    near: tuple[Near, ...]
    may: frozenset[Verb]
    contacts: tuple[str, ...]  # which details exist: "name", "email", "phone"; never what they are
    panels: tuple[registry.Panel, ...]

    @property
    def seen(self) -> int:
        return self.steps[0].transition.number if self.steps else 0


def item(row: Contribution, user: User) -> Item:
    """Everything that the page of an item shows; the number of queries depends on nothing that it shows."""
    lines = list(row.transitions.select_related("actor").order_by("number"))
    by = rules.By(user=user)
    may = rules.possible(row, DECISIONS, by)
    kind = registry.kind(row.kind)
    return Item(
        row=row,
        kind=kind,
        changes=diffs.changes(row),
        steps=tuple(step(each) for each in reversed(lines)),
        footprint=footprint(lines),
        broken=lifecycle.first_break(row, lines),
        near=tuple(near(row, user, can_merge=Verb.MERGE in may)),
        may=may,
        contacts=tuple(details(row)),
        panels=tuple(panel for each in kind.panels if (panel := each(row)) is not None),
    )


def step(line: Transition) -> Step:
    is_revision = line.source == line.target == State.PUBLISHED
    done = (REVISION_DONE.get(Verb(line.verb)) if is_revision else None) or DONE[Verb(line.verb)]
    if is_revision and line.verb == Verb.REVISE and not line.changed:
        done = _("Revision taken back")
    who: Any = None if line.role == Role.SYSTEM else ""
    if line.role in {Role.REFERENT, Role.COORDINATOR}:
        who = line.actor.name if line.actor and line.actor.name else line.get_role_display()
    return Step(line, done, who)


def footprint(lines: Sequence[Transition]) -> str:
    return f"{lines[-1].hash[:4]}…{lines[-1].hash[-4:]}" if lines else ""


def details(row: Contribution) -> list[str]:
    found = row.contacts.values_list("name", "email", "phone")
    given = [any(column) for column in zip(*found, strict=True)]
    return [name for name, is_given in zip(("name", "email", "phone"), given, strict=False) if is_given]


def near(row: Contribution, user: User, *, can_merge: bool) -> list[Near]:
    """What looks like it, without what the person may not see."""
    if row.erased_at is not None:
        return []
    point = (row.lat, row.lon) if row.lat is not None and row.lon is not None else None
    around = row.territory.parent or row.territory
    found = search.similar(
        row.title,
        row.text,
        around,
        row.theme,
        point,
        row.pk,
        kind=row.kind,
        situation=row.situation,
        include_waiting=True,
    )
    ids = [contribution_id(each) for each in found]
    rows = Contribution.objects.select_related("territory", "theme")
    seen = rows.filter(pk__in=ids).filter(accounts.covered(user, Right.SEE) | Q(state=State.PUBLISHED))
    by_id = {each.pk: each for each in seen}
    return [
        Near(by_id[id_], each.why, each.distance_m, can_merge and mergeable(row, by_id[id_]))
        for id_, each in zip(ids, found, strict=True)
        if id_ in by_id
    ]


def contribution_id(found: search.Similar) -> int:
    return found.row.pk if isinstance(found.row, Contribution) else found.row.id


def mergeable(row: Contribution, other: Contribution) -> bool:
    """Whether one of the two can be merged into the other."""
    return row.kind == other.kind and row.nature == other.nature and other.merged_into_id is None


def can_edit(item: Item) -> bool:
    """Whether the person may correct it here: the kind must know how to open its form again."""
    return Verb.REVISE in item.may and item.kind.initial is not None and bool(item.kind.form_class)
