"""What every page's frame knows.

A view of a territory sets `request.territory` and `request.situation` (models, or None) before it renders; the frame
reads them and asks the database for nothing else. Where no view set them, the only open territory frames the page, if
there is just one: one query. Public pages are kept as ready bytes for everybody, so that nothing here depends on who
reads; `duties` does, and is computed only when the template of the work side asks for it.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from boucle.foundation.core import clock
from boucle.site import queries
from boucle.site.registry import duties, navigation


@dataclass(frozen=True)
class OtherLanguage:
    code: str
    name: str  # in that language
    url: str  # sets the language and comes back to this page


def frame(request: HttpRequest) -> dict[str, Any]:
    territory = request.territory if hasattr(request, "territory") else queries.only_territory()
    return {
        "territory": territory,
        "situation": getattr(request, "situation", None),
        "emergency": str(territory.country if territory else settings.BOUCLE["EMERGENCY"]).lower(),
        "other_languages": SimpleLazyObject(lambda: other_languages(request)),
        "my_space_url": navigation.find(navigation.MY_SPACE),
        "page_date": clock.now(),
        "duties": SimpleLazyObject(lambda: duties.duties(request)),
    }


NATIVE_NAMES = {"fr": "Français", "en": "English"}


def other_languages(request: HttpRequest) -> list[OtherLanguage]:
    here = urlencode({"next": request.get_full_path()})
    current = getattr(request, "LANGUAGE_CODE", settings.LANGUAGE_CODE)
    return [
        OtherLanguage(code, NATIVE_NAMES[code], f"{reverse('site:language', args=[code])}?{here}")
        for code, _name in settings.LANGUAGES
        if code != current
    ]
