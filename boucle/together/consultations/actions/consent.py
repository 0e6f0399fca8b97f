"""A proposal on its way to consent: what participants say at each step, what the facilitator does of it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle import rules as lifecycle_rules
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.actions import rounds, sheets
from boucle.together.consultations.actions.prepare import locked, new_item
from boucle.together.consultations.enums import ConsentStep, Fate, ItemType, RemarkType
from boucle.together.consultations.models import Consultation, Objection, Remark, Round, Sheet, Version, Voice

LONGEST, LONGEST_AMENDMENT, LONGEST_TEXT, LONGEST_NOTE = 1000, 2000, 8000, 300


@transaction.atomic
def write_proposal(*, consultation: Consultation, user: User, text: str) -> Version:
    """The first version, written anew until the consultation opens; after that, see `amend`."""
    row = locked(consultation)
    rules.check_facilitate(row, user)
    rules.check_consent(row)
    rules.check_running(row)
    if row.opened_at is not None and row.versions.exists():
        raise NotPossible(_("People already read this text: amend it, so that everybody sees what changed."))
    cleaned = said(text, LONGEST_TEXT, _("Write the proposal."))
    version, _made = Version.objects.update_or_create(
        consultation=row, number=1, defaults={"text": cleaned, "created_at": clock.now()}
    )
    if not row.items.filter(type=ItemType.PROPOSAL).exists():
        new_item(row, ItemType.PROPOSAL, row.contribution.title)
    return version


@transaction.atomic
def begin(*, consultation: Consultation, user: User) -> Round:
    """Opens the process at its first step. Raises NotPossible without a written proposal."""
    row = locked(consultation)
    rules.check_facilitate(row, user)
    rules.check_consent(row)
    if not row.versions.exists():
        raise NotPossible(_("Write the proposal first."))
    planned = row.rounds.filter(opened_at=None).first()
    items = row.items.filter(type=ItemType.PROPOSAL)
    planned = planned or rounds.plan_round(consultation=row, user=user, items=items)
    return rounds.open_round(round=planned, by=lifecycle_rules.By(user=user))


@transaction.atomic
def ask_question(*, voice: Voice, text: str) -> Remark:
    """A question of clarification. The same words again, by the same voice, change nothing."""
    return remark(voice, text, RemarkType.QUESTION, ConsentStep.CLARIFY, _("Write your question."))


@transaction.atomic
def react(*, voice: Voice, text: str) -> Remark:
    """A reaction: what somebody thinks or feels of the proposal. Nobody answers it."""
    return remark(voice, text, RemarkType.REACTION, ConsentStep.REACT, _("Write your reaction."))


def remark(voice: Voice, text: str, kind: RemarkType, step: ConsentStep, nothing: str) -> Remark:
    row = locked(voice.consultation)
    rules.check_step(row, step)
    made, _made = Remark.objects.get_or_create(
        consultation=row, voice=voice, type=kind, text=said(text, LONGEST, nothing)
    )
    return made


@transaction.atomic
def answer_question(*, remark: Remark, user: User, text: str) -> Remark:
    """The facilitator's answer, or that of whoever made the proposal; written again, it replaces the former one."""
    row = locked(remark.consultation)
    rules.check_facilitate(row, user)
    rules.check_running(row)
    if remark.type != RemarkType.QUESTION:
        raise NotPossible(_("A reaction is heard, not answered."))
    remark.answer = said(text, LONGEST_AMENDMENT, _("Write the answer."))
    remark.save(update_fields=["answer"])
    return remark


@transaction.atomic
def object_to(*, voice: Voice, reason: str, amendment: str = "") -> Objection:
    """Why the proposal as it stands would do harm, and what would lift it. The same reason again changes nothing."""
    row = locked(voice.consultation)
    rules.check_step(row, ConsentStep.OBJECT)
    version = row.versions.last()
    if version is None:
        raise NotPossible(_("Write the proposal first."))
    why = said(reason, LONGEST, _("Say what harm the proposal would do: without a reason, nobody can lift it."))
    amended = said(amendment, LONGEST_AMENDMENT)
    made, _made = Objection.objects.get_or_create(
        consultation=row, version=version, voice=voice, reason=why, defaults={"amendment": amended}
    )
    return made


