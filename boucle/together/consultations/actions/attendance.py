"""Who took part in a round, for as long as its reminders need it; then, where anonymity is set, only how many."""

from collections import Counter
from datetime import date

from django.db import transaction

from boucle.foundation.core import clock
from boucle.foundation.lifecycle.models import Contact
from boucle.foundation.messages import actions as messages
from boucle.foundation.messages.enums import Template
from boucle.together.consultations import rules
from boucle.together.consultations.models import Attendance, Panellist, Round, Turnout
from boucle.together.consultations.queries import finding


@transaction.atomic
def attend(round_: Round, code: str) -> None:
    """That the panellist took part: never when, never what.

    Raises NotPossible when the round was closed meanwhile: a row that came after its close would never be forgotten.
    """
    rules.check_open(Round.objects.select_for_update(no_key=True).get(pk=round_.pk))
    panellist = finding.panellist(code)
    if panellist is not None and panellist.consultation_id == round_.consultation_id:
        Attendance.objects.get_or_create(panellist=panellist, round=round_)
        note_said(panellist)


def note_said(panellist: Panellist) -> None:
    panellist.has_said = True
    panellist.save(update_fields=["has_said"])


def day(panellist: Panellist) -> date:
    """What is written of today. Where anonymity is set, the day of the invitation: today would tell a round."""
    today = clock.today()
    return (panellist.invited_on or today) if panellist.consultation.is_anonymous else today


def reduce(round_: Round) -> None:
    """Where anonymity is set, a closed round keeps how many of each family sent it, and forgets who: attendances,
    reminders and their letters go. Runs within the transaction that closes the round."""
    row = round_.consultation
    if not row.is_anonymous:
        return
    sent = list(round_.attendances.values_list("panellist__group", flat=True))
    sizes = Counter(row.panel.values_list("group", flat=True))
    told = Counter(group if sizes[group] >= row.minimum_cell else None for group in sent)
    Turnout.objects.bulk_create(Turnout(round=round_, group_id=group, sent=count) for group, count in told.items())
    round_.attendances.all().delete()
    row.panel.update(reminded_on=None)
    messages.forget(template=Template.PANEL_REMINDER, contacts=Contact.objects.filter(panellist__consultation=row))
