"""What every page here starts with: its territory, its situation."""

from django.conf import settings
from django.http import Http404

from boucle.foundation.situations import queries as situations
from boucle.foundation.situations.enums import PUBLIC_NATURES
from boucle.foundation.situations.models import Situation
from boucle.foundation.territories.models import Territory


def asked_situation(place: Territory, slug: str) -> Situation | None:
    """The situation that an address names, else the current one. Raises Http404 for one that is not known."""
    if not slug:
        return situations.current(place)
    found = situations.by_slug(place, slug) if "\x00" not in slug else None
    if found is None:
        raise Http404
    return found


def is_trial(nature: str) -> bool:
    return nature not in PUBLIC_NATURES


def tiles() -> dict[str, object]:
    """The ground of moving maps, when the installation names a server of tiles."""
    return {"tiles": settings.BOUCLE["TILES_URL"], "attribution": settings.BOUCLE["TILES_ATTRIBUTION"]}
