"""What every page here starts with: its territory, its consultation."""

from django.http import Http404, HttpRequest

from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import Nature
from boucle.foundation.situations.views import standing
from boucle.together.consultations.enums import Stage
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import finding

TRIALS = frozenset({Nature.EXERCISE, Nature.TEST})


def dressed(request: HttpRequest, consultation: Consultation) -> Consultation:
    """The frame of a consultation's page; one of an exercise or a test wears its ribbon and its watermark."""
    contribution = consultation.contribution
    standing.stand(request, contribution.territory, situations.current(contribution.territory))
    if contribution.nature in TRIALS and contribution.situation is not None:
        standing.stand(request, standing.place(request), contribution.situation)
    return consultation


def find(reference: str) -> Consultation:
    row = finding.by_reference(reference)
    if row is None:
        raise Http404
    return row


def public(reference: str) -> Consultation:
    """One that everybody may read. Raises Http404 for what is in preparation, or no longer public."""
    row = find(reference)
    if row.stage == Stage.DRAFT or row.contribution.state not in (State.PUBLISHED, State.ARCHIVED):
        raise Http404
    return row
