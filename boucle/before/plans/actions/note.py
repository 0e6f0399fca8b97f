"""Notes: brought by anybody, moderated like any contribution, answered by whoever keeps the section."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from boucle.before.plans import rules
from boucle.before.plans.actions import plan as plans
from boucle.before.plans.actions import section as sections
from boucle.before.plans.enums import NoteFate, NoteVariety
from boucle.before.plans.models import Note, Section
from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.documents import engine as documents
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.enums import LinkType
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.messages import actions as messages
from boucle.foundation.messages.enums import Template

TITLE_LENGTH, LONGEST_ANSWER = 100, 1000


@transaction.atomic
def bring(
    *,
    section: Section,
    text: str,
    variety: NoteVariety = NoteVariety.REMARK,
    contact: lifecycle.ContactDetails | None = None,
    by: lifecycle_rules.By = lifecycle_rules.STRANGER,
    form_key: UUID | None = None,
    **fields: Any,
) -> lifecycle.Proposed:
    """A remark about a section that everybody reads, or another text for it. `fields`: passage, proposed, speaker.

    Referents read it before it is public; its receipt leaves by mail where an address was given. The same form sent
    twice makes one. Raises NotPossible when the section is not public, or the change changes nothing.
    """
    if not (section.plan.is_open and section.contribution.is_public):
        raise NotPossible(_("This section is no longer in the plan that everybody reads: nothing can be said of it."))
    check_change(section, variety, fields.get("proposed", ""))
    made = lifecycle.propose(
        kind="note",
        territory=section.plan.territory,
        content={
            **words(text, fields),
            "section": section.contribution.reference,
            "variety": NoteVariety(variety),
            "revision": section.contribution.number,
            "language": get_language() or "fr",
        },
        by=by,
        contact=contact,
        form_key=form_key,
    )
    if made.is_new:
        messages.send_receipt(contribution=made.contribution, path=reverse("plans:follow", args=[made.secret]))
    return made


@transaction.atomic
def revise(
    *, note: Note, text: str, by: lifecycle_rules.By, seen: int | None = None, word: str = "", **fields: Any
) -> Contribution:
    """By its author: what is published stays as it is until a referent has read it. `word`: to the referents."""
    if note.variety == NoteVariety.CHANGE:
        check_change(note.section, NoteVariety.CHANGE, fields.get("proposed", ""))
    content = words(text, fields)
    return lifecycle.revise(contribution=note.contribution, content=content, by=by, note=word, seen=seen)


def words(text: str, fields: dict[str, Any]) -> dict[str, Any]:
    """What it says; its title is made of its first words."""
    text = texts.clean(text)
    if not text:
        raise NotPossible(_("Say in a few words what should be known, or changed."))
    return {"title": documents.summary(text, TITLE_LENGTH), "text": text, **fields}


def check_change(section: Section, variety: NoteVariety, proposed: str) -> None:
    if variety != NoteVariety.CHANGE:
        return
    proposed = texts.clean(proposed)
    if not proposed or proposed == section.contribution.text:
        raise NotPossible(_("The text is still the same: change it where it should say something else."))


@transaction.atomic
def answer(*, note: Note, user: User, fate: NoteFate, words: str) -> Note:
    """Answered, or not taken up, with the reason; its author is told. Another answer takes the place of the first.

    Raises NotAllowed for whoever does not write the section, NotPossible without words or before it is published.
    """
    words = texts.clean(words)
    if NoteFate(fate) not in (NoteFate.ANSWERED, NoteFate.DECLINED):
        raise NotPossible(_("Say what becomes of it: answered, taken up, or not taken up."))
    if not words:
        raise NotPossible(_("Say why, to whoever wrote it."))
    row = locked(note, user)
    if row.fate == NoteFate.TAKEN:
        raise NotPossible(_("This note was taken up already: its author has been told."))
    return row if (row.fate, row.answer) == (fate, words[:LONGEST_ANSWER]) else settle(row, user, fate, words)


@transaction.atomic
def take(
    *,
    note: Note,
    user: User,
    content: dict[str, Any],
    why: str = "",
    words: str = "",
    seen: int | None = None,
    into: Section | None = None,
) -> Note:
    """Taken up: a section gets a new version (`content`, see section.revise), and a link says where it comes from.

    `into`: another section of the same plan than the one that the note is about. Raises NotAllowed for whoever does not
    write it, NotPossible for a section of another plan.
    """
    row = locked(note, user)
    if row.fate == NoteFate.TAKEN:  # the same form again
        return row
    target = into or row.section
    if target.plan_id != row.section.plan_id:
        raise NotPossible(_("This section is of another plan."))
    section = sections.revise(section=target, user=user, content=content, note=why, seen=seen)
    by = lifecycle_rules.By(user=user)
    lifecycle.link(source=row.contribution, target=section.contribution, type=LinkType.CHANGES, by=by)
    row.taken_into = section
    return settle(row, user, NoteFate.TAKEN, texts.clean(words))


def locked(note: Note, user: User) -> Note:
    """The note as it is now, for somebody who answers it."""
    Note.objects.select_for_update().values_list("pk").get(pk=note.pk)
    row = Note.objects.select_related("contribution__territory", "section__contribution", "section__plan__territory")
    found = row.get(pk=note.pk)
    rules.check_write(found.section, user)
    if not found.contribution.is_public:
        raise NotPossible(_("A referent reads it first: it can be answered once it is published."))
    return found


def settle(row: Note, user: User, fate: NoteFate, words: str) -> Note:
    row.fate, row.answer = fate, words[:LONGEST_ANSWER]
    row.answered_at, row.answered_by = clock.now(), user
    row.save()
    plans.show(row.section.plan)
    messages.tell_of(
        contribution=row.contribution,
        template=Template.NOTE_ANSWERED,
        dedupe=f"note:{row.contribution.uid}:{row.answered_at:%Y%m%d%H%M%S%f}",
        context={
            "fate": NoteFate(fate).value,
            "answer": row.answer,
            "section": (row.taken_into or row.section).contribution.title,
        },
    )
    return row
