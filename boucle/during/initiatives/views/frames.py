"""What every page here starts with: its territory, its situation."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories import queries as territories
from boucle.foundation.territories.models import Territory


def open_territory(slug: str) -> Territory:
    """Raises Http404 for one that is not open."""
    place = territories.by_slug(slug)
    if place is None or not place.is_open:
        raise Http404
    return place


def dress(request: HttpRequest, place: Territory, situation: Situation | None) -> None:
    """Tells the frame of the page where it is."""
    request.territory, request.situation = place, situation  # type: ignore[attr-defined]  # read by the frame


def asked_situation(place: Territory, slug: str) -> Situation | None:
    """The situation that an address names, else the current one. Raises Http404 for one that is not known."""
    if not slug:
        return situations.current(place)
    found = situations.by_slug(place, slug) if "\x00" not in slug else None
    if found is None:
        raise Http404
    return found


def private(response: HttpResponseBase) -> HttpResponseBase:
    """For one person: kept by no cache, followed by no robot."""
    add_never_cache_headers(response)
    patch_vary_headers(response, ("Cookie",))
    response["X-Robots-Tag"] = "noindex"
    return response


def is_trial(nature: str) -> bool:
    return nature not in PUBLIC_NATURES


def around(place: Territory) -> Territory:
    """The closest open territory around a place, itself included; the place when there is none."""
    rows = Territory.objects.filter(inward__inside=place.pk, is_open=True)
    return rows.order_by("inward__distance", "code").first() or place


def tiles() -> dict[str, object]:
    """The ground of moving maps, when the installation names a server of tiles."""
    return {"tiles": settings.BOUCLE["TILES_URL"], "attribution": settings.BOUCLE["TILES_ATTRIBUTION"]}
