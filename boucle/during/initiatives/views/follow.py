"""The private link: follow, correct, answer, say that it is still true, take back, bring back, delete."""

import functools
from typing import Any

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from boucle.during.initiatives import actions
from boucle.during.initiatives.forms import initiative as initial_forms
from boucle.during.initiatives.forms import propose as forms
from boucle.during.initiatives.queries import fiche as queries
from boucle.during.initiatives.views import frames
from boucle.foundation.lifecycle import actions as lifecycle
from boucle.foundation.lifecycle import queries as contributions
from boucle.foundation.lifecycle import rules
from boucle.foundation.lifecycle.enums import Verb
from boucle.foundation.lifecycle.models import Contribution
from boucle.foundation.lifecycle.views.private_links import PrivateLink
from boucle.foundation.situations.views import standing

REFUSED, GONE = 422, 410
VERBS = (Verb.REVISE, Verb.VERIFY, Verb.WITHDRAW, Verb.RESTORE)


def found(request: HttpRequest, secret: str) -> Contribution | None:
    row = queries.by_secret(secret)
    if row is not None:
        place = queries.home(row)
        standing.stand(request, place, queries.situation(row, place))
    return row


def stale(request: HttpRequest) -> HttpResponse:
    return render(request, "initiatives/stale.html", status=GONE)


LINK = PrivateLink(find=found, stale=stale, contribution=lambda row: row, follow="initiatives:follow")


@require_safe
@LINK.page
def follow(request: HttpRequest, row: Contribution, by: rules.By, secret: str) -> HttpResponseBase:
    """What the author follows: the state in words, what may be done, what has happened."""
    return show(request, row, by, secret)


def show(
    request: HttpRequest, row: Contribution, by: rules.By, secret: str, *, said: str = "", status: int = 200
) -> HttpResponse:
    last = contributions.last_transition(row)
    known: dict[str, Any] = {
        "row": row,
        "secret": secret,
        "exercise": frames.is_trial(row.nature),
        "may": {verb.value: rules.can_move(row, verb, by) for verb in VERBS},
        "last": last,
        "question": contributions.question(row),
        "history": queries.author_history(row),
        "waiting": contributions.waiting_revision(row),
        "said": said,
        "fiche_url": reverse("initiatives:fiche", args=[row.reference]),
    }
    return render(request, "initiatives/follow.html", known, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@LINK.page
def revise(request: HttpRequest, row: Contribution, by: rules.By, secret: str) -> HttpResponseBase:
    """Corrects a fiche, or answers a referent; what is public stays as it is until somebody has read it."""
    if not rules.can_move(row, Verb.REVISE, by):
        return show(request, row, by, secret, said=rules.impossible(row, Verb.REVISE), status=409)
    waiting = contributions.waiting_revision(row)
    content = waiting.content if waiting else contributions.content(row)
    place = queries.home(row)
    initial = {**initial_forms.initial(content, place), "seen": contributions.last_number(row) or None}
    options: dict[str, Any] = {"territory": place, "situation": row.situation, "initial": initial}
    if request.method != "POST":
        return edit(request, row, forms.ReviseForm(**options), secret)
    form = forms.ReviseForm(request.POST, request.FILES, **options)
    if not form.is_valid():
        return edit(request, row, form, secret, status=REFUSED)
    return save_revision(request, row, by, form, secret)


def save_revision(
    request: HttpRequest, row: Contribution, by: rules.By, form: forms.ReviseForm, secret: str
) -> HttpResponse:
    typed = form.cleaned_data
    content = form.content() | ({"photo": ""} if typed["without_photo"] else {})
    try:
        actions.revise(
            contribution=row,
            content=content,
            by=by,
            note=typed["note"],
            seen=typed["seen"],
            photo=typed["photo"],
            description=typed["photo_description"],
        )
    except rules.NotPossible as refused:
        form.renew_seen(contributions.last_number(row) or None)
        form.add_error(None, str(refused))
        return edit(request, row, form, secret, status=409)
    notices.success(request, _("Your correction has arrived: a referent reads it."))
    return redirect("initiatives:follow", secret)


def edit(
    request: HttpRequest, row: Contribution, form: forms.ReviseForm, secret: str, *, status: int = 200
) -> HttpResponse:
    known = {
        "row": row,
        "form": form,
        "secret": secret,
        "question": contributions.question(row),
        "photo": queries.photo(row),
        "exercise": frames.is_trial(row.nature),
        "had_photo": bool(request.FILES),
        **frames.tiles(),
    }
    return render(request, "initiatives/revise.html", known, status=status)


def ask(request: HttpRequest, row: Contribution, what: str, secret: str) -> HttpResponse:
    back = reverse("initiatives:follow", args=[secret])
    known = {"row": row, "what": what, "back": back, "exercise": frames.is_trial(row.nature)}
    return render(request, "initiatives/ask.html", known)


one_button = functools.partial(LINK.one_button, ask=ask, show=show)
verify = one_button(
    Verb.VERIFY.value,
    "Says that it is still true, by one press.",
    gettext_lazy("Thank you: the fiche is marked as checked today."),
    lifecycle.verify,
)
withdraw = one_button(
    Verb.WITHDRAW.value,
    "Takes the fiche back, by one press.",
    gettext_lazy("The fiche is taken back: nobody sees it now."),
    lifecycle.withdraw,
)
restore = one_button(
    Verb.RESTORE.value, "Brings the fiche back, by one press.", gettext_lazy("The fiche is back."), lifecycle.restore
)


@require_http_methods(["GET", "HEAD", "POST"])
@LINK.page
def erase(request: HttpRequest, row: Contribution, by: rules.By, secret: str) -> HttpResponseBase:
    """Deletes everything, after one more press."""
    if request.method != "POST":
        return ask(request, row, "erase", secret)
    actions.erase(contribution=row, by=by)
    return render(request, "initiatives/erased.html")
