"""The public register; a lesson with each step of its way round; a testimony."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from boucle.after.lessons import rules
from boucle.after.lessons.enums import Stage
from boucle.after.lessons.models import Lesson
from boucle.after.lessons.queries import alike, facts, finding, pages
from boucle.after.lessons.views import frames, proofs
from boucle.commons.opendata import exports as opendata
from boucle.commons.search import queries as search
from boucle.foundation.accounts import queries as accounts
from boucle.foundation.core import clock, ready
from boucle.foundation.lifecycle import registry as lifecycle
from boucle.foundation.situations.views import standing

ON_A_PAGE = 50
STAGES = {
    "open": (Stage.OBSERVED, Stage.ANALYSED, Stage.DECIDED, Stage.UNDER_WAY, Stage.DONE),
    "closed": (Stage.VERIFIED,),
    "refused": (Stage.REFUSED,),
}


@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The register: open, closed with a proof, refused with its reason; `?show=` narrows it, `?format=` gives it whole
    as CSV, JSON or Atom."""
    place = frames.open_territory(request, slug)
    form = opendata.wanted(request)
    if form:
        asked, _sentences = search.parse(request.GET, place, "lesson")
        return opendata.respond(request, asked, form)
    stages = finding.stage_counts(place)
    show = request.GET.get("show", "")
    rows = finding.public(place)
    shown = rows.filter(stage__in=STAGES[show]) if show in STAGES else rows
    known = {
        "place": place,
        "show": show if show in STAGES else "",
        "counts": {name: sum(stages.get(one, 0) for one in group) for name, group in STAGES.items()},
        "total": sum(stages.values()),
        "lessons": Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page")),
        "may_keep": request.user.is_authenticated and rules.can_keep(place.pk, request.user),
    }
    return ready.shared(request, frames.page(request, "list", known), place)


@require_safe
def lesson(request: HttpRequest, reference: str) -> HttpResponseBase:
    """One lesson: what was seen, understood, decided, done, changed, checked; and what comes next."""
    row = frames.lesson(request, reference)
    place = row.contribution.territory
    may_keep = request.user.is_authenticated and rules.can_keep(place.pk, request.user)
    known = around(row, request.user)
    known |= {"may_keep": may_keep, "next": step(row) if may_keep else ""}
    known["rehearsals"] = lifecycle.rehearsals([row.pk], request.user)
    known["may_open"] = may_keep and rules.can_open_facts(row, request.user)
    return ready.shared(request, frames.page(request, "lesson", known), place)


def around(row: Lesson, user: accounts.Somebody) -> dict[str, Any]:
    way = pages.way(row, user)
    return {
        "lesson": row,
        "row": row.contribution,
        "way": way,
        "level": pages.level(row),
        "facts": facts.of_event(row.event),
        "proofs": [(check, proofs.figure(check)) for check in way.checks],
        "days_open": (clock.today() - row.observed_on).days,
        "alike": alike.public(row),
        "quoted": (quoted := [one for one in way.testimonies if one.may_quote and one.contribution.is_public]),
        "silent": len(way.testimonies) - len(quoted),
        "others": len(way.testimonies) - 1,
    }


def step(row: Lesson) -> str:
    """The route of what whoever keeps it does next."""
    return {
        Stage.OBSERVED: "analyse",
        Stage.ANALYSED: "decide",
        Stage.DECIDED: "act",
        Stage.UNDER_WAY: "change",
        Stage.DONE: "check",
    }.get(Stage(row.stage), "")


@require_safe
def testimony(request: HttpRequest, reference: str) -> HttpResponseBase:
    """What somebody saw, once a referent published it; whoever keeps the lessons reads it before."""
    row = finding.testimony(reference)
    may_keep = row is not None and request.user.is_authenticated and rules.can_read_words(row, request.user)
    if row is None or not (row.contribution.is_public or may_keep):
        raise Http404
    place = standing.dress(request, row.contribution.territory)
    known = {
        "testimony": row,
        "row": row.contribution,
        "may_keep": may_keep,
        "is_embargoed": rules.is_embargoed(row),
        "lessons": [one for one in finding.taught_by(row) if rules.can_see(one, request.user)],
        "what": _("What somebody saw"),
    }
    return ready.shared(request, frames.page(request, "testimony", known), place)
