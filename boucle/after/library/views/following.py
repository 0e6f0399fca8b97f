"""The private link of a sheet: follow, correct, answer, say that it is still true, take back, bring back, delete."""

import functools
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from boucle.after.library import actions
from boucle.after.library.forms import sheet as forms
from boucle.after.library.models import Sheet
from boucle.after.library.queries import finding
from boucle.commons.moderation.queries import item as moderation
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries as contributions
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.views import attempts
from boucle.foundation.lifecycle.views.private_links import PrivateLink
from boucle.foundation.situations.views import standing

GONE = 410
VERBS = (Verb.REVISE, Verb.VERIFY, Verb.WITHDRAW, Verb.RESTORE)


def found(request: HttpRequest, secret: str) -> Sheet | None:
    sheet = finding.sheet_of(contributions.by_secret(secret))
    if sheet is not None:
        standing.dress(request, sheet.contribution.territory)
    return sheet


def stale(request: HttpRequest) -> HttpResponse:
    return standing.page(request, "library/follow/stale.html", {}, status=GONE)


LINK = PrivateLink(find=found, stale=stale, contribution=lambda sheet: sheet.contribution, follow="library:follow")


@require_safe
@LINK.page
def follow(request: HttpRequest, sheet: Sheet, by: rules.By, secret: str) -> HttpResponseBase:
    """What became of it, in words; what may be done; what has happened."""
    return show(request, sheet, by, secret)


def show(
    request: HttpRequest, sheet: Sheet, by: rules.By, secret: str, *, said: str = "", status: int = 200
) -> HttpResponse:
    row = sheet.contribution
    known: dict[str, Any] = {
        "sheet": sheet,
        "row": row,
        "secret": secret,
        "may": {verb.value: rules.can_move(row, verb, by) for verb in VERBS},
        "question": contributions.question(row),
        "steps": [moderation.step(each) for each in row.transitions.select_related("actor").order_by("-number")],
        "said": said,
    }
    return standing.page(request, "library/follow/follow.html", known, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@LINK.page
def revise(request: HttpRequest, sheet: Sheet, by: rules.By, secret: str) -> HttpResponseBase:
    """Corrects it, or answers a referent; what is public stays as it is until somebody has read it."""
    row = sheet.contribution
    if not rules.can_move(row, Verb.REVISE, by):
        return show(request, sheet, by, secret, said=rules.impossible(row, Verb.REVISE), status=attempts.STALE)
    waiting = contributions.waiting_revision(row)
    content = waiting.content if waiting else contributions.content(row)
    initial = {**forms.initial(content, row.territory), "seen": contributions.last_number(row)}
    form = forms.ReviseForm(attempts.typed(request), request.FILES or None, territory=row.territory, initial=initial)

    def save() -> None:
        typed = form.cleaned_data
        actions.revise(
            sheet=sheet, content=form.content(), by=by, note=typed["note"], seen=typed["seen"], drawn=form.drawn
        )

    if form.is_bound and attempts.attempt(form, save):
        messages.success(request, _("Your correction has arrived: a referent reads it."))
        return redirect("library:follow", secret)
    status = attempts.status_of(form)
    if status == attempts.STALE:
        form.renew_seen(contributions.last_number(row))
    known = {"sheet": sheet, "row": row, "form": form, "secret": secret, "question": contributions.question(row)}
    return standing.page(request, "library/follow/revise.html", known, status=status)


def ask(request: HttpRequest, sheet: Sheet, what: str, secret: str) -> HttpResponse:
    known = {"row": sheet.contribution, "what": what, "back": reverse("library:follow", args=[secret])}
    return standing.page(request, "library/follow/ask.html", known)


one_button = functools.partial(LINK.one_button, ask=ask, show=show)
verify = one_button(
    "verify",
    "Says that it is still true, by one press.",
    gettext_lazy("Thank you: the sheet is marked as checked today."),
    lifecycle.verify,
)
withdraw = one_button(
    "withdraw",
    "Takes the sheet back, by one press.",
    gettext_lazy("Your sheet is taken back: nobody sees it now."),
    lifecycle.withdraw,
)
restore = one_button(
    "restore", "Brings the sheet back, by one press.", gettext_lazy("Your sheet is back."), lifecycle.restore
)


@require_http_methods(["GET", "HEAD", "POST"])
@LINK.page
def erase(request: HttpRequest, sheet: Sheet, by: rules.By, secret: str) -> HttpResponseBase:
    """Deletes everything, after one more press."""
    if request.method != "POST":
        return ask(request, sheet, "erase", secret)
    lifecycle.erase(contribution=sheet.contribution, by=by)
    return standing.page(request, "library/follow/erased.html", {})
