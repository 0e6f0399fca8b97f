"""Consultations, rounds, and whoever holds a code."""

from django.db.models import Prefetch, QuerySet

from boucle.foundation.lifecycle.enums import State
from boucle.foundation.territories.models import Territory
from boucle.together.consultations.enums import Stage
from boucle.together.consultations.models import Asked, Consultation, Item, Panellist, Round, Sheet, Voice
from boucle.together.consultations.queries import codes


def full() -> QuerySet[Consultation]:
    return Consultation.objects.select_related(
        "contribution__territory", "contribution__situation", "contribution__theme"
    )


def by_reference(reference: str) -> Consultation | None:
    return full().filter(contribution__reference=reference).first()


def public(territory: Territory) -> QuerySet[Consultation]:
    """Those of a territory and of what lies in it, running first, newest first."""
    return (
        full()
        .filter(contribution__state=State.PUBLISHED, contribution__territory__outward__outside=territory)
        .exclude(stage=Stage.DRAFT)
        .order_by("closed_at", "-opened_at", "-pk")
    )


def prepared(territory: Territory) -> QuerySet[Consultation]:
    """Those that are still in preparation, for those in charge."""
    return full().filter(stage=Stage.DRAFT, contribution__territory=territory).order_by("-pk")


def open_round(consultation: Consultation) -> Round | None:
    return consultation.rounds.filter(opened_at__isnull=False, closed_at__isnull=True).first()


def last_round(consultation: Consultation) -> Round | None:
    """The last one that was opened."""
    return consultation.rounds.filter(opened_at__isnull=False).order_by("-number").first()


def items_of(round_: Round) -> list[Item]:
    """What a round asks, in its order; what moderation set aside is left out."""
    rows = Asked.objects.filter(round=round_, item__is_withdrawn=False).select_related("item")
    return [asked.item for asked in rows.order_by("position", "id")]


def panellist(code: str) -> Panellist | None:
    """The invitation that a code opens."""
    if not codes.read(code):
        return None
    found = Panellist.objects.select_related("consultation__contribution__territory", "group")
    return found.filter(code_hash=codes.panel_print(code)).first()


def voice(code: str) -> Voice | None:
    """The voice of whoever holds a code."""
    if not codes.read(code):
        return None
    found = Voice.objects.select_related("consultation__contribution__territory", "group")
    return found.filter(code_hash=codes.voice_print(code)).first()


def sheet(voice_: Voice, round_: Round) -> Sheet | None:
    answers = Prefetch("answers")
    return Sheet.objects.filter(voice=voice_, round=round_).prefetch_related(answers).first()


def late(round_: Round) -> QuerySet[Panellist]:
    """Who was invited, did not stop, and has not sent this round."""
    panel = Panellist.objects.filter(consultation=round_.consultation_id, invited_on__isnull=False, left_on=None)
    return panel.exclude(attendances__round=round_).select_related("contact").order_by("id")
