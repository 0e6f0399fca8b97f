"""Sheets on paper, typed by the facilitator: counted with the others, by the same checks."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.actions import attendance, sheets, votes
from boucle.together.consultations.enums import Access, Method
from boucle.together.consultations.models import Consultation, Group, Item, Round, Voice
from boucle.together.consultations.queries import codes

Said = Mapping[Item, Any]


@transaction.atomic
def enter_paper(
    *,
    round: Round,  # noqa: A002  # the model's name
    user: User,
    answers: Said,
    code: str = "",
    group: Group | None = None,
    replaces: bool = False,
) -> Voice:
    """One sheet of paper, under the code of its letter, or without a name where everybody takes part.

    Raises NotPossible for an empty sheet, for a code that opens nothing here, and for one that already answered,
    unless this sheet `replaces` what it said.
    """
    consultation = round.consultation
    rules.check_facilitate(consultation, user)
    rules.check_open(round)
    said = {item: value for item, value in answers.items() if value not in (None, "", [])}
    if not said:
        raise NotPossible(_("This sheet is empty: type one answer at least."))
    if code.strip():
        voice = of_code(consultation, code)
    else:
        voice, code = nameless(consultation, user, group)
    if has_answered(voice, round) and not replaces:
        raise NotPossible(
            _("This code already answered. Tick “replaces” if the sheet on paper is the one that counts.")
        )
    keep_all(voice, round, said, code)
    voice.is_paper, voice.entered_by = True, user
    voice.save(update_fields=["is_paper", "entered_by"])
    return voice


def of_code(consultation: Consultation, code: str) -> Voice:
    if not codes.read(code):
        raise NotPossible(_("A code has twelve letters and digits, such as 7K4P-92QX-M3TD."))
    voice = sheets.enter(code=code)
    if voice.consultation_id != consultation.pk:
        raise NotPossible(_("This code belongs to another consultation."))
    return voice


def nameless(consultation: Consultation, user: User, group: Group | None) -> tuple[Voice, str]:
    if consultation.access != Access.PUBLIC:
        raise NotPossible(_("Only invited people take part here: type the code that is on the letter."))
    return sheets.join(consultation=consultation, group=group)


def has_answered(voice: Voice, round_: Round) -> bool:
    if voice.consultation.method == Method.OPINIONS:
        return voice.votes.exists()
    return voice.sheets.filter(round=round_, is_sent=True).exists()


def keep_all(voice: Voice, round_: Round, said: Said, code: str) -> None:
    if voice.consultation.method == Method.OPINIONS:
        for item, value in said.items():
            votes.cast(voice=voice, item=item, value=value)
        attendance.attend(round_, code)
        return
    voice.sheets.filter(round=round_).update(is_sent=False)
    for sheet in voice.sheets.filter(round=round_):
        sheet.answers.exclude(item__in=[item.pk for item in said]).delete()  # the paper says nothing there
    for item, value in said.items():
        sheets.keep(voice=voice, item=item, value=value, round=round_)
    sheets.send(voice=voice, code=code)
