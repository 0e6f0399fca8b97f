"""What changed, and whether it holds."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.after.lessons import rules
from boucle.after.lessons.actions import moving
from boucle.after.lessons.enums import Method, Stage, Target
from boucle.after.lessons.models import Change, Check, Lesson
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import LinkType
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.situations.models import Situation

LONGEST_WORDS, LONGEST_EVIDENCE = 500, 1000
CHANGING = (Stage.DECIDED, Stage.UNDER_WAY, Stage.DONE)


@transaction.atomic
def note_change(
    *,
    lesson: Lesson,
    user: User,
    target: Target,
    section: Contribution | None = None,
    revisions: tuple[int, int] | None = None,
    words: str = "",
    evidence: str = "",
    on: date | None = None,
) -> Change:
    """A section of a plan by two of its revisions, shown as a diff; a rule, a training, equipment by its evidence.

    The same change again gives the one that is there. Raises NotPossible before a decision, for revisions that are not
    the section's, or without evidence.
    """
    row = moving.locked(lesson, user)
    rules.check_stage(row, CHANGING)
    fields: dict[str, Any] = {"target": Target(target), "words": texts.clean_line(words)[:LONGEST_WORDS]}
    fields |= {"evidence": texts.clean(evidence)[:LONGEST_EVIDENCE], "on": on or clock.today()}
    if target == Target.SECTION:
        fields |= of_section(section, revisions)
    elif not fields["words"] or not fields["evidence"]:
        raise NotPossible(_("Say what changed, and what proves it: a report, an invoice, an attendance sheet."))
    return keep(row, user, fields)


def keep(row: Lesson, user: User, fields: dict[str, Any]) -> Change:
    key = {name: fields[name] for name in ("target", "words", "section", "after") if name in fields}
    there = row.changes.filter(**key).first()
    if there is not None:
        come_to_change(row, clock.today())
        return there
    made = Change.objects.create(lesson=row, at=clock.now(), by=user, **fields)
    if made.section is not None:
        by = lifecycle_rules.By(user=user)
        lifecycle.link(source=row.contribution, target=made.section, type=LinkType.CHANGES, by=by)
    come_to_change(row, made.on)
    moving.show(row)
    return made


def come_to_change(row: Lesson, on: date) -> None:
    """Its first change since it was taken up; said again after a reopening, an earlier one counts from that day."""
    if row.changed_on is None:
        row.changed_on = on
        row.save(update_fields=["changed_on"])


def of_section(section: Contribution | None, revisions: tuple[int, int] | None) -> dict[str, Any]:
    """Two revisions of one section, the later one after the earlier."""
    if section is None or section.kind != "section" or revisions is None:
        raise NotPossible(_("Choose the section, and what it was before and after."))
    before, after = revisions
    if before >= after or section.revisions.filter(number__in=revisions).count() != 2:
        raise NotPossible(_("These are not two versions of this section, the older one first."))
    return {"section": section, "before": before, "after": after}


@transaction.atomic
def finish(*, lesson: Lesson, user: User) -> Lesson:
    """Every action has ended and something changed: it is to be checked."""
    row = moving.locked(lesson, user)
    rules.check_done(row)
    return moving.move(row, Stage.DONE, user)


@transaction.atomic
def check(
    *,
    lesson: Lesson,
    user: User,
    method: Method,
    holds: bool,
    evidence: str,
    event: Situation | None = None,
    measure: str = "",
    before: float | None = None,
    after: float | None = None,
    on: date | None = None,
) -> Check:
    """It holds, and the lesson closes with this proof; it does not, and the lesson goes back to its actions.

    Raises NotPossible without evidence, before anything changed, or for half a figure.
    """
    row = moving.locked(lesson, user)
    shown = texts.clean(evidence)[:LONGEST_EVIDENCE]
    rules.check_closing(row, shown)
    named = texts.clean_line(measure)[:120]
    if (before is None) != (after is None) or bool(named) != (before is not None):
        raise NotPossible(_("A figure needs its name, and its value before and after."))
    made = Check.objects.create(
        lesson=row,
        method=Method(method),
        event=event,
        holds=holds,
        evidence=shown,
        measure=named,
        before=before,
        after=after,
        on=on or clock.today(),
        at=clock.now(),
        by=user,
    )
    moving.move(row, Stage.VERIFIED if holds else Stage.UNDER_WAY, user, shown)
    return made
