"""The panel: invited by mail or on paper, reminded when late, replaced when gone."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from boucle.foundation.accounts.models import User
from boucle.foundation.core import clock
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle.actions import ContactDetails
from boucle.foundation.lifecycle.enums import Purpose
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.messages import actions as messages
from boucle.foundation.messages.enums import Template
from boucle.together.consultations import rules
from boucle.together.consultations.actions import attendance
from boucle.together.consultations.models import Consultation, Group, Panellist, Round, Voice
from boucle.together.consultations.queries import codes, finding


@dataclass(frozen=True)
class Invitation:
    """`code` is known now and never again: it is in the letter, or printed."""

    panellist: Panellist
    code: str
    is_new: bool


@transaction.atomic
def invite(
    *, consultation: Consultation, user: User, details: ContactDetails, group: Group | None = None
) -> Invitation:
    """Invites somebody, by mail when there is an address. The same address again changes nothing; without one, the same
    name in the same group.

    Raises NotPossible without a name or an address, or when the consultation is closed.
    """
    rules.check_facilitate(consultation, user)
    rules.check_running(consultation)
    if not details:
        raise NotPossible(_("Give a name, or an e-mail address."))
    known = already(consultation, details, group)
    if known is not None:
        return Invitation(known, "", False)
    code = codes.new()
    contact = lifecycle.save_contact(contribution=consultation.contribution, purpose=Purpose.PANEL, details=details)
    made = Panellist.objects.create(
        consultation=consultation,
        group=group,
        contact=contact,
        code_hash=codes.panel_print(code),
        invited_on=clock.today(),
    )
    write(made, code, Template.PANEL_INVITATION)
    return Invitation(made, code, True)


def already(consultation: Consultation, details: ContactDetails, group: Group | None) -> Panellist | None:
    if details.email:
        return consultation.panel.filter(contact__email__iexact=details.email).first()
    if not details.name:
        return None
    return consultation.panel.filter(contact__email="", contact__name__iexact=details.name, group=group).first()


def write(panellist: Panellist, code: str, template: Template, *, mark: str = "") -> None:
    """A letter to somebody who has an address; the code is in it once, and nowhere else."""
    contact = panellist.contact
    if contact is None or not contact.email:
        return
    once = {"private_path": reverse("consultations:take_part", args=[code])} if code else {}
    messages.send(
        template=template,
        dedupe=f"{template}:{panellist.pk}:{mark or panellist.code_hash[:16]}",
        contact=contact,
        context=messages.facts(panellist.consultation.contribution),
        once=once,
    )


@transaction.atomic
def remind(*, round: Round, user: User) -> int:  # noqa: A002  # the model's name
    """Writes to those who have not sent this round, and to nobody else; once a day at most. Returns how many."""
    rules.check_facilitate(round.consultation, user)
    rules.check_open(round)
    today = clock.today()
    late = [one for one in finding.late(round) if one.reminded_on != today and one.contact and one.contact.email]
    for panellist in late:
        panellist.reminded_on = today
        panellist.save(update_fields=["reminded_on"])
        write(panellist, "", Template.PANEL_REMINDER, mark=f"{round.number}:{today}")
    return len(late)


@transaction.atomic
def renew(*, panellist: Panellist, user: User) -> Invitation:
    """Another code for somebody who lost theirs.

    Where anonymity is set nobody can move their voice to a new code. Whoever has answered keeps the first one: the
    code that is given then opens nothing, and no letter leaves. To refuse would tell who has answered.
    """
    rules.check_facilitate(panellist.consultation, user)
    rules.check_running(panellist.consultation)
    code = codes.new()
    if panellist.key is not None:
        Voice.objects.filter(pk=panellist.key).update(code_hash=codes.voice_print(code))
    elif panellist.consultation.is_anonymous and (panellist.has_said or panellist.left_on):
        return Invitation(panellist, code, False)
    panellist.code_hash = codes.panel_print(code)
    panellist.save(update_fields=["code_hash"])
    write(panellist, code, Template.PANEL_INVITATION)
    return Invitation(panellist, code, False)


@transaction.atomic
def leave(*, panellist: Panellist) -> None:
    """They stop: no more letters. What they sent stays, without a name."""
    panellist.left_on = panellist.left_on or attendance.day(panellist)
    panellist.save(update_fields=["left_on"])


@transaction.atomic
def strike(*, panellist: Panellist, user: User) -> None:
    """The facilitator takes somebody off the panel, to replace them: the same, and it is shown by their name."""
    rules.check_facilitate(panellist.consultation, user)
    leave(panellist=panellist)
    panellist.is_struck = True
    panellist.save(update_fields=["is_struck"])
