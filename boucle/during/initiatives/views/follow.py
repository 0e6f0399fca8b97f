"""The private link: follow, correct, answer, say that it is still true, take back, bring back, delete."""

import functools
from collections.abc import Callable
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

REFUSED = 422
VERBS = (Verb.REVISE, Verb.VERIFY, Verb.WITHDRAW, Verb.RESTORE)
Page = Callable[[HttpRequest, Contribution, rules.By, str], HttpResponseBase]


def private_page(page: Page) -> Callable[..., HttpResponseBase]:
    """Finds the fiche of a private link, or says that the link is stale; no cache, no robot."""

    @functools.wraps(page)
    def answer(request: HttpRequest, secret: str) -> HttpResponseBase:
        row = queries.by_secret(secret)
        if row is None:
            return frames.private(render(request, "initiatives/stale.html", status=410))
        place = queries.home(row)
        frames.dress(request, place, queries.situation(row, place))
        return frames.private(page(request, row, rules.By(secret=secret), secret))

    return answer


@require_safe
@private_page
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
        "question": queries.question(row),
        "history": queries.author_history(row),
        "waiting": contributions.waiting_revision(row),
        "said": said,
        "fiche_url": reverse("initiatives:fiche", args=[row.reference]),
    }
    return render(request, "initiatives/follow.html", known, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def revise(request: HttpRequest, row: Contribution, by: rules.By, secret: str) -> HttpResponseBase:
    """Corrects a fiche, or answers a referent; what is public stays as it is until somebody has read it."""
    if not rules.can_move(row, Verb.REVISE, by):
        return show(request, row, by, secret, said=rules.impossible(row, Verb.REVISE), status=409)
    waiting = contributions.waiting_revision(row)
    content = waiting.content if waiting else contributions.content(row)
    place = queries.home(row)
    last = contributions.last_transition(row)
    initial = {**initial_forms.initial(content, place), "seen": last.number if last else None}
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
        last = contributions.last_transition(row)
        form.renew_seen(last.number if last else None)
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
        "question": queries.question(row),
        "photo": queries.photo(row),
        "exercise": frames.is_trial(row.nature),
        "had_photo": bool(request.FILES),
        **frames.tiles(),
    }
    return render(request, "initiatives/revise.html", known, status=status)


def one_button(verb: Verb, what: str, done: Any, act: Callable[..., object]) -> Callable[..., HttpResponseBase]:
    """A page that asks, with one big button; the click does it. Mail scanners open links, they press no button."""

    def page(request: HttpRequest, row: Contribution, by: rules.By, secret: str) -> HttpResponseBase:
        if request.method != "POST":
            return ask(request, row, verb.value, reverse("initiatives:follow", args=[secret]))
        try:
            act(contribution=row, by=by)
        except rules.NotPossible as refused:
            return show(request, row, by, secret, said=str(refused), status=409)
        notices.success(request, str(done))
        return redirect("initiatives:follow", secret)

    page.__doc__ = what
    return require_http_methods(["GET", "HEAD", "POST"])(private_page(page))


def ask(request: HttpRequest, row: Contribution, what: str, back: str, *, status: int = 200) -> HttpResponse:
    known = {"row": row, "what": what, "back": back, "exercise": frames.is_trial(row.nature)}
    return render(request, "initiatives/ask.html", known, status=status)


verify = one_button(
    Verb.VERIFY,
    "Says that it is still true, by one press.",
    gettext_lazy("Thank you: the fiche is marked as checked today."),
    lifecycle.verify,
)
withdraw = one_button(
    Verb.WITHDRAW,
    "Takes the fiche back, by one press.",
    gettext_lazy("The fiche is taken back: nobody sees it now."),
    lifecycle.withdraw,
)
restore = one_button(
    Verb.RESTORE, "Brings the fiche back, by one press.", gettext_lazy("The fiche is back."), lifecycle.restore
)


@require_http_methods(["GET", "HEAD", "POST"])
@private_page
def erase(request: HttpRequest, row: Contribution, by: rules.By, secret: str) -> HttpResponseBase:
    """Deletes everything, after one more press."""
    if request.method != "POST":
        return ask(request, row, "erase", reverse("initiatives:follow", args=[secret]))
    actions.erase(contribution=row, by=by)
    return render(request, "initiatives/erased.html")
