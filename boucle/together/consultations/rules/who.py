"""Who holds a consultation: its facilitator, and the coordinators of its territory."""

from django.utils.translation import gettext as _

from boucle.foundation.accounts import queries as accounts
from boucle.foundation.accounts import rules as account_rules
from boucle.foundation.core import clock
from boucle.foundation.lifecycle.rules import NotAllowed, NotPossible
from boucle.together.consultations.enums import Method, Stage
from boucle.together.consultations.models import Consultation


def can_facilitate(consultation: Consultation, user: accounts.Somebody) -> bool:
    if not user.is_authenticated or not user.is_active:
        return False
    if consultation.facilitator_id == user.pk:
        return True
    return account_rules.can_coordinate(user, consultation.contribution.territory_id)


def check_facilitate(consultation: Consultation, user: accounts.Somebody) -> None:
    """Raises NotAllowed with a sentence for people."""
    if not can_facilitate(consultation, user):
        raise NotAllowed(_("This page is for whoever facilitates this consultation."))


def check_can_change(consultation: Consultation) -> None:
    """Raises NotPossible once the rule is locked: what people answer by is not changed under their feet."""
    if consultation.rule_locked_at is not None:
        raise NotPossible(_("The rule was locked when the first round opened: it can no longer change."))


def check_running(consultation: Consultation) -> None:
    if consultation.stage in (Stage.CLOSED, Stage.DECIDED):
        raise NotPossible(_("This consultation is closed."))


def check_naming(consultation: Consultation) -> None:
    """Groups of an opinion map are named from its opening until it is decided. Raises NotPossible otherwise."""
    if consultation.method != Method.OPINIONS or consultation.opened_at is None:
        raise NotPossible(_("There are no groups to name."))
    if consultation.stage == Stage.DECIDED:
        raise NotPossible(_("It is decided: names no longer change."))


def check_voting(consultation: Consultation) -> None:
    """An opinion map takes votes from its opening to its close, without asking the database which round is open."""
    check_running(consultation)
    ended = consultation.closes_at is not None and clock.now() >= consultation.closes_at
    if consultation.stage != Stage.OPEN or ended:
        raise NotPossible(_("This consultation takes no votes now."))
