"""A task is made, begun, done with its evidence, dropped with a reason, taken up again, given to others.

Each write locks the task, asks the rules, and leaves one step that nothing changes afterwards. Who comes second, from a
phone or by a double click, is told what became of the task, or finds it as they wanted it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock, text
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.models import Situation
from boucle.foundation.tasks import rules
from boucle.foundation.tasks.enums import Standing
from boucle.foundation.tasks.models import Step, Task
from boucle.foundation.territories.models import Territory

LONGEST = {"title": 160, "detail": 2000, "role": 60, "means": 300, "evidence": 1000, "reason": 500}


@dataclass(frozen=True)
class Draft:
    """What is to be done, by whom (a role, a person or both), by when (aware), and what it needs."""

    title: str
    role: str = ""
    owner: User | None = None
    due_at: datetime | None = None
    detail: str = ""  # Markdown
    means: str = ""
    origin: Contribution | None = None  # what it comes from: a section, a lesson, a proposal
    form_key: UUID | None = None


def make(*, territory: Territory, draft: Draft, by: User | None, situation: Situation | None = None) -> Task:
    """One task; the same form key again gives the one that is already there. `by` None: Boucle itself.

    Raises NotAllowed for whoever does not coordinate the territory, NotPossible without words or without anybody to do
    it."""
    made = find(draft.form_key)
    if made is not None:
        return made
    try:
        return make_many(territory=territory, drafts=[draft], by=by, situation=situation)[0]
    except IntegrityError:
        # Two sendings of the same form raced: the other one made the row.
        made = find(draft.form_key)
        if made is None:
            raise
        return made


def find(form_key: UUID | None) -> Task | None:
    return Task.objects.filter(form_key=form_key).first() if form_key else None


@transaction.atomic
def make_many(
    *, territory: Territory, drafts: Sequence[Draft], by: User | None, situation: Situation | None = None
) -> list[Task]:
    """Several at once, in as many queries as one."""
    if by is not None:
        rules.check_make(territory.pk, by)
    now = clock.now()
    rows = [row_of(draft, territory, situation, by, now) for draft in drafts]
    made = Task.objects.bulk_create(rows)
    Step.objects.bulk_create(first_step(task, by, now) for task in made)
    return made


def row_of(draft: Draft, place: Territory, situation: Situation | None, by: User | None, now: datetime) -> Task:
    title, role = line("title", draft.title), line("role", draft.role)
    if not title:
        raise NotPossible(_("Say in a few words what is to be done."))
    if not role and draft.owner is None:
        raise NotPossible(_("Say who does it: a person, or a role."))
    return Task(
        territory=place,
        situation=situation,
        origin=draft.origin,
        title=title,
        detail=text.clean(draft.detail)[: LONGEST["detail"]],
        role=role,
        owner=draft.owner,
        means=line("means", draft.means),
        due_at=draft.due_at,
        form_key=draft.form_key,
        created_at=now,
        created_by=by,
    )


def first_step(task: Task, by: User | None, now: datetime) -> Step:
    return Step(task=task, number=1, target=task.standing, at=now, by=by, role=task.role, owner=task.owner)


@transaction.atomic
def begin(*, task: Task, by: User) -> Task:
    """Somebody is on it; said twice, nothing changes. Raises NotPossible once it is done or dropped."""
    row = lock(task)
    rules.check_do(row, by)
    rules.check_open(row)
    if row.standing == Standing.UNDER_WAY:
        return row
    return move(row, Standing.UNDER_WAY, by)


@transaction.atomic
def finish(*, task: Task, by: User, evidence: str = "") -> Task:
    """It is done. Ticked already, evidence that was missing is added; else nothing changes, whoever came first stays.

    Raises NotPossible once it is dropped."""
    row = lock(task)
    rules.check_do(row, by)
    shown = line("evidence", evidence)
    if row.standing == Standing.DROPPED:
        raise NotPossible(rules.ended_sentence(row))
    if row.standing == Standing.DONE and shown in ("", row.evidence):
        return row
    row.evidence = shown or row.evidence
    if row.standing == Standing.DONE:
        row.save(update_fields=["evidence"])
        return note(row, Standing.DONE, by, shown)
    row.ended_at, row.ended_by = clock.now(), by
    return move(row, Standing.DONE, by, shown)


@transaction.atomic
def drop(*, task: Task, by: User, reason: str) -> Task:
    """Nobody will do it, and why. Dropped already, nothing changes. Raises NotPossible once it is done, or without a
    reason."""
    row = lock(task)
    rules.check_drop(row, by)
    if row.standing == Standing.DROPPED:
        return row
    rules.check_open(row)
    row.reason = line("reason", reason)
    if not row.reason:
        raise NotPossible(_("Say why it is dropped."))
    row.ended_at, row.ended_by = clock.now(), by
    return move(row, Standing.DROPPED, by, row.reason)


@transaction.atomic
def reopen(*, task: Task, by: User) -> Task:
    """A tick taken back, a task taken up again; open already, nothing changes. What was said stays in its steps."""
    row = lock(task)
    if row.standing == Standing.DROPPED:
        rules.check_drop(row, by)
    else:
        rules.check_do(row, by)
    if row.is_open:
        return row
    if not row.role and row.owner is None:
        raise NotPossible(_("Say who does it: a person, or a role."))
    row.ended_at, row.ended_by, row.reason, row.evidence = None, None, "", ""
    return move(row, Standing.TO_DO, by)


@transaction.atomic
def give(*, task: Task, by: User, to: User | None, role: str = "") -> Task:
    """From now on this person does it, or whoever fills this role. An empty role leaves the one that it has.

    Raises NotPossible when that leaves nobody, or once it is done or dropped."""
    row = lock(task)
    rules.check_give(row, by, to)
    rules.check_open(row)
    kept = line("role", role) or row.role
    if (row.owner, row.role) == (to, kept):
        return row
    if not kept and to is None:
        raise NotPossible(_("Say who does it: a person, or a role."))
    row.owner, row.role = to, kept
    row.save(update_fields=["owner", "role"])
    return note(row, Standing(row.standing), by, "")


def lock(task: Task) -> Task:
    rows = Task.objects.select_related("territory", "situation", "owner")
    return rows.select_for_update(of=("self",)).get(pk=task.pk)


def move(row: Task, target: Standing, by: User, said: str = "") -> Task:
    source = Standing(row.standing)
    row.standing = target
    row.save(update_fields=["standing", "evidence", "reason", "ended_at", "ended_by"])
    return note(row, source, by, said)


def note(row: Task, source: Standing, by: User, said: str) -> Task:
    """The step that stays; its number follows the last one, while the row is held."""
    last = row.steps.order_by("-number").values_list("number", flat=True).first() or 0
    Step.objects.create(
        task=row,
        number=last + 1,
        source=source,
        target=row.standing,
        at=clock.now(),
        by=by,
        role=row.role,
        owner=row.owner,
        note=said,
    )
    return row


def line(name: str, value: str) -> str:
    return text.clean_line(value)[: LONGEST[name]]
