"""Sheets: kept at each step, sent with a receipt, changed until the close."""

import hashlib
import secrets
from typing import Any

import orjson
from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.core import clock
from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.enums import Access, Method
from boucle.together.consultations.models import (
    Answer,
    Attendance,
    Consultation,
    Group,
    Item,
    Panellist,
    Round,
    Sheet,
    Shown,
    Voice,
)
from boucle.together.consultations.queries import codes, finding

LONGEST_REASON = 2000


@transaction.atomic
def enter(*, code: str) -> Voice:
    """The voice of whoever holds a code; made when they come for the first time. Coming again changes nothing.

    Raises NotPossible with a sentence for a code that opens nothing.
    """
    voice = finding.voice(code)
    if voice is not None:
        return voice
    panellist = finding.panellist(code)
    if panellist is None:
        raise NotPossible(_("This code opens nothing: check its signs, or ask for another one."))
    if panellist.left_on is not None:
        raise NotPossible(_("This invitation has ended."))
    rules.check_running(panellist.consultation)
    voice, _made = Voice.objects.get_or_create(
        code_hash=codes.voice_print(code),
        defaults={"consultation": panellist.consultation, "group": panellist.group},
    )
    arrived(panellist, voice)
    return voice


def arrived(panellist: Panellist, voice: Voice) -> None:
    """Where anonymity is not set, a key leads from the panel to the voice; otherwise nothing ever does."""
    panellist.came_on = panellist.came_on or clock.today()
    if not panellist.consultation.is_anonymous:
        panellist.key = voice.pk
    panellist.save(update_fields=["came_on", "key"])


@transaction.atomic
def join(*, consultation: Consultation, group: Group | None = None) -> tuple[Voice, str]:
    """A voice for somebody who comes by themselves, and their code. Raises NotPossible where people are invited."""
    rules.check_running(consultation)
    if consultation.access != Access.PUBLIC:
        raise NotPossible(_("This consultation is for the people who were invited: type your code."))
    code = codes.new()
    made = Voice.objects.create(consultation=consultation, group=group, code_hash=codes.voice_print(code))
    return made, code


@transaction.atomic
def keep(
    *,
    voice: Voice,
    item: Item,
    value: Any,
    reason: str = "",
    may_quote: bool = False,
    round: Round | None = None,  # noqa: A002
) -> Answer:
    """Keeps one answer of the open round; the same item again replaces it.

    Raises NotPossible after the close, for an item that the round does not ask, or for a value that is none.
    """
    round_ = rules.check_open(round or finding.open_round(voice.consultation))
    if item.is_withdrawn or not round_.asked.filter(item=item).exists():
        raise NotPossible(_("This round does not ask that."))
    rules.check_answered_at_the_end(item)
    checked = rules.check_value(item, value)
    reason = texts.clean(reason)
    if len(reason) > LONGEST_REASON:
        raise NotPossible(_("Shorten your reason: it has more than 2,000 signs."))
    sheet, _made = Sheet.objects.get_or_create(voice=voice, round=round_)
    answer, _made = Answer.objects.update_or_create(
        sheet=sheet, item=item, defaults={"value": checked, "reason": reason, "may_quote": may_quote}
    )
    if sheet.is_sent:
        seal(sheet)
    return answer


@transaction.atomic
def note_shown(*, voice: Voice, round: Round, item: Item, feedback: dict[str, Any]) -> None:  # noqa: A002
    """Keeps what somebody saw of the group before answering; what they saw first stays."""
    sheet, _made = Sheet.objects.get_or_create(voice=voice, round=round)
    Shown.objects.get_or_create(sheet=sheet, item=item, defaults={"feedback": feedback})


@transaction.atomic
def send(*, voice: Voice, code: str) -> Sheet:
    """Sends the sheet of the open round: it counts, and its receipt proves it. Sent again, it only changes.

    Raises NotPossible when it is empty, or when its dots or its costs are too many.
    """
    round_ = rules.check_open(finding.open_round(voice.consultation))
    sheet = finding.sheet(voice, round_)
    if sheet is None or not sheet.answers.exists():
        raise NotPossible(_("Your sheet is empty: answer one question at least."))
    if voice.consultation.method == Method.BUDGET:
        rules.check_ballot(voice.consultation, list(sheet.answers.select_related("item")))
    seal(sheet)
    panellist = finding.panellist(code)
    if panellist is not None:
        Attendance.objects.get_or_create(panellist=panellist, round=round_)
    return sheet


def seal(sheet: Sheet) -> None:
    """A receipt anew for what the sheet now says; its owner can check it by `receipt_of`."""
    sheet.is_sent = True
    sheet.salt = sheet.salt or secrets.token_hex(16)
    sheet.receipt = receipt_of(sheet.salt, {a.item.number: a.value for a in sheet.answers.select_related("item")})
    sheet.save(update_fields=["is_sent", "salt", "receipt"])


def receipt_of(salt: str, answers: dict[int, Any]) -> str:
    """SHA-256 of the salt and of the answers by number of item, as JSON with sorted keys: a commitment that its owner
    alone can open."""
    said = orjson.dumps({str(number): value for number, value in answers.items()}, option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(salt.encode() + said).hexdigest()
