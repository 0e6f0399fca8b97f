"""The private link of a testimony: where it is, what it taught; correct it, take it back, bring it back, delete it."""

import functools
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from boucle.after.lessons import actions
from boucle.after.lessons.forms.testimony import CorrectForm
from boucle.after.lessons.models import Testimony
from boucle.after.lessons.queries import finding, witnesses
from boucle.after.lessons.views import bringing, frames
from boucle.foundation.core import ready
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries, rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.lifecycle.views.private_links import PrivateLink
from boucle.foundation.situations.views import standing

GONE = 404
VERBS = (Verb.REVISE, Verb.WITHDRAW, Verb.RESTORE)


def found(request: HttpRequest, secret: str) -> Testimony | None:
    row = finding.testimony_of(queries.by_secret(secret))
    if row is not None:
        standing.dress(request, row.contribution.territory)
    return row


def stale(request: HttpRequest) -> HttpResponse:
    return frames.page(request, "unknown", {}, status=GONE)


LINK = PrivateLink(find=found, stale=stale, contribution=lambda row: row.contribution, follow="lessons:follow")


@require_safe
@LINK.page
def follow(request: HttpRequest, testimony: Testimony, by: rules.By, secret: str) -> HttpResponseBase:
    """Where it is, what was learnt from it, what may be done."""
    return show(request, testimony, by, secret)


def show(
    request: HttpRequest, testimony: Testimony, by: rules.By, secret: str, *, said: str = "", status: int = 200
) -> HttpResponse:
    may = rules.possible(testimony.contribution, VERBS, by)
    known = {
        **around(testimony),
        "secret": secret,
        "may": {verb.value: True for verb in may},
        "question": queries.question(testimony.contribution),
        "said": said,
    }
    return frames.page(request, "follow/follow", known, status=status)


def around(testimony: Testimony) -> dict[str, Any]:
    taught = [one for one in finding.taught_by(testimony) if one.contribution.is_public]
    return {"testimony": testimony, "row": testimony.contribution, "lessons": taught}


@require_safe
@never_cache
def became(request: HttpRequest, token: str) -> HttpResponseBase:
    """A testimony and what was learnt from it, to be read only: the address that a letter carries."""
    row = witnesses.by_token(token)
    if row is None:
        return ready.private(stale(request))
    standing.dress(request, row.contribution.territory)
    return ready.private(frames.page(request, "follow/became", around(row)))


@require_http_methods(["GET", "HEAD", "POST"])
@LINK.page
def revise(request: HttpRequest, testimony: Testimony, by: rules.By, secret: str) -> HttpResponseBase:
    """Corrects it, or answers a referent; what is public stays as it is until somebody has read it."""
    row = testimony.contribution
    if not rules.can_move(row, Verb.REVISE, by):
        return show(request, testimony, by, secret, said=impossible(testimony, by), status=attempts.STALE)
    last = queries.last_number(row)
    form = CorrectForm(attempts.typed(request), row=testimony, seen=last, places=bringing.names_around(row.territory))
    if attempts.attempt(form, lambda: actions.correct(testimony=testimony, by=by, **form.fields_of_correction())):
        messages.success(request, _("Your correction has arrived."))
        return redirect("lessons:follow", secret)
    status = attempts.status_of(form)
    if status == attempts.STALE:
        form.renew_seen(last)
    known = {"testimony": testimony, "row": row, "form": form, "secret": secret, "question": queries.question(row)}
    return frames.page(request, "follow/revise", known, status=status)


def impossible(testimony: Testimony, by: rules.By) -> str:
    try:
        rules.check_move(testimony.contribution, Verb.REVISE, by)
    except rules.NotPossible as refusal:
        return str(refusal)
    return ""


def ask(request: HttpRequest, testimony: Testimony, what: str, secret: str) -> HttpResponse:
    known = {"testimony": testimony, "row": testimony.contribution, "what": what}
    return frames.page(request, "follow/ask", {**known, "back": reverse("lessons:follow", args=[secret])})


one_button = functools.partial(LINK.one_button, ask=ask, show=show)
withdraw = one_button(
    "withdraw",
    "Takes the testimony back, by one press.",
    gettext_lazy("Nobody sees it any more."),
    lifecycle.withdraw,
)
restore = one_button(
    "restore", "Brings the testimony back, by one press.", gettext_lazy("It is back."), lifecycle.restore
)


@require_http_methods(["GET", "HEAD", "POST"])
@LINK.page
def erase(request: HttpRequest, testimony: Testimony, by: rules.By, secret: str) -> HttpResponseBase:
    """Asks once, then deletes every word: nobody can undo it."""
    if request.method != "POST":
        return ask(request, testimony, "erase", secret)
    try:
        lifecycle.erase(contribution=testimony.contribution, by=by)
    except rules.NotPossible as refusal:
        return show(request, testimony, by, secret, said=str(refusal), status=attempts.STALE)
    return frames.page(request, "follow/erased", {})
