"""What every page here starts with: its territory, its consultation."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from boucle.foundation.lifecycle.enums import State
from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import Nature
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory
from boucle.together.consultations.enums import Stage
from boucle.together.consultations.models import Consultation
from boucle.together.consultations.queries import finding

TRIALS = frozenset({Nature.EXERCISE, Nature.TEST})


def open_territory(slug: str) -> Territory:
    """Raises Http404 for one that is not open."""
    place = territories.by_slug(slug)
    if place is None or not place.is_open:
        raise Http404
    return place


def dress(request: HttpRequest, place: Territory) -> None:
    """Tells the frame of the page where it is."""
    request.territory = place  # type: ignore[attr-defined]  # read by the frame
    request.situation = situations.current(place)  # type: ignore[attr-defined]  # read by the frame


def dressed(request: HttpRequest, consultation: Consultation) -> Consultation:
    """The frame of a consultation's page; one of an exercise or a test wears its ribbon and its watermark."""
    contribution = consultation.contribution
    dress(request, contribution.territory)
    if contribution.nature in TRIALS and contribution.situation is not None:
        request.situation = contribution.situation  # type: ignore[attr-defined]  # read by the frame
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


def private(response: HttpResponseBase) -> HttpResponseBase:
    """For one person: kept by no cache, followed by no robot."""
    add_never_cache_headers(response)
    patch_vary_headers(response, ("Cookie",))
    response["X-Robots-Tag"] = "noindex"
    # The address holds their code: no other site learns it. Ours does, else no browser's form would pass its check.
    response["Referrer-Policy"] = "same-origin"
    return response