@transaction.atomic
def lift(*, objection: Objection, voice: Voice, resolution: str) -> Objection:
    """Whoever raised an objection says what made it fall. Raises NotAllowed for anybody else's."""
    if objection.voice_id != voice.pk:
        raise lifecycle_rules.NotAllowed(_("Only whoever raised an objection lifts it."))
    rules.check_step(locked(voice.consultation), ConsentStep.OBJECT, ConsentStep.INTEGRATE)
    return resolve(objection, Fate.LIFTED, resolution)


@transaction.atomic
def settle(*, objection: Objection, user: User, fate: Fate, resolution: str) -> Objection:
    """What became of an objection in the group: lifted by its owner, or upheld. Integrating takes a new text."""
    row = locked(objection.consultation)
    rules.check_facilitate(row, user)
    rules.check_step(row, ConsentStep.OBJECT, ConsentStep.INTEGRATE)
    if fate not in (Fate.LIFTED, Fate.UPHELD):
        raise NotPossible(_("An objection is integrated by a new text of the proposal: amend it."))
    return resolve(objection, fate, resolution)


def resolve(objection: Objection, fate: Fate, resolution: str, version: Version | None = None) -> Objection:
    current = Objection.objects.select_for_update().get(pk=objection.pk)
    if current.fate != Fate.RAISED:
        raise NotPossible(_("This objection is already settled."))
    current.resolution = said(resolution, LONGEST, _("Say in one sentence how the objection was resolved."))
    current.fate, current.resolved_in = fate, version
    current.save(update_fields=["fate", "resolution", "resolved_in"])
    return current


@transaction.atomic
def amend(
    *, consultation: Consultation, user: User, text: str, note: str, integrates: Mapping[int, str] | None = None
) -> Version:
    """A new version of the proposal. `integrates`: by objection, the sentence that says how the text takes it in."""
    row = locked(consultation)
    rules.check_facilitate(row, user)
    rules.check_step(row, ConsentStep.CLARIFY, ConsentStep.REACT, ConsentStep.INTEGRATE)
    last = row.versions.last()
    cleaned = said(text, LONGEST_TEXT, _("Write the proposal."))
    if last is not None and last.text == cleaned:
        raise NotPossible(_("The text is the same as before: change it, or settle the objection otherwise."))
    number = (row.versions.aggregate(last=Max("number"))["last"] or 0) + 1
    why = said(note, LONGEST_NOTE, _("Say in a few words what changed."))
    made = Version.objects.create(consultation=row, number=number, text=cleaned, note=why, created_at=clock.now())
    for pk, sentence in (integrates or {}).items():
        resolve(standing(row, pk), Fate.INTEGRATED, sentence, made)
    return made


def standing(consultation: Consultation, pk: int) -> Objection:
    found = consultation.objections.filter(pk=pk).first()
    if found is None:
        raise NotPossible(_("This objection is not one of this proposal."))
    return found


@transaction.atomic
def stand(*, voice: Voice, code: str, value: int) -> Sheet:
    """Yes, no, or neither, to the text as it stands; it may be changed until the close."""
    row = locked(voice.consultation)
    rules.check_step(row, ConsentStep.DECIDE)
    sheets.keep(voice=voice, item=row.items.get(type=ItemType.PROPOSAL), value=value)
    return sheets.send(voice=voice, code=code)


@transaction.atomic
def next_step(*, consultation: Consultation, user: User) -> Consultation:
    """Moves the whole group to the next step. Raises NotPossible while something is left undone."""
    row = locked(consultation)
    rules.check_facilitate(row, user)
    return at(row, rules.check_next(row))


@transaction.atomic
def hear_again(*, consultation: Consultation, user: User) -> Consultation:
    """Back to the objections, with the new text: what was changed may do another harm."""
    row = locked(consultation)
    rules.check_facilitate(row, user)
    rules.check_step(row, ConsentStep.INTEGRATE)
    return at(row, ConsentStep.OBJECT)


def at(row: Consultation, step: ConsentStep) -> Consultation:
    row.step = step
    row.save(update_fields=["step"])
    return row


def said(text: Any, longest: int, nothing: str = "") -> str:
    """Typed text as it is kept. Raises NotPossible with `nothing` for an empty one, or when it is too long."""
    cleaned = texts.clean(str(text))
    if nothing and not cleaned:
        raise NotPossible(nothing)
    if len(cleaned) > longest:
        raise NotPossible(_("Shorten this text: it has more than %(most)s signs.") % {"most": longest})
    return cleaned
