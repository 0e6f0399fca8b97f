"""What every page of the holder of a code starts with."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from boucle.foundation.core import ready
from boucle.foundation.lifecycle.enums import State
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions, rules
from boucle.together.consultations.enums import Access, Method, Stage
from boucle.together.consultations.models import Consultation, Voice
from boucle.together.consultations.queries import finding, next_statement, sheets
from boucle.together.consultations.views import frames

Page = Callable[..., HttpResponseBase]
SEEN = (State.PUBLISHED, State.ARCHIVED)
NOT_ASKED = gettext_lazy("This round does not ask that.")


def holder(view: Page) -> Page:
    """Finds whose code it is: `view(request, voice, code, …)`. A code that opens nothing gets a page that says why."""

    @wraps(view)
    def page(request: HttpRequest, code: str, **options: Any) -> HttpResponseBase:
        try:
            voice = actions.enter(code=code)
        except NotPossible as refusal:
            return ready.private(closed_door(request, code, str(refusal)))
        return ready.private(view(request, voice, code, **options))

    return page


def closed_door(request: HttpRequest, code: str, said: str) -> HttpResponse:
    """A code that opens nothing: what happened, and what to do; the results, where there are some."""
    panellist = finding.panellist(code)
    row = panellist.consultation if panellist is not None else None
    if row is not None:
        frames.dressed(request, row)
    has_left = panellist is not None and panellist.left_on is not None
    is_public = row is not None and row.stage != Stage.DRAFT and row.contribution.state in SEEN
    known = {"said": said, "row": row, "has_left": has_left, "is_public": is_public}
    return render(request, "consultations/participate/closed_door.html", known, status=410 if row is not None else 404)


def show(request: HttpRequest, voice: Voice, code: str, *, said: str = "", status: int = 200) -> HttpResponse:
    """What the holder of a code has to do now; `said` is what was refused."""
    row = frames.dressed(request, voice.consultation)
    round_ = finding.open_round(row)
    filled = sheets.filled(voice, round_) if round_ is not None else None
    known: dict[str, Any] = {
        "row": row,
        "voice": voice,
        "code": code,
        "said": said,
        "round": round_,
        "filled": filled,
        "following": filled.next() if filled is not None else None,
        "next_round": row.rounds.filter(opened_at=None).first() if round_ is None else None,
        "turn": next_statement.turn(voice) if row.method == Method.OPINIONS else None,
        "sent": sheets.sent(voice),
        "is_invited": row.access == Access.PANEL,
        "consent_url": find("consultations:consent_part", code) if row.method == Method.CONSENT else "",
        "receipts_url": find("consultations:receipts", row.contribution.reference),
        "results_url": find("consultations:results", row.contribution.reference)
        or reverse("consultations:consultation", args=[row.contribution.reference]),
    }
    return render(request, "consultations/participate/sheet.html", known, status=status)


def find(route: str, *args: str) -> str:
    """An address, or nothing where nobody walks that way."""
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return ""


def no_such_question(request: HttpRequest, voice: Voice, code: str, number: int) -> HttpResponse:
    said = _("This round does not ask question %(number)s: here is what it asks.") % {"number": number}
    return show(request, voice, code, said=said, status=404)


def may_vote(row: Consultation) -> bool:
    try:
        rules.check_voting(row)
    except NotPossible:
        return False
    return True
