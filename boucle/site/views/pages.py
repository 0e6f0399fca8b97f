"""Pages that are read once: who runs this, rights, accessibility, the charter, the guides.

Long texts are written in each language as a text of their own (`templates/site/texts`), not message by message.
"""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from boucle.foundation.core import ready
from boucle.foundation.lifecycle.enums import Reason
from boucle.foundation.situations.views import standing
from boucle.foundation.territories import queries as territories
from boucle.site import queries

GUIDES = {
    "resident": _("Guide for people who live here"),
    "referent": _("Guide for referents"),
    "coordinator": _("Guide for coordinators"),
}
GROUNDS = {
    Reason.OFF_TOPIC: _("It concerns another place, or has nothing to do with helping one another here."),
    Reason.UNVERIFIABLE: _("Nobody answers, or nothing allows us to check that the place or the help exists."),
    Reason.ADVERTISING: _("It sells something, or makes a brand known. A business that helps is welcome."),
    Reason.DANGEROUS: _("Following this fiche could hurt somebody: a health risk, an unsafe place, a fraud."),
    Reason.PERSONAL: _(
        "It shows a name, a home address, a health condition or a photo of somebody who has not agreed."
    ),
    Reason.ABUSIVE: _("It insults, threatens or shuts out people because of who they are."),
    Reason.DUPLICATE: _(
        "The same help is already published. Your fiche is merged with it and its address leads there."
    ),
    Reason.OUTDATED: _("The place has closed, the date has passed, or the help has ended."),
}
ACCESSIBILITY_DECLARED = date(2026, 11, 23)


def shown(request: HttpRequest, template: str, known: dict[str, object]) -> HttpResponse:
    place = queries.only_territory()
    standing.stand(request, place, None)
    return ready.public(render(request, template, known), place)


def text_page(request: HttpRequest, name: str, title: object, **known: object) -> HttpResponse:
    language = "en" if (get_language() or "").startswith("en") else "fr"
    known |= {"title": title, "text": f"site/texts/{name}.{language}.html"}
    known |= {key.lower(): settings.BOUCLE[key] for key in ("PUBLISHER", "CONTACT", "SOURCE")}
    return shown(request, "site/text.html", known)


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return text_page(request, "about", _("Who runs this site"), opened=territories.open_territories())


@require_safe
def rights(request: HttpRequest) -> HttpResponse:
    return text_page(request, "rights", _("Your details, your rights"))


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return text_page(request, "accessibility", _("Accessibility"), declared=ACCESSIBILITY_DECLARED)


@require_safe
def charter(request: HttpRequest) -> HttpResponse:
    grounds = [{"label": reason.label, "meaning": GROUNDS[reason]} for reason in Reason]
    return shown(request, "site/charter.html", {"title": _("How fiches are reviewed"), "grounds": grounds})


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    return shown(request, "site/guides.html", {"title": _("User guide")})


@require_safe
def guide(request: HttpRequest, role: str) -> HttpResponse:
    if role not in GUIDES:
        raise Http404
    return text_page(request, f"guide_{role}", GUIDES[role], is_guide=True)
