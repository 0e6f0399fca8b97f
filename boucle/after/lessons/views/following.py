"""A testimony by its private link: where it is, what it taught, take it back, bring it back, delete everything."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from boucle.after.lessons.models import Testimony
from boucle.after.lessons.queries import finding
from boucle.after.lessons.views import frames
from boucle.foundation.core import ready
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.rules import NotPossible
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.situations.views import standing

GONE = 404
DOES: dict[str, Callable[..., Any]] = {"withdraw": lifecycle.withdraw, "restore": lifecycle.restore}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, secret: str) -> HttpResponseBase:
    row = found(request, secret)
    if row is None:
        return ready.private(frames.page(request, "unknown", {}, status=GONE))
    by = rules.By(secret=secret)
    if request.method == "POST" and (action := DOES.get(request.POST.get("do", ""))):
        done = _("Nobody sees it any more.") if action is lifecycle.withdraw else _("It is back.")
        attempts.act(request, done, lambda: action(contribution=row.contribution, by=by))
        return redirect("lessons:follow", secret)
    may = rules.possible(row.contribution, (Verb.WITHDRAW, Verb.RESTORE), by)
    known = {
        "testimony": row,
        "row": row.contribution,
        "secret": secret,
        "may": {verb.value: True for verb in may},
        "question": queries.question(row.contribution),
        "lessons": [one for one in finding.taught_by(row) if one.contribution.is_public],
    }
    return ready.private(frames.page(request, "follow", known))


def found(request: HttpRequest, secret: str) -> Testimony | None:
    row = finding.testimony_of(queries.by_secret(secret))
    if row is not None:
        standing.dress(request, row.contribution.territory)
    return row


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Asks once, then deletes every word: nobody can undo it."""
    row = found(request, secret)
    if row is None:
        return ready.private(frames.page(request, "unknown", {}, status=GONE))
    if request.method != "POST":
        return ready.private(frames.page(request, "erase", {"row": row.contribution, "secret": secret}))
    try:
        lifecycle.erase(contribution=row.contribution, by=rules.By(secret=secret))
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("lessons:follow", secret)
    return ready.private(frames.page(request, "erased", {}))
