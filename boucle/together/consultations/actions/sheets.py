"""Sheets: kept at each step, sent with a receipt, changed until the close."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import rules
from boucle.together.consultations.actions import attendance, receipts
from boucle.together.consultations.enums import Access, ItemType, Method
from boucle.together.consultations.models import (
    Answer,
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
    voice, panellist = finding.voice(code), finding.panellist(code)
    if panellist is not None and panellist.left_on is not None:
        raise NotPossible(_("This invitation has ended."))
    if voice is not None:
        check_not_replaced(voice, panellist)
        return voice
    if panellist is None:
        raise NotPossible(
            _(
                "This code opens nothing: check its signs. If you have answered already, your first code is the one "
                "that counts; otherwise ask for another one."
            )
        )
    rules.check_running(panellist.consultation)
    voice, _made = Voice.objects.get_or_create(
        code_hash=codes.voice_print(code),
        defaults={"consultation": panellist.consultation, "group": panellist.group},
    )
    arrived(panellist, voice)
    return voice


def check_not_replaced(voice: Voice, panellist: Panellist | None) -> None:
    """Two codes of one invited person would be two voices: the older one opens nothing any more."""
    if voice.consultation.access == Access.PANEL and panellist is None:
        raise NotPossible(_("This code was replaced by another one: use the newest letter, or the newest mail."))


def arrived(panellist: Panellist, voice: Voice) -> None:
    """Where anonymity is not set, a key leads from the panel to the voice; otherwise nothing ever does.

    Votes need no sending: whoever opens an opinion map may have voted.
    """
    consultation = panellist.consultation
    panellist.came_on = panellist.came_on or attendance.day(panellist)
    panellist.has_said = panellist.has_said or consultation.method == Method.OPINIONS
    if not consultation.is_anonymous:
        panellist.key = voice.pk
    panellist.save(update_fields=["came_on", "has_said", "key"])


@transaction.atomic
def join(*, consultation: Consultation, group: Group | None = None, code: str = "") -> tuple[Voice, str]:
    """A voice for somebody who comes by themselves, and their code. Raises NotPossible where people are invited.

    `code` was drawn with the form: the same form sent twice makes one voice.
    """
    rules.check_running(consultation)
    if consultation.access != Access.PUBLIC:
        raise NotPossible(_("This consultation is for the people who were invited: type your code."))
    code = code or codes.new()
    made, _is_new = Voice.objects.get_or_create(
        code_hash=codes.voice_print(code), defaults={"consultation": consultation, "group": group}
    )
    return made, code


@transaction.atomic
def keep(
    *,
    voice: Voice,
    item: Item,
    value: Any,
    reason: str = "",
    may_quote: bool = False,
    round: Round | None = None,  # noqa: A002  # the model's own name
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
        check_whole(sheet)
        receipts.seal(sheet)
    return answer


@transaction.atomic
def keep_ballot(*, voice: Voice, values: dict[Item, Any]) -> Sheet:
    """Keeps everything that one ballot says of the options of the open round; an option that it leaves out is empty.

    Dots on an option that was set aside meanwhile come back. Raises NotPossible after the close, for an option that the
    round does not ask, or for dots that are too many.
    """
    round_ = rules.check_open(finding.open_round(voice.consultation))
    asked = {item.pk for item in finding.items_of(round_) if item.type == ItemType.OPTION}
    if not asked.issuperset(item.pk for item in values):
        raise NotPossible(_("This round does not ask that."))
    checked = {item: rules.check_value(item, value) for item, value in values.items()}
    said = {item: value for item, value in checked.items() if value}
    sheet, _made = Sheet.objects.get_or_create(voice=voice, round=round_)
    sheet.answers.filter(item__type=ItemType.OPTION).exclude(item__in=[item.pk for item in said]).delete()
    for item, value in said.items():
        Answer.objects.update_or_create(sheet=sheet, item=item, defaults={"value": value})
    check_whole(sheet)
    if sheet.is_sent:
        receipts.seal(sheet)
    return sheet


@transaction.atomic
def note_shown(*, voice: Voice, round: Round, item: Item, feedback: dict[str, Any]) -> None:  # noqa: A002  # the model's own name
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
    check_whole(sheet)
    receipts.seal(sheet)
    attendance.attend(round_, code)
    return sheet


def finish(*, voice: Voice, code: str) -> None:
    """Somebody has voted enough on an opinion map: no reminder any more. Raises NotPossible after the close."""
    attendance.attend(rules.check_open(finding.open_round(voice.consultation)), code)


def check_whole(sheet: Sheet) -> None:
    """What only the whole of a sheet shows: too many dots, a basket too dear."""
    consultation = sheet.round.consultation
    if consultation.method == Method.BUDGET:
        rules.check_ballot(consultation, list(sheet.answers.select_related("item")))
