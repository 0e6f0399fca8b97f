"""Voting on an opinion map: one statement at a time, three buttons."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boucle.foundation.core import text as texts
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.together.consultations import actions
from boucle.together.consultations.enums import Access
from boucle.together.consultations.models import Item, Voice
from boucle.together.consultations.queries import next_statement
from boucle.together.consultations.views import frames, holding

REFUSED, CLOSED = 422, 409


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holding.holder
def vote(request: HttpRequest, voice: Voice, code: str) -> HttpResponseBase:
    """One statement; a POST votes on it and shows the next one: the fragment alone to a page that swaps it."""
    if request.method != "POST":
        return show(request, voice, code)
    number = request.POST.get("item", "")
    item = Item.objects.filter(consultation=voice.consultation, number=number).first() if number.isdecimal() else None
    said = cast(voice, item, request.POST.get("value", ""))
    if said:
        return show(request, voice, code, said=said, status=REFUSED)
    if request.POST.get("back"):
        return redirect("consultations:votes", code)
    if request.headers.get("HX-Request"):
        return show(request, voice, code)
    return redirect("consultations:vote", code)


def cast(voice: Voice, item: Item | None, value: str) -> str:
    """Nothing, or the sentence that says why the vote was not taken."""
    if item is None:
        return str(holding.NOT_ASKED)
    try:
        actions.cast(voice=voice, item=item, value=value or "?")
    except NotPossible as refusal:
        return str(refusal)
    return ""


def show(request: HttpRequest, voice: Voice, code: str, *, said: str = "", status: int = 200) -> HttpResponse:
    row = frames.dressed(request, voice.consultation)
    turn = next_statement.turn(voice)
    ahead = [{"number": item.number, "text": texts.spaced(item.text)} for item in turn.ahead]
    known: dict[str, Any] = {"row": row, "voice": voice, "code": code, "turn": turn, "said": said, "ahead": ahead}
    known |= {"may_vote": holding.may_vote(row), "is_invited": row.access == Access.PANEL}
    is_part = bool(request.headers.get("HX-Request"))
    page = "consultations/participate/vote_one.html" if is_part else "consultations/participate/vote.html"
    return render(request, page, known, status=200 if is_part else status)


@never_cache
@require_http_methods(["GET", "HEAD"])
@holding.holder
def votes(request: HttpRequest, voice: Voice, code: str) -> HttpResponseBase:
    """What somebody voted, to change one."""
    row = frames.dressed(request, voice.consultation)
    known = {"row": row, "code": code, "own": next_statement.own(voice), "may_change": holding.may_vote(row)}
    return render(request, "consultations/participate/votes.html", known)


@never_cache
@require_POST
@holding.holder
def finish(request: HttpRequest, voice: Voice, code: str) -> HttpResponseBase:
    """Enough for today: no reminder is sent any more."""
    try:
        actions.finish(voice=voice, code=code)
    except NotPossible as refusal:
        return holding.show(request, voice, code, said=str(refusal), status=CLOSED)
    return redirect("consultations:take_part", code)
